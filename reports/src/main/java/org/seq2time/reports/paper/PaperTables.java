package org.seq2time.reports.paper;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * Published tables: {@code {"source": {"title", "venue", "arxiv"}, "tables": [{"id", "title",
 * "baseline", "columns": ["youcook2.f1", ...], "rows": [{"name", "values": [12.7, null, ...]}]}]}}.
 * A column is a benchmark and one of its scores; values are percentages, null where none was
 * published; the baseline is the row that relative gains refer to, or null.
 *
 * @param source where they were published
 * @param tables in order
 */
public record PaperTables(String source, List<Table> tables) {

  public PaperTables {
    tables = List.copyOf(tables);
  }

  /** One table; each row has a value, or none, per column. */
  public record Table(
      String id, String title, Optional<String> baseline, List<Column> columns, List<Row> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** The row of this name. */
    Optional<Row> row(String name) {
      return rows.stream().filter(r -> r.name().equals(name)).findFirst();
    }
  }

  /** A score of a benchmark. */
  public record Column(Benchmark<?, ?> benchmark, String score) {

    /** As a table prints it. */
    String label() {
      return benchmark.title() + " " + score;
    }
  }

  /** A system's published values. */
  public record Row(String name, List<Optional<BigDecimal>> values) {
    public Row {
      values = List.copyOf(values);
    }
  }

  /** Seq2Time's tables, and TimeChat's values to compare with. */
  public static PaperTables seq2time() {
    try (InputStream in = PaperTables.class.getResourceAsStream("tables.json")) {
      if (in == null) {
        throw new IllegalStateException("tables.json is not in the jar");
      }
      try (JsonCursor cursor = JsonCursor.read(in, Path.of("tables.json"))) {
        return readTables(cursor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads tables.
   *
   * @throws org.seq2time.datasets.io.BadInputException if the file is missing or something else
   */
  public static PaperTables read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      return readTables(cursor);
    }
  }

  private static PaperTables readTables(JsonCursor cursor) {
    String source = "";
    List<Table> tables = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    if (!cursor.nextRoot()) {
      throw cursor.error("the file is empty", "an object with tables");
    }
    cursor.expectObject("the tables");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "source" -> source = readSource(cursor);
        case "tables" -> {
          cursor.expectArray(field);
          while (cursor.nextElement()) {
            Table table = readTable(cursor);
            if (!ids.add(table.id())) {
              throw cursor.error("table " + Quoted.value(table.id()) + " occurs twice");
            }
            tables.add(table);
          }
        }
        default -> cursor.skip();
      }
    }
    cursor.expectEnd();
    if (tables.isEmpty()) {
      throw cursor.error("there is no table", "{\"source\": ..., \"tables\": [...]}");
    }
    return new PaperTables(source, tables);
  }

  private static String readSource(JsonCursor cursor) {
    List<String> parts = new ArrayList<>();
    cursor.expectObject("source");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      String text = cursor.expectString(field);
      parts.add(field.equals("arxiv") ? "arXiv " + text : text);
    }
    return String.join(", ", parts);
  }

  private static Table readTable(JsonCursor cursor) {
    String id = null;
    String title = "";
    String baseline = null;
    List<Column> columns = List.of();
    List<Row> rows = List.of();
    cursor.expectObject("a table");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "id" -> id = cursor.expectString(field);
        case "title" -> title = cursor.expectString(field);
        case "baseline" -> baseline = stringOrNull(cursor, field);
        case "columns" -> columns = readColumns(cursor);
        case "rows" -> rows = readRows(cursor);
        default -> cursor.skip();
      }
    }
    if (id == null || columns.isEmpty() || rows.isEmpty()) {
      throw cursor.error("a table lacks its id, columns or rows", "all three");
    }
    Table table = new Table(id, title, Optional.ofNullable(baseline), columns, rows);
    requireConsistent(cursor, table);
    return table;
  }

  private static void requireConsistent(JsonCursor cursor, Table table) {
    Set<String> names = new HashSet<>();
    for (Row row : table.rows()) {
      if (row.values().size() != table.columns().size()) {
        throw cursor.error(
            "row " + Quoted.value(row.name()) + " has " + row.values().size() + " values",
            table.columns().size() + ", one per column");
      }
      if (!names.add(row.name())) {
        throw cursor.error("row " + Quoted.value(row.name()) + " occurs twice");
      }
    }
    if (table.baseline().isPresent() && !names.contains(table.baseline().get())) {
      throw cursor.error(
          "baseline " + Quoted.value(table.baseline().get()) + " is not a row", "one of its names");
    }
  }

  private static @Nullable String stringOrNull(JsonCursor cursor, String field) {
    return cursor.token() == JsonToken.VALUE_NULL ? null : cursor.expectString(field);
  }

  private static List<Column> readColumns(JsonCursor cursor) {
    List<Column> columns = new ArrayList<>();
    cursor.expectArray("columns");
    while (cursor.nextElement()) {
      String text = cursor.expectString("a column");
      int dot = text.indexOf('.');
      Optional<Benchmark<?, ?>> benchmark = Benchmark.of(text.substring(0, Math.max(0, dot)));
      if (benchmark.isEmpty() || dot == text.length() - 1) {
        throw cursor.unexpected("a column", "benchmark.score, such as youcook2.f1");
      }
      columns.add(new Column(benchmark.get(), text.substring(dot + 1)));
    }
    return columns;
  }

  private static List<Row> readRows(JsonCursor cursor) {
    List<Row> rows = new ArrayList<>();
    cursor.expectArray("rows");
    while (cursor.nextElement()) {
      String name = null;
      List<Optional<BigDecimal>> values = new ArrayList<>();
      cursor.expectObject("a row");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        switch (field) {
          case "name" -> name = cursor.expectString(field);
          case "values" -> {
            cursor.expectArray(field);
            while (cursor.nextElement()) {
              values.add(
                  cursor.token() == JsonToken.VALUE_NULL
                      ? Optional.empty()
                      : Optional.of(BigDecimal.valueOf(cursor.expectNumber("a value"))));
            }
          }
          default -> cursor.skip();
        }
      }
      if (name == null || name.isEmpty()) {
        throw cursor.error("a row has no name", "one");
      }
      rows.add(new Row(name, values));
    }
    return rows;
  }
}
