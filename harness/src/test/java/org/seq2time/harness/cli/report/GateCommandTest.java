package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.harness.cli.Cli;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class GateCommandTest {

  private static final DemoBenchmark.Run GROUNDING = Cli.demo("charades-sta");

  @TempDir Path folder;
  private String base;
  private String worse;

  @BeforeEach
  void score() throws IOException {
    Cli.copyDemo(folder);
    base = DemoVariants.score(folder, GROUNDING, "base");
    worse = DemoVariants.score(folder, DemoVariants.shifted(folder), "worse");
  }

  private Cli gate(String baseline, String run, String... more) {
    List<String> arguments = new ArrayList<>(List.of("gate", "--baseline", baseline));
    arguments.addAll(List.of("--run", run));
    arguments.addAll(Arrays.asList(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private Cli gateWithPolicy(String baseline, String run, String policy) throws IOException {
    Path file = folder.resolve("gate.yaml");
    Files.writeString(file, policy);
    return gate(baseline, run, "--policy", file.toString());
  }

  private static void replace(String run, String file, String from, String to) throws IOException {
    Path path = Path.of(run).resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  @Test
  void sameRunPasses() {
    Cli run = gate(base, base);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("detectable drop")
        .endsWith("passed: 6 checks\n")
        .doesNotContain("REGRESSION");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void worseRunFailsWithThree() {
    Cli run = gate(base, worse);
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out())
        .containsPattern("miou: worse by 4\\.70 points, p 0\\.0\\d+ after correction")
        .endsWith("failed: 1 regression in 6 checks\n");
  }

  @Test
  void betterRunPassesAndAsksForAnUpdate() {
    Cli run = gate(worse, base);
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("miou: better by 4.70 points")
        .endsWith(
            "passed: 6 checks, 1 improved beyond tolerance: update the baseline to keep it\n");
  }

  @Test
  void outputIsTheSameInEveryLocaleAndForAnyThreads() throws IOException {
    Locale before = Locale.getDefault();
    Path markdown = folder.resolve("gate.md");
    Path junit = folder.resolve("gate.xml");
    String[] files = {"--markdown", markdown.toString(), "--junit", junit.toString()};
    try {
      Locale.setDefault(Locale.ROOT);
      Cli text = gate(base, worse, files);
      Cli json = gate(base, worse, "--json");
      String summary = Files.readString(markdown);
      String cases = Files.readString(junit);
      for (String locale : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(gate(base, worse, files)).isEqualTo(text);
        assertThat(gate(base, worse, "--json", "--threads", "1")).isEqualTo(json);
        assertThat(Files.readString(markdown)).isEqualTo(summary);
        assertThat(Files.readString(junit)).isEqualTo(cases);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void jsonHasTheStatistics() throws IOException {
    JsonNode report = new ObjectMapper().readTree(gate(base, worse, "--json").out());
    assertThat(report.get("regression").booleanValue()).isTrue();
    assertThat(report.get("tests").intValue()).isEqualTo(4);
    JsonNode miou = report.get("checks").get(3);
    assertThat(miou.get("status").textValue()).isEqualTo("regression");
    assertThat(miou.get("statistics").get("pWorseCorrected").doubleValue()).isBetween(0.001, 0.05);
    assertThat(miou.get("statistics").get("detectableDrop").doubleValue()).isBetween(0.05, 0.3);
  }

  @Test
  void junitIsReadByAnXmlParser() throws Exception {
    Path file = folder.resolve("gate.xml");
    gate(base, worse, "--junit", file.toString());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
    NodeList failures = document.getElementsByTagName("failure");
    assertThat(failures.getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "others: none\\nscores: {miou: {statistical: false, maxDropPoints: 5}} | 0 | passed: 3",
        "others: none\\nscores: {miou: {statistical: false, maxDropPoints: 4.6}} | 3 | 4.60 points",
        "default: {statistical: false} | 0 | passed: 6 checks",
        "default: {minDropPoints: 6} | 0 | passed: 6 checks",
        "alpha: 0.001 | 0 | fails up to 0.1 %",
        "scores: {r1@0.7: {maxDropPoints: 5}} | 3 | r1@0.7: worse by 8.93 points, more than the"
            + " 5.00",
        "others: all\\nseed: 7\\nresamples: 999 | 3 | after Holm's correction",
      })
  void policyDecides(String policy, int code, String text) throws IOException {
    Cli run = gateWithPolicy(base, worse, policy.replace("\\n", "\n"));
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    assertThat(run.out()).contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alpah: 0.05 | :1: unknown key \"alpah\", did you mean alpha?",
        "default:\\n"
            + "  maxdroppoint: 1 | :2: unknown key \"maxdroppoint\", did you mean maxDropPoints?",
        "scores:\\n  miou:\\n    statistics: true | :3: unknown key \"statistics\", did you mean",
        "alpha: 1.5 | alpha is 1.5; expected a number between 0 and 1",
        "alpha: lots | alpha is \"lots\"; expected a number",
        "coverage: {maxDropPoints: -1} | maxDropPoints is -1; expected a number that is not",
        "others: some | others is \"some\"; expected headline, all or none",
        "seed: 1\\nseed: 2 | Duplicate",
        "[1, 2] | the policy is an array; expected an object",
        "alpha: \"x | not valid YAML",
        "scores: {mioo: {}} | score \"mioo\", which neither run has; did you mean miou?",
        "others: none | selects no score",
      })
  void policyMistakeIsOneLine(String policy, String message) throws IOException {
    Cli run = gateWithPolicy(base, worse, policy.replace("\\n", "\n"));
    assertThat(run.code()).as(run.out()).isEqualTo(1);
    assertThat(run.err()).contains(message).hasLineCount(1).doesNotContain("internal");
  }

  @Test
  void emptyPolicyIsTheDefault() throws IOException {
    assertThat(gateWithPolicy(base, worse, "# nothing\n")).isEqualTo(gate(base, worse));
  }

  @Test
  void fallenCoverageFails() throws IOException {
    Path predictions = folder.resolve(GROUNDING.predictions());
    JsonNode answers = new ObjectMapper().readTree(predictions.toFile());
    String first = answers.fieldNames().next();
    ((ObjectNode) answers).remove(first);
    Files.writeString(folder.resolve("fewer.json"), answers.toString());
    DemoBenchmark.Run fewer =
        new DemoBenchmark.Run("f", GROUNDING.benchmark(), GROUNDING.annotations(), "fewer.json");
    String run = DemoVariants.score(folder, fewer, "fewer");
    Cli gate = gate(base, run);
    assertThat(gate.code()).isEqualTo(3);
    assertThat(gate.out()).contains("coverage: worse by 1.79 points, more than the 0.00 points");
    assertThat(gateWithPolicy(base, run, "coverage: {maxDropPoints: 2}").code()).isZero();
  }

  @Test
  void missingSampleFails() throws IOException {
    String all = DemoVariants.score(folder, GROUNDING, "all", "--answered-only");
    Files.writeString(folder.resolve("two.json"), "{\"0\": [[11.0, 24.0]], \"1\": [[1, 9]]}");
    DemoBenchmark.Run two =
        new DemoBenchmark.Run("two", GROUNDING.benchmark(), GROUNDING.annotations(), "two.json");
    Cli gate = gate(all, DemoVariants.score(folder, two, "few", "--answered-only"));
    assertThat(gate.code()).isEqualTo(3);
    assertThat(gate.out())
        .contains("samples: the run does not have 54 samples of the baseline, such as \"");
  }

  @Test
  void missingScoreFails() throws IOException {
    replace(worse, "scores.json", "\"name\" : \"r1@0.7\"", "\"name\" : \"r1@0.9\"");
    Cli gate = gate(base, worse);
    assertThat(gate.code()).isEqualTo(3);
    assertThat(gate.out()).contains("r1@0.7: the run does not have this score");
  }

  @Test
  void otherMetricFailsButOtherVersionPasses() throws IOException {
    String same = DemoVariants.score(folder, GROUNDING, "same");
    replace(same, "scores.json", "|v:0.1.0", "|v:9.9");
    assertThat(gate(base, same).code()).isZero();
    replace(same, "scores.json", "miou|iou:hull", "miou|iou:union");
    Cli gate = gate(base, same);
    assertThat(gate.code()).isEqualTo(3);
    assertThat(gate.out()).contains("miou: signature differs: miou|iou:hull|window:first");
  }

  @Test
  void scoresAloneNeedAnAbsoluteTolerance() throws IOException {
    String scores = worse + "/scores.json";
    Cli gate = gate(base, scores);
    assertThat(gate.code()).isEqualTo(1);
    assertThat(gate.err()).contains("cannot be tested statistically").hasLineCount(1);
    assertThat(
            gateWithPolicy(base, scores, "default: {statistical: false, maxDropPoints: 4}").code())
        .isEqualTo(3);
    assertThat(
            gateWithPolicy(base, scores, "default: {statistical: false, maxDropPoints: 9}").code())
        .isZero();
  }

  @Test
  void otherAnnotationsAreNoted() throws IOException {
    String same = DemoVariants.score(folder, GROUNDING, "same");
    Path manifest = Path.of(same).resolve("run.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replaceFirst("(\"sha256\" : \")[0-9a-f]{8}", "$100000000"));
    assertThat(gate(base, same).out())
        .contains("note: the runs were scored against different annotation files");
  }

  @Test
  void hostileNamesStayInert() throws Exception {
    String evil = "x|</td><script>alert(1)</script>`a`[b](http://c)@d:e:\u202e&#60;]]>\u0001'\"";
    String name = new ObjectMapper().writeValueAsString(evil);
    for (String run : List.of(base, worse)) {
      replace(run, "scores.json", "\"name\" : \"miou\"", "\"name\" : " + name);
      replace(run, "samples.jsonl", "\"miou\"", name);
    }
    replace(worse, "scores.json", "miou|iou:hull", "<b>|\u202eevil");
    Path markdown = folder.resolve("gate.md");
    Path junit = folder.resolve("gate.xml");
    Cli gate = gate(base, worse, "--markdown", markdown.toString(), "--junit", junit.toString());
    assertThat(gate.code()).isEqualTo(3);
    for (String text : List.of(gate.out(), Files.readString(markdown), Files.readString(junit))) {
      assertThat(text).doesNotContain("\u202e").doesNotContain("\u0001");
    }
    assertThat(Files.readString(junit)).doesNotContain("<script").doesNotContain("<b>");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(Files.readString(junit).getBytes(StandardCharsets.UTF_8)));
    for (String line : Files.readAllLines(markdown)) {
      // Outside of code spans nothing of it is left.
      String outside = line.replaceAll("``.*?``(?!`)", "").replaceAll("`[^`]*`", "");
      assertThat(outside).doesNotContain("script").doesNotContain("](").doesNotContain("<b>");
      if (line.startsWith("|")) {
        assertThat(line.replace("\\|", "").chars().filter(c -> c == '|').count()).isEqualTo(9);
      }
    }
  }

  private static String jmh(double score, String error, String unit) {
    return """
    [{"jmhVersion": "1.37", "benchmark": "org.example.Decode.run", "mode": "avgt",
      "threads": 1, "params": {"size": "10"},
      "primaryMetric": {"score": %s, "scoreError": %s, "scoreUnit": "%s",
        "scoreConfidence": [1, 2], "rawData": [[1.0]]}, "secondaryMetrics": {}}]
    """
        .formatted(score, error, unit);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 1, us/op, 104, 1, us/op, 0, ok",
    "100, 1, us/op, 110, 1, us/op, 3, at least x1.0",
    "100, 9, us/op, 110, 9, us/op, 0, ok",
    "100, \"NaN\", us/op, 104, \"NaN\", us/op, 0, no error bars",
    "100, \"NaN\", us/op, 106, \"NaN\", us/op, 3, takes x1.060",
    "100, 1, us/op, 80, 1, us/op, 0, improved",
    "100, 1, us/op, 100, 1, ms/op, 3, a different measurement",
  })
  void benchmarksAreHeldAsRatiosWithErrorBars(
      double then,
      String thenError,
      String unit,
      double now,
      String nowError,
      String nowUnit,
      int code,
      String text)
      throws IOException {
    Path before = folder.resolve("then.json");
    Path after = folder.resolve("now.json");
    Files.writeString(before, jmh(then, thenError, unit));
    Files.writeString(after, jmh(now, nowError, nowUnit));
    Cli gate = Cli.run("gate", "--jmh", after.toString(), "--jmh-baseline", before.toString());
    assertThat(gate.code()).as(gate.out() + gate.err()).isEqualTo(code);
    assertThat(gate.out()).contains(text).contains("org.example.Decode.run size=10");
  }

  @Test
  void throughputIsBetterWhenHigherAndMissingBenchmarksFail() throws IOException {
    Path before = folder.resolve("then.json");
    Path after = folder.resolve("now.json");
    Files.writeString(before, jmh(100, "1", "ops/s").replace("avgt", "thrpt"));
    Files.writeString(after, jmh(80, "1", "ops/s").replace("avgt", "thrpt"));
    String[] arguments = {"gate", "--jmh", after.toString(), "--jmh-baseline", before.toString()};
    assertThat(Cli.run(arguments).out()).contains("takes x1.250");
    Files.writeString(after, "[]");
    Cli gate = Cli.run(arguments);
    assertThat(gate.code()).isEqualTo(3);
    assertThat(gate.out()).contains("the run does not have this benchmark");
    Files.writeString(after, "[{}]");
    assertThat(Cli.run(arguments).code()).isEqualTo(1);
  }

  @Test
  void runsAndBenchmarksAreJudgedTogether() throws IOException {
    Path results = folder.resolve("jmh.json");
    Files.writeString(results, jmh(100, "1", "us/op"));
    Cli gate = gate(base, worse, "--jmh", results.toString(), "--jmh-baseline", results.toString());
    assertThat(gate.out()).contains("failed: 1 regression in 7 checks");
  }
}
