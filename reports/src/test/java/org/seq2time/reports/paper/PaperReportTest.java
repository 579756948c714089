package org.seq2time.reports.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.paper.PaperReport.Cell;
import org.seq2time.reports.paper.PaperTables.Column;
import org.seq2time.reports.paper.PaperTables.Row;
import org.seq2time.reports.paper.PaperTables.Table;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/** Published values beside our own, how runs find their rows, and every form of the result. */
class PaperReportTest {

  private static final PaperTables TABLES =
      new PaperTables(
          "A_paper & more",
          List.of(
              new Table(
                  "main",
                  "Main | 100%",
                  Optional.of("Tool"),
                  List.of(
                      new Column(Benchmark.YOUCOOK2, "f1"),
                      new Column(Benchmark.CHARADES_STA, "miou")),
                  List.of(row("Tool", "12.6", null), row("Tool + Seq2Time", "16.0", "31.25"))),
              new Table(
                  "other",
                  "Other",
                  Optional.empty(),
                  List.of(new Column(Benchmark.YOUCOOK2, "f1")),
                  List.of(row("Tool", "50")))));

  private static Row row(String name, @Nullable String... values) {
    return new Row(
        name, Arrays.stream(values).map(v -> Optional.ofNullable(v).map(BigDecimal::new)).toList());
  }

  private static RecordedRun run(String name, String benchmark, RecordedScore... scores) {
    return new RecordedRun(
        name,
        new RecordedScores(benchmark, 10, 0.875, List.of(scores)),
        Optional.empty(),
        Optional.empty());
  }

  private static RecordedScore score(String name, double value, String more) {
    return new RecordedScore(
        name,
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
        Double.isNaN(value)
            ? Optional.empty()
            : Optional.of(new Interval(value - 0.01, value + 0.01)),
        Direction.HIGHER_IS_BETTER,
        true,
        name + more + "|v:1");
  }

  private static RecordedRun captions(String name, double f1) {
    return run(name, "youcook2", score("f1", f1, "|match:any"));
  }

  private static PaperReport filled() {
    RowTies ties = new RowTies(TABLES);
    ties.tie(captions("runs/tool", 0.1), "Tool");
    ties.tie(captions("runs/ours", 0.125), "Tool + Seq2Time");
    return PaperReport.of(TABLES, ties);
  }

  private static Cell cell(PaperReport report, int table, int cell) {
    return report.tables().get(table).cells().get(cell);
  }

  @Test
  void cellsGoRowByRowWithPublishedValuesAndGains() {
    PaperReport report = PaperReport.of(TABLES, new RowTies(TABLES));
    assertThat(report.tables()).hasSize(2);
    assertThat(report.tables().getFirst().cells()).hasSize(4);
    assertThat(cell(report, 0, 0).published()).contains(new BigDecimal("12.6"));
    assertThat(cell(report, 0, 0).publishedGain()).as("the baseline itself").isEmpty();
    assertThat(cell(report, 0, 1).published()).isEmpty();
    assertThat(cell(report, 0, 2).publishedGain().orElseThrow())
        .isCloseTo(100 * (16 / 12.6 - 1), within(1e-9));
    assertThat(cell(report, 0, 3).publishedGain()).as("nothing to compare with").isEmpty();
    assertThat(cell(report, 1, 0).publishedGain()).as("no baseline").isEmpty();
    assertThat(report.tables().stream().flatMap(t -> t.cells().stream()))
        .allMatch(cell -> cell.ours().isEmpty());
  }

  @Test
  void ourValueIsInPercentBesideThePublishedOne() {
    PaperReport report = filled();
    var ours = cell(report, 0, 2).ours().orElseThrow();
    assertThat(ours.run()).isEqualTo("runs/ours");
    assertThat(ours.value()).isEqualTo(12.5);
    assertThat(ours.interval().orElseThrow().low()).isCloseTo(11.5, within(1e-9));
    assertThat(ours.interval().orElseThrow().high()).isCloseTo(13.5, within(1e-9));
    assertThat(ours.difference().orElseThrow()).isEqualTo(12.5 - 16);
    assertThat(ours.gain().orElseThrow()).isCloseTo(25, within(1e-9));
    assertThat(ours.coverage()).isEqualTo(0.875);
    assertThat(ours.metric()).isEqualTo("f1|match:any");
    assertThat(ours.caveat()).isEmpty();
    assertThat(cell(report, 0, 0).ours().orElseThrow().gain()).isEmpty();
    assertThat(cell(report, 0, 3).ours()).as("a run of another benchmark").isEmpty();
    assertThat(cell(report, 1, 0).ours().orElseThrow().value()).isEqualTo(10);
  }

  @Test
  void gainOverAnotherMetricOrOverNothingIsNone() {
    RowTies ties = new RowTies(TABLES);
    ties.tie(run("a", "youcook2", score("f1", 0.1, "|match:one")), "main/Tool");
    ties.tie(captions("b", 0.125), "Tool + Seq2Time");
    assertThat(cell(PaperReport.of(TABLES, ties), 0, 2).ours().orElseThrow().gain()).isEmpty();
    RowTies zero = new RowTies(TABLES);
    zero.tie(captions("a", 0), "Tool");
    zero.tie(captions("b", 0.125), "Tool + Seq2Time");
    assertThat(cell(PaperReport.of(TABLES, zero), 0, 2).ours().orElseThrow().gain()).isEmpty();
  }

