package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.harness.cli.Cli;
import org.seq2time.reports.paper.PaperTables;

class PaperCommandTest {

  @TempDir Path folder;
  private String loose;
  private String close;
  private String grounding;

  @BeforeEach
  void score() {
    Cli.copyDemo(folder);
    loose = scored("youcook2-loose", "timechat/youcook2");
    close = scored("youcook2-close", "timechat-seq2time-youcook2");
    grounding = scored("charades-sta", "TimeChat_charades-sta");
  }

  private String scored(String demo, String name) {
    return DemoVariants.score(folder, Cli.demo(demo), name);
  }

  /** A golden file after its provenance, which ends with an empty line. */
  private static String golden(String name) throws IOException {
    try (InputStream in = PaperCommandTest.class.getResourceAsStream("/golden/" + name)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.substring(text.indexOf("\n\n") + 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"markdown, paper.md", "latex, paper.tex", "csv, paper.csv", "json, paper.json"})
  void tablesOfTwoSystemsAreTheGoldenOnes(String format, String file) throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("en-US", "tr-TR", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone(tag.equals("tr-TR") ? "Asia/Tokyo" : "UTC"));
        Cli run =
            Cli.run(
                "paper",
                loose,
                close,
                grounding,
                "--table",
                "main",
                "--table",
                "video-llama",
                "--format",
                format);
        assertThat(run.code()).as(run.err()).isZero();
        String text = run.out().replace(folder + "/", "");
        assertThat(text).as(tag).isEqualTo(golden(file));
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void publishedGainsAreThePapers() {
    Cli run = Cli.run("paper", "--table", "main");
    assertThat(run.out().lines().filter(l -> l.startsWith("| TimeChat + Seq2Time   ")))
        .anyMatch(l -> l.contains(" f1 ") && l.contains("+27.6 %"))
        .anyMatch(l -> l.contains(" cider ") && l.contains("+44.8 %"))
        .anyMatch(l -> l.contains(" r1@0.5 ") && l.contains("+14.7 %"));
  }

  @Test
  void whatWasNotPublishedStaysEmpty() throws IOException {
    JsonNode tables =
        new ObjectMapper().readTree(Cli.run("paper", "--format", "json").out()).get("tables");
    assertThat(tables).hasSize(5);
    int empty = 0;
    int filled = 0;
    for (JsonNode table : tables) {
      for (JsonNode cell : table.get("cells")) {
        empty += cell.get("published").isNull() ? 1 : 0;
        filled += cell.get("published").isNumber() ? 1 : 0;
        assertThat(cell.get("ours").isNull()).isTrue();
      }
    }
    assertThat(empty).isEqualTo(3);
    assertThat(filled).isEqualTo(17 + 12 + 8 + 2 + 7);
  }

  @Test
  void publishedValuesAreThoseOfTheSource() throws IOException {
    // The table of facts that the resource was written from, where it is at hand.
    Path facts = Path.of(System.getProperty("seq2time.golden", "")).resolve("../paper/tables.json");
    if (Files.exists(facts)) {
      JsonNode source = new ObjectMapper().readTree(facts.toFile()).get("tables");
      try (InputStream in = PaperTables.class.getResourceAsStream("tables.json")) {
        assertThat(new ObjectMapper().readTree(in).get("tables")).isEqualTo(source);
      }
    }
  }

  @Test
  void runIsTiedByHand() throws IOException {
    Cli run =
        Cli.run(
            "paper",
            "--row",
            "data-mix/IS+MC=" + close,
            "--row",
            "data-mix/baseline=" + loose,
            "--table",
            "data-mix",
            "--format",
            "json");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode cells = new ObjectMapper().readTree(run.out()).get("tables").get(0).get("cells");
    JsonNode f1 = cells.get(7);
    assertThat(f1.get("model").textValue()).isEqualTo("IS+MC");
    assertThat(f1.get("score").textValue()).isEqualTo("f1");
    double ours = f1.get("ours").get("value").doubleValue();
    assertThat(ours).isBetween(62.0, 62.2);
    assertThat(f1.get("ours").get("differencePoints").doubleValue()).isEqualTo(ours - 15.9);
    double baseline = cells.get(1).get("ours").get("value").doubleValue();
    assertThat(f1.get("ours").get("gainPercent").doubleValue())
        .isEqualTo(100 * (ours / baseline - 1));
  }

  @Test
  void ownTablesAreAdded() throws IOException {
    Path tables = folder.resolve("own.json");
    Files.writeString(
        tables,
        """
        {"source": {"title": "Ours | <b>"}, "tables": [{"id": "own", "title": "A_1 & *B*",
         "baseline": "a", "columns": ["charades-sta.miou"],
         "rows": [{"name": "a", "values": [20]}, {"name": "<i>|", "values": [null]}]}]}
        """);
    Cli markdown = Cli.run("paper", "--tables", tables.toString(), "--table", "own");
    assertThat(markdown.code()).as(markdown.err()).isZero();
    assertThat(markdown.out())
        .contains("### A_1 \\& \\*B\\* (own)")
        .contains("\\<i\\>\\|")
        .contains("Ours \\| \\<b\\>.");
    Cli latex =
        Cli.run("paper", "--tables", tables.toString(), "--table", "own", "--format", "latex");
    assertThat(latex.out()).contains("A\\_1 \\& *B*").contains("\\textless{}i\\textgreater{}|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | there is no table",
        "[] | the tables is an array; expected an object",
        "{\"tables\": [{\"id\": \"x\"}]} | a table lacks its id, columns or rows",
        "{\"tables\": [{\"id\": \"x\", \"columns\": [\"f1\"], \"rows\": []}]} | a column is \"f1\"",
        "{\"tables\": [{\"id\": \"x\", \"columns\": [\"youcook2.f1\"], \"rows\": [{\"name\": \"a\","
            + " \"values\": []}]}]} | row \"a\" has 0 values; expected 1, one per column",
        "{\"tables\": [{\"id\": \"x\", \"baseline\": \"b\", \"columns\": [\"youcook2.f1\"],"
            + " \"rows\": [{\"name\": \"a\", \"values\": [1]}]}]} | baseline \"b\" is not a row",
      })
  void damagedTablesAreOneLine(String text, String message) throws IOException {
    Path tables = folder.resolve("own.json");
    Files.writeString(tables, text);
    Cli run = Cli.run("paper", "--tables", tables.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(message).hasLineCount(1);
  }

  @Test
  void mistakesAreNamed() {
    String other = scored("youcook2-loose", "something");
    assertThat(Cli.run("paper", other).err()).contains("its name matches no row");
    String second = scored("youcook2-close", "time chat youcook2");
    Cli twice = Cli.run("paper", loose, second);
    assertThat(twice.code()).isEqualTo(1);
    assertThat(twice.err()).contains("row \"TimeChat\" already has a run of youcook2");
    assertThat(Cli.run("paper", "--row", "TimeChat").code()).isEqualTo(2);
    assertThat(Cli.run("paper", "--row", "Nobody=" + loose).err())
        .contains("no row is named \"Nobody\"; the rows are: \"VTimeLLM\"");
    assertThat(Cli.run("paper", "--format", "html").err())
        .contains("--format is html, expected markdown, latex, csv, json");
    assertThat(Cli.run("paper", "--table", "x").err()).contains("--table is x, expected main");
  }
}
