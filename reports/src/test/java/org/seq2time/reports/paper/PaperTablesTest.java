package org.seq2time.reports.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.reports.paper.PaperTables.Column;
import org.seq2time.reports.paper.PaperTables.Table;

class PaperTablesTest {

  @TempDir Path folder;

  private PaperTables read(String text) {
    Path file = folder.resolve("tables.json");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PaperTables.read(file);
  }

  @Test
  void everyFieldIsRead() {
    PaperTables tables =
        read(
            """
            {"source": {"title": "A paper", "venue": "CVPR 2025", "arxiv": "2411.16932"},
             "note": {"x": 1},
             "tables": [{"id": "main", "title": "Main", "baseline": "a", "more": [],
               "columns": ["youcook2.f1", "charades-sta.r1@0.5"],
               "rows": [{"name": "a", "values": [12.6, null], "note": ""},
                        {"name": "b", "values": [16, 27.5]}]},
              {"id": "other", "baseline": null, "columns": ["qvhighlights.map"],
               "rows": [{"name": "a", "values": [1]}]}]}
            """);
    assertThat(tables.source()).isEqualTo("A paper, CVPR 2025, arXiv 2411.16932");
    assertThat(tables.tables()).extracting(Table::id).containsExactly("main", "other");
    Table main = tables.tables().getFirst();
    assertThat(main.title()).isEqualTo("Main");
    assertThat(main.baseline()).contains("a");
    assertThat(main.columns())
        .containsExactly(
            new Column(Benchmark.YOUCOOK2, "f1"), new Column(Benchmark.CHARADES_STA, "r1@0.5"));
    assertThat(main.row("a").orElseThrow().values().getFirst()).contains(new BigDecimal("12.6"));
    assertThat(main.row("a").orElseThrow().values().get(1)).isEmpty();
    assertThat(main.row("c")).isEmpty();
    assertThat(tables.tables().get(1).baseline()).isEmpty();
    assertThat(tables.tables().get(1).title()).isEmpty();
    assertThat(main.columns().get(1).label()).isEqualTo("Charades-STA r1@0.5");
  }

  @Test
  void ownTablesOfThePaperAreWhole() {
    PaperTables paper = PaperTables.seq2time();
    assertThat(paper.source()).contains("Seq2Time", "arXiv");
    assertThat(paper.tables()).extracting(Table::id).contains("main", "data-mix", "video-llama");
    for (Table table : paper.tables()) {
      assertThat(table.title()).isNotBlank();
      assertThat(table.rows()).isNotEmpty();
      assertThat(table.rows())
          .allMatch(
              row -> row.values().stream().allMatch(v -> v.isEmpty() || v.get().signum() > 0));
    }
  }

  private static String table(String rest) {
    return "{\"tables\": [{\"id\": \"x\", \"columns\": [\"youcook2.f1\"], " + rest + "}]}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "' ' ~ the file is empty; expected an object with tables",
        "{} ~ there is no table; expected",
        "{\"tables\": []} ~ there is no table",
        "[] ~ the tables is an array; expected an object",
        "{\"tables\": [{\"id\": \"x\"}]} ~ a table lacks its id, columns or rows; expected all",
        "{\"tables\": [{\"id\": \"x\", \"columns\": [\"f1\"]}]} ~ a column is \"f1\"",
        "{\"tables\": [{\"id\": \"x\", \"columns\": [\"youcook2.\"]}]} ~ a column is \"youcook2.\"",
        "{\"tables\": [{\"id\": \"x\", \"columns\": [\"kinetics.f1\"]}]} ~ a column is \"kinetics",
        "{\"tables\": [{\"id\": \"x\", \"columns\": [\".f1\"]}]} ~ such as youcook2.f1",
      })
  void whatIsNoTableIsNamed(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("tables.json").toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "\"rows\": [] ~ a table lacks its id, columns or rows",
        "\"rows\": [{\"values\": [1]}] ~ a row has no name",
        "\"rows\": [{\"name\": \"\", \"values\": [1]}] ~ a row has no name",
        "\"rows\": [{\"name\": \"a\", \"values\": []}] ~ row \"a\" has 0 values; expected 1, one",
        "\"rows\": [{\"name\": \"a\", \"values\": [1, 2]}] ~ row \"a\" has 2 values; expected 1",
        "\"rows\": [{\"name\": \"a\", \"values\": [\"x\"]}] ~ a value is \"x\"",
        "\"rows\": [{\"name\": \"a\", \"values\": [1]}, {\"name\": \"a\", \"values\": [1]}] ~ row"
            + " \"a\" occurs twice",
        "\"baseline\": \"b\", \"rows\": [{\"name\": \"a\", \"values\": [1]}] ~ baseline \"b\" is"
            + " not a row; expected one of its names",
      })
  void rowsHaveToFitTheTable(String rest, String message) {
    assertThatThrownBy(() -> read(table(rest)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tableThatIsThereTwiceIsRefused() {
    String one =
        "{\"id\": \"x\", \"columns\": [\"youcook2.f1\"], \"rows\": [{\"name\": \"a\","
            + " \"values\": [1]}]}";
    assertThatThrownBy(() -> read("{\"tables\": [" + one + ", " + one + "]}"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("table \"x\" occurs twice");
  }
}
