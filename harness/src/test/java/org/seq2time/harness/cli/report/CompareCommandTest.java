package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.harness.cli.Cli;

class CompareCommandTest {

  private static final DemoBenchmark.Run GROUNDING = Cli.demo("charades-sta");

  @TempDir Path folder;
  private String base;
  private String worse;

  @BeforeEach
  void score() throws IOException {
    Cli.copyDemo(folder);
    base = scored(GROUNDING, "base");
    worse = scored(DemoVariants.shifted(folder), "worse");
  }

  private String scored(DemoBenchmark.Run run, String name, String... more) {
    return DemoVariants.score(folder, run, name, more);
  }

  private static JsonNode json(Cli run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void differenceIsThatOfTheScoresAndPairsByVideo() throws IOException {
    JsonNode all = json(Cli.run("compare", base, worse, "--json"));
    JsonNode versus = all.get("comparisons").get(0);
    assertThat(versus.get("samples").intValue()).isEqualTo(56);
    assertThat(versus.get("units").intValue()).isEqualTo(14);
    JsonNode miou = versus.get("scores").get(3);
    assertThat(miou.get("name").textValue()).isEqualTo("miou");
    double first = miou.get("first").doubleValue();
    double second = miou.get("second").doubleValue();
    assertThat(first)
        .isEqualTo(all.get("runs").get(0).get("scores").get(3).get("value").asDouble());
    assertThat(miou.get("difference").doubleValue()).isCloseTo(second - first, within(1e-15));
    assertThat(miou.get("low").doubleValue()).isLessThan(miou.get("difference").doubleValue());
    assertThat(miou.get("high").doubleValue()).isNegative();
    assertThat(miou.get("pPermutation").doubleValue()).isBetween(0.001, 0.02);
    assertThat(miou.get("pHolm").doubleValue())
        .isGreaterThan(miou.get("pPermutation").doubleValue());
    int samples = 0;
    for (String outcome : List.of("wins", "losses", "ties")) {
      samples += miou.get(outcome).intValue();
    }
    assertThat(samples).isEqualTo(56);
  }

  @Test
  void aggregateMeteorIsFoldedNotAveraged() throws IOException {
    String close = scored(Cli.demo("youcook2-close"), "close", "--paraphrases", "off");
    String loose = scored(Cli.demo("youcook2-loose"), "loose", "--paraphrases", "off");
    JsonNode all = json(Cli.run("compare", close, loose, "--all", "--json"));
    JsonNode versus = all.get("comparisons").get(0);
    assertThat(versus.get("unpaired")).isEmpty();
    for (JsonNode row : versus.get("scores")) {
      if (row.get("name").textValue().equals("para_meteor")) {
        double first = Double.NaN;
        for (JsonNode score : all.get("runs").get(0).get("scores")) {
          first =
              score.get("name").textValue().equals("para_meteor")
                  ? score.get("value").doubleValue()
                  : first;
        }
        assertThat(row.get("first").doubleValue()).isEqualTo(first);
        assertThat(row.get("pPermutation").doubleValue()).isLessThan(0.01);
        return;
      }
    }
    throw new AssertionError("para_meteor is not compared");
  }

  @Test
  void scoreThatItsRowsDoNotFoldToIsNotPaired() throws IOException {
    String close = scored(Cli.demo("youcook2-close"), "close", "--paraphrases", "off");
    Path rows = Path.of(close).resolve("samples.jsonl");
    Files.writeString(
        rows, Files.readString(rows).replaceAll(",\"statistics\":\\{.*\\}\\}\\}", "}"));
    assertThat(Files.readString(rows)).doesNotContain("statistics");
    Cli run = Cli.run("compare", close, close + "/", "--all");
    assertThat(run.err()).contains("is named twice");
    String loose = scored(Cli.demo("youcook2-loose"), "loose", "--paraphrases", "off");
    run = Cli.run("compare", close, loose, "--all");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("para_meteor: not paired, no rows in samples.jsonl that fold");
  }

  @Test
  void threadsAndLocaleDoNotChangeAByte() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      Cli table = Cli.run("compare", base, worse, "--threads", "1");
      Cli json = Cli.run("compare", base, worse, "--json", "--threads", "1");
      for (String locale : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(Cli.run("compare", base, worse, "--threads", "2")).isEqualTo(table);
        assertThat(Cli.run("compare", base, worse, "--json", "--threads", "3")).isEqualTo(json);
      }
      assertThat(Cli.run("compare", base, worse, "--seed", "2")).isNotEqualTo(table);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void seedsAreSpreadApartFromSamples() throws IOException {
    String third = scored(Cli.demo("charades-sta"), "third");
    Cli text = Cli.run("compare", "old=" + base + "," + worse, "new=" + third);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("old, 2 seeds")
        .contains("sd over seeds")
        .contains("new - old, paired over 56 queries of 14 videos");
    JsonNode json = json(Cli.run("compare", "old=" + base + "," + worse, "new=" + third, "--json"));
    JsonNode miou = json.get("seeds").get(3);
    double first = json.get("runs").get(0).get("scores").get(3).get("value").doubleValue();
    double second = json.get("runs").get(1).get("scores").get(3).get("value").doubleValue();
    assertThat(miou.get("mean").doubleValue()).isCloseTo((first + second) / 2, within(1e-12));
    assertThat(miou.get("standardDeviation").doubleValue())
        .isCloseTo(Math.abs(first - second) / Math.sqrt(2), within(1e-12));
    assertThat(json.get("comparisons").get(0).get("scores").get(3).get("first").doubleValue())
        .isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void scoresAloneAreShownWithoutPairedStatistics() {
    Cli run = Cli.run("compare", base, worse + "/scores.json");
    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("no paired statistics, which need a samples.jsonl");
  }

  @Test
  void differentMetricsAreMarkedAndFail() {
    String answered = scored(GROUNDING, "answered", "--answered-only");
    Cli run = Cli.run("compare", base, answered);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("r1@0.3*").contains("r1@0.3: not paired, signatures differ");
    assertThat(run.err())
        .startsWith("seq2time: 4 scores' signatures differ: r1@0.3|")
        .hasLineCount(1);
  }

  @Test
  void runsWithDifferentSamplesArePairedOverTheCommonOnes() throws IOException {
    Files.writeString(folder.resolve("two.json"), "{\"0\": [[11.0, 24.0]], \"1\": [[1, 9]]}");
    DemoBenchmark.Run two =
        new DemoBenchmark.Run("two", GROUNDING.benchmark(), GROUNDING.annotations(), "two.json");
    String few = scored(two, "few", "--answered-only");
    String many = scored(GROUNDING, "many", "--answered-only");
    Cli run = Cli.run("compare", many, few);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("paired over 2 queries")
        .contains("not in both and left out: 54 of the first, 0 of the second");
  }

  @Test
  void damagedRowsAreOneLine() throws IOException {
    Path rows = Path.of(worse).resolve("samples.jsonl");
    List<String> lines = Files.readAllLines(rows);
    String[] damages = {
      "",
      "[]\n",
      "{\"id\": \"0\"}\n",
      lines.get(0) + "\n" + lines.get(0) + "\n",
      lines.get(0) + "\n"
    };
    for (String damage : damages) {
      Files.writeString(rows, damage);
      Cli run = Cli.run("compare", base, worse);
      assertThat(run.code()).as(damage).isEqualTo(1);
      assertThat(run.err()).hasLineCount(1).contains("samples.jsonl").doesNotContain("internal");
    }
  }
}