  @Test
  void scoreThatARunLacksOrThatIsNotDefinedIsLeftOut() {
    RowTies ties = new RowTies(TABLES);
    ties.tie(run("a", "youcook2", score("recall", 0.1, "")), "main/Tool");
    ties.tie(run("b", "youcook2", score("f1", Double.NaN, "")), "Tool + Seq2Time");
    PaperReport report = PaperReport.of(TABLES, ties);
    assertThat(cell(report, 0, 0).ours()).isEmpty();
    assertThat(cell(report, 0, 2).ours()).isEmpty();
  }

  @Test
  void differenceNeedsAPublishedValue() {
    RowTies ties = new RowTies(TABLES);
    ties.tie(run("a", "charades-sta", score("miou", 0.3, "")), "Tool");
    assertThat(cell(PaperReport.of(TABLES, ties), 0, 1).ours().orElseThrow().difference())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "|meteor:1.5-en|para:off, without METEOR's paraphrase table",
    "|samples:first-10, on a subset of the benchmark",
    "|samples:first-10|para:off, without METEOR's paraphrase table",
    "|para:meteor-1.5, ''",
    "|resamples:x, ''",
  })
  void caveatSaysWhyItIsNotThePublishedMetric(String settings, String caveat) {
    RowTies ties = new RowTies(TABLES);
    ties.tie(run("a", "youcook2", score("f1", 0.1, settings)), "main/Tool");
    assertThat(cell(PaperReport.of(TABLES, ties), 0, 0).ours().orElseThrow().caveat())
        .isEqualTo(caveat);
  }

  @ParameterizedTest
  @CsvSource({
    "runs/tool-seq2time-youcook2, Tool + Seq2Time",
    "runs/tool-seq2time/youcook2, Tool + Seq2Time",
    "runs/Tool_Seq2Time, Tool + Seq2Time",
    "runs/youcook2-TOOL, Tool",
    "tool, Tool",
    "runs/tool/youcook2/, Tool",
  })
  void folderIsTiedByItsName(String folder, String row) {
    RowTies ties = new RowTies(TABLES);
    ties.tieByName(captions(folder, 0.1), Path.of(folder));
    assertThat(ties.runs().keySet()).extracting(RowTies.Place::row).containsOnly(row);
  }

  @ParameterizedTest
  @CsvSource({"runs/toolseq2timex", "runs/tool/other", "runs/2", "runs/youcook2-tool-7b"})
  void folderOfAnotherNameIsTiedToNoRow(String folder) {
    RowTies ties = new RowTies(TABLES);
    assertThatThrownBy(() -> ties.tieByName(captions(folder, 0.1), Path.of(folder)))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder + ": its name matches no row;")
        .hasMessageContaining("\"Tool\"")
        .hasMessageContaining("\"Tool + Seq2Time\"");
  }

  @Test
  void nameTiesInEveryTableOrInOneAlone() {
    RowTies all = new RowTies(TABLES);
    all.tie(captions("a", 0.1), "Tool");
    assertThat(all.runs().keySet())
        .extracting(RowTies.Place::table)
        .containsExactly("main", "other");
    RowTies one = new RowTies(TABLES);
    one.tie(captions("a", 0.1), "other/Tool");
    assertThat(one.runs().keySet()).extracting(RowTies.Place::table).containsExactly("other");
  }

  @Test
  void rowTakesOneRunOfABenchmark() {
    RowTies ties = new RowTies(TABLES);
    ties.tie(captions("a", 0.1), "Tool");
    ties.tie(captions("a", 0.1), "main/Tool");
    ties.tie(run("c", "charades-sta", score("miou", 0.1, "")), "Tool");
    assertThatThrownBy(() -> ties.tie(captions("b", 0.1), "Tool"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("b: row \"Tool\" already has a run of youcook2, a");
  }

  @Test
  void mistakesAreNamed() {
    RowTies ties = new RowTies(TABLES);
    assertThatThrownBy(() -> ties.tie(captions("a", 0.1), "Nobody"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("no row is named \"Nobody\"; the rows are: \"Tool\", \"Tool + Seq2Time\"");
    assertThatThrownBy(() -> ties.tie(run("a", "kinetics"), "Tool"))
        .isInstanceOf(BadInputException.class)
        .hasMessage("a: is a run of \"kinetics\", which no table has");
  }

  @Test
  void markdownHasATableForEachAndSaysWhereNumbersAreFrom() {
    assertThat(PaperFormat.MARKDOWN.render(filled()))
        .isEqualTo(
            """
            ### Main \\| 100% (main)

            | model           | score             | published |    gain |  ours |  95 % interval | difference | our gain |
            |-----------------|-------------------|----------:|--------:|------:|---------------:|-----------:|---------:|
            | Tool            | YouCook2 f1       |      12.6 |         | 10.00 |  [9.00, 11.00] |      -2.60 |          |
            | Tool            | Charades-STA miou |           |         |       |                |            |          |
            | Tool + Seq2Time | YouCook2 f1       |      16.0 | +27.0 % | 12.50 | [11.50, 13.50] |      -3.50 |  +25.0 % |
            | Tool + Seq2Time | Charades-STA miou |     31.25 |         |       |                |            |          |

            Gains are relative to Tool.

            - Tool, YouCook2: `runs/tool`, coverage 87.5 %
            - Tool + Seq2Time, YouCook2: `runs/ours`, coverage 87.5 %

            ### Other (other)

            | model | score       | published | gain |  ours | 95 % interval | difference | our gain |
            |-------|-------------|----------:|-----:|------:|--------------:|-----------:|---------:|
            | Tool  | YouCook2 f1 |        50 |      | 10.00 | [9.00, 11.00] |     -40.00 |          |

            - Tool, YouCook2: `runs/tool`, coverage 87.5 %

            Values in percent. Published: A_paper \\& more.
            """);
  }

  @Test
  void markdownSaysWhatSpeaksAgainstARun() {
    RowTies ties = new RowTies(TABLES);
    ties.tie(run("a", "youcook2", score("f1", 0.1, "|para:off")), "other/Tool");
    assertThat(PaperFormat.MARKDOWN.render(PaperReport.of(TABLES, ties)))
        .contains(
            "- Tool, YouCook2 f1: not the published metric, without METEOR's paraphrase table\n");
  }

  @Test
  void latexIsEscapedAndHasRealMinusSigns() {
    String latex = PaperFormat.LATEX.render(filled());
    assertThat(latex)
        .startsWith("% Values in percent. Published: A_paper & more\n")
        .contains("\\caption{Main | 100\\%. Gains are relative to Tool}")
        .contains(
            "Tool + Seq2Time & YouCook2 f1 & {16.0} & {+27.0\\,\\%} & {12.50} & {[11.50, 13.50]} &"
                + " {$-$3.50} & {+25.0\\,\\%} \\\\\n")
        .contains("\\caption{Other}");
    assertThat(latex.split("\\\\begin\\{table\\}", -1)).hasSize(3);
  }

  @Test
  void csvIsUnroundedAndQuotedWhereItMustBe() {
    PaperTables odd =
        new PaperTables(
            "x",
            List.of(
                new Table(
                    "t",
                    "",
                    Optional.empty(),
                    List.of(new Column(Benchmark.YOUCOOK2, "f1")),
                    List.of(row("a \"b\", c", "1.50")))));
    RowTies ties = new RowTies(odd);
    ties.tie(captions("r", 0.125), "a \"b\", c");
    assertThat(PaperFormat.CSV.render(PaperReport.of(odd, ties)))
        .isEqualTo(
            """
            table,model,benchmark,score,published,publishedGainPercent,run,ours,low,high,differencePoints,oursGainPercent,coverage,metric
            t,"a ""b"", c",youcook2,f1,1.50,,r,12.5,11.5,13.5,11.0,,0.875,f1|match:any
            """);
  }

  @Test
  void jsonHasNullsWhereNothingIs() throws IOException {
    JsonNode json = new ObjectMapper().readTree(PaperFormat.JSON.render(filled()));
    assertThat(json.get("source").textValue()).isEqualTo("A_paper & more");
    JsonNode main = json.get("tables").get(0);
    assertThat(main.get("id").textValue()).isEqualTo("main");
    assertThat(main.get("baseline").textValue()).isEqualTo("Tool");
    assertThat(json.get("tables").get(1).get("baseline").isNull()).isTrue();
    JsonNode first = main.get("cells").get(0);
    assertThat(first.get("model").textValue()).isEqualTo("Tool");
    assertThat(first.get("benchmark").textValue()).isEqualTo("youcook2");
    assertThat(first.get("published").doubleValue()).isEqualTo(12.6);
    assertThat(first.get("publishedGainPercent").isNull()).isTrue();
    assertThat(first.get("ours").get("gainPercent").isNull()).isTrue();
    assertThat(first.get("ours").get("value").doubleValue()).isEqualTo(10);
    assertThat(first.get("ours").get("caveat").textValue()).isEmpty();
    assertThat(main.get("cells").get(1).get("published").isNull()).isTrue();
    assertThat(main.get("cells").get(1).get("ours").isNull()).isTrue();
    JsonNode ours = main.get("cells").get(2).get("ours");
    assertThat(ours.get("differencePoints").doubleValue()).isEqualTo(-3.5);
    assertThat(ours.get("metric").textValue()).isEqualTo("f1|match:any");
    assertThat(ours.get("coverage").doubleValue()).isEqualTo(0.875);
  }

  @ParameterizedTest
  @EnumSource
  void everyFormIsTheSameInEveryLocaleAndEndsItsLastLine(PaperFormat format) {
    String text = format.render(filled());
    assertThat(text).endsWith("\n");
    assertThat(PaperFormat.of(format.key())).contains(format);
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(format.render(filled())).as(tag).isEqualTo(text);
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(PaperFormat.of("html")).isEmpty();
  }
}
