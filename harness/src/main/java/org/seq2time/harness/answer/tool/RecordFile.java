package org.seq2time.harness.answer.tool;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.JsonCursor;

/**
 * A file of records with a model's answers: JSON lines, a JSON list (also inside an object, under
 * any name), a JSON object of answers by id, TSV, CSV, or the first sheet of an XLSX workbook.
 *
 * @param path the file; JSON, TSV and CSV may be gzip
 * @param names of the fields
 */
public record RecordFile(Path path, FieldNames names) {

  /** What is read, for messages. */
  public static final String FORMS =
      "{\"id\", \"text\"} per line, or TimeChat's [{\"vname\", \"generated_cap\", \"query\","
          + " \"id\"}], or records with an id and an answer as JSON, JSON lines, TSV, CSV or XLSX:"
          + " lmms-eval, VLMEvalKit, OpenAI batch, TimeLens, Time-R1, E.T. Bench, VTimeLLM,"
          + " {\"id\", \"answer\"}, {\"qid\", \"response\"}; --id-field and --text-field name"
          + " others";

  /** Between the video, the caption and the truth in lmms-eval's submissions. */
  private static final String KEY_SEPARATOR = ">>>";

  /** A record and where it starts. */
  private record Numbered(Map<String, @Nullable Object> row, int line) {}

  /**
   * The answers, in file order.
   *
   * @throws BadInputException if the file cannot be read or holds no answers
   */
  public List<AnswerRow> read() {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    name = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    List<Numbered> rows =
        name.endsWith(".xlsx")
            ? ofWorkbook()
            : name.endsWith(".tsv")
                ? ofTable('\t')
                : name.endsWith(".csv") ? ofTable(',') : ofJson();
    if (rows.stream().noneMatch(r -> names.isAnswer(r.row))) {
      throw new BadInputException(
          path
              + ": no record has an answer"
              + (names.text() == null ? "" : " in field " + names.text())
              + " (formatted predictions go to --predictions); expected "
              + FORMS);
    }
    return rows.stream().map(r -> names.read(r.row, r.line)).toList();
  }

  private List<Numbered> ofJson() {
    List<Numbered> rows = new ArrayList<>();
    try (JsonCursor cursor = JsonCursor.open(path)) {
      while (cursor.nextRoot()) {
        int line = cursor.line();
        if (cursor.token() == JsonToken.START_ARRAY) {
          while (cursor.nextElement()) {
            int start = cursor.line();
            addValue(Values.read(cursor), start, rows);
          }
        } else {
          addRoot(Values.read(cursor), line, rows);
        }
      }
    }
    return rows;
  }

  private static void addValue(@Nullable Object value, int line, List<Numbered> rows) {
    if (value instanceof Map<?, ?> map) {
      rows.add(new Numbered(named(map), line));
    }
  }

  /** An object is a record; or it has a list of them; or it has answers by id. */
  private void addRoot(@Nullable Object value, int line, List<Numbered> rows) {
    if (!(value instanceof Map<?, ?> map)) {
      return;
    }
    Map<String, @Nullable Object> root = named(map);
    for (Object field : root.values()) {
      if (field instanceof List<?> list && isRecords(list) && !names.isAnswer(root)) {
        list.forEach(record -> addValue(record, line, rows));
        return;
      }
    }
    if (names.isAnswer(root) || names.isQuestion(root)) {
      rows.add(new Numbered(root, line));
      return;
    }
    root.forEach((id, answer) -> addById(id, answer, line, rows));
  }

  private boolean isRecords(List<?> list) {
    return !list.isEmpty()
        && list.getFirst() instanceof Map<?, ?> first
        && names.isAnswer(named(first));
  }

  private static void addById(String id, @Nullable Object answer, int line, List<Numbered> rows) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    String[] parts = id.split(KEY_SEPARATOR, -1);
    if (parts.length >= 2) {
      row.put("video", parts[0]);
      row.put("query", parts[1]);
    } else {
      row.put("id", id);
    }
    if (answer instanceof Map<?, ?> fields) {
      named(fields).forEach(row::putIfAbsent);
    } else if (answer instanceof String) {
      row.put("answer", answer);
    }
    rows.add(new Numbered(row, line));
  }

  private static Map<String, @Nullable Object> named(Map<?, ?> map) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }

  private List<Numbered> ofTable(char separator) {
    CsvSchema schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(separator);
    List<Numbered> rows = new ArrayList<>();
    try (CsvParser parser = CsvFactory.builder().build().createParser(InputFile.openText(path))) {
      parser.setSchema(schema);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        int line = parser.currentLocation().getLineNr();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          String cell = parser.getText();
          row.put(name.strip(), cell.isEmpty() ? null : cell);
        }
        rows.add(new Numbered(row, line));
      }
    } catch (IOException e) {
      throw InputFile.failure(path, "", e);
    }
    return rows;
  }

  private List<Numbered> ofWorkbook() {
    List<Numbered> rows = new ArrayList<>();
    try (InputStream in = InputFile.open(path);
        ReadableWorkbook workbook = new ReadableWorkbook(in);
        Stream<Row> sheet = workbook.getFirstSheet().openStream()) {
      List<String> head = new ArrayList<>();
      sheet.forEach(row -> addRow(row, head, rows));
    } catch (IOException e) {
      throw InputFile.failure(path, "", e);
    } catch (RuntimeException e) {
      throw new BadInputException(path + ": is no XLSX workbook: " + e.getMessage(), e);
    }
    return rows;
  }

  private static void addRow(Row row, List<String> head, List<Numbered> rows) {
    if (head.isEmpty()) {
      for (int i = 0; i < row.getCellCount(); i++) {
        head.add(row.getCellText(i).strip());
      }
      return;
    }
    Map<String, @Nullable Object> cells = new LinkedHashMap<>();
    for (int i = 0; i < head.size(); i++) {
      String cell = i < row.getCellCount() ? row.getCellText(i) : "";
      cells.put(head.get(i), cell.isEmpty() ? null : cell);
    }
    rows.add(new Numbered(cells, row.getRowNum()));
  }
}
