package org.seq2time.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.metrics.stats.PairedComparison.Result;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Statistics;
import org.seq2time.reports.gate.GateReport.Status;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** One verdict in every form. */
class GateFormsTest {

  private static final Difference DIFFERENCE =
      new Difference(-0.05, new Interval(-0.08, -0.02), 0.015, 0.002, 0.004, 0.001, 1);

  private static Statistics statistics(double worseP, double drop) {
    return new Statistics(
        new Result(
            ScoreSpec.higher(Signature.of("miou"), "mIoU", true),
            OptionalDouble.of(0.55),
            OptionalDouble.of(0.5),
            Optional.of(DIFFERENCE),
            3,
            9,
            44,
            Optional.empty()),
        worseP,
        Double.isNaN(drop) ? OptionalDouble.empty() : OptionalDouble.of(drop));
  }

  private static Check score(
      String name, Status status, String reason, @Nullable Statistics found) {
    return new Check(
        Kind.SCORE, name, status, "55.00", "50.00", "-5.00", reason, Optional.ofNullable(found));
  }

  private static GateReport report(int tests, List<String> notes, Check... checks) {
    return new GateReport("b against a", List.of(checks), 0.05, tests, notes);
  }

  private static GateReport mixed() {
    return report(
        2,
        List.of("a note"),
        score("miou", Status.REGRESSION, "worse by 5.00 points", statistics(0.0123, 0.031)),
        score("r1", Status.IMPROVED, "better by 9.00 points", statistics(Double.NaN, Double.NaN)),
        score("r2", Status.PASSED, "", statistics(0.5, Double.NaN)),
        new Check(Kind.SAMPLES, "samples", Status.PASSED, "56", "56", "", "", Optional.empty()),
        new Check(
            Kind.BENCHMARK,
            "a.B run|x",
            Status.PASSED,
            "1 us|op",
            "2 us|op",
            "x2.000",
            "",
            Optional.empty()));
  }

  @Test
  void verdictCountsWhatWasFound() {
    Check bad = score("a", Status.REGRESSION, "r", null);
    Check good = score("b", Status.PASSED, "", null);
    Check better = score("c", Status.IMPROVED, "r", null);
    assertThat(report(0, List.of(), good).verdict()).isEqualTo("passed: 1 check");
    assertThat(report(0, List.of(), good, good).verdict()).isEqualTo("passed: 2 checks");
    assertThat(report(0, List.of(), good, better).verdict())
        .isEqualTo("passed: 2 checks, 1 improved beyond tolerance: update the baseline to keep it");
    assertThat(report(0, List.of(), bad, better).verdict())
        .isEqualTo("failed: 1 regression in 2 checks");
    assertThat(report(0, List.of(), bad, bad).verdict())
        .isEqualTo("failed: 2 regressions in 2 checks");
    assertThat(report(0, List.of(), bad, good).isRegression()).isTrue();
    assertThat(report(0, List.of(), better, good).isRegression()).isFalse();
    assertThat(report(0, List.of(), better, good).with(Status.PASSED)).containsExactly(good);
  }

  @Test
  void textHasTableReasonsNotesAndTheVerdictLast() {
    assertThat(GateText.render(mixed()))
        .isEqualTo(
            """
            b against a

            check        baseline      run  change   95 % interval  p worse  detectable drop     verdict
            miou (x100)     55.00    50.00   -5.00  [-8.00, -2.00]   0.0123             3.10  REGRESSION
            r1 (x100)       55.00    50.00   -5.00  [-8.00, -2.00]                              improved
            r2 (x100)       55.00    50.00   -5.00  [-8.00, -2.00]   0.5000             none          ok
            samples            56       56                                                            ok
            a.B run|x     1 us|op  2 us|op  x2.000                                                    ok

            miou: worse by 5.00 points
            r1: better by 9.00 points
            note: a note
            p worse: one-sided paired permutation after Holm's correction for 2 tests, fails up to 5.0 %; detectable drop: the minimum detectable with 80 % power, in percentage points
            failed: 1 regression in 5 checks
            """);
  }

  @Test
  void explanationIsThereOnlyWhereSomethingWasTested() {
    assertThat(GateText.render(report(0, List.of(), score("a", Status.PASSED, "", null))))
        .doesNotContain("one-sided");
    assertThat(GateText.render(report(1, List.of(), score("a", Status.PASSED, "", null))))
        .contains("correction for 1 test, fails");
  }

  @Test
  void markdownHasCodeSpansAndAFullTable() {
    String text = GateMarkdown.render(mixed());
    assertThat(text)
        .startsWith("## seq2time gate: failed: 1 regression in 5 checks\n\n`b against a`\n\n")
        .contains("|---|---:|---:|---:|---:|---:|---:|---|\n")
        .contains(
            "| `miou (x100)` | 55.00 | 50.00 | -5.00 | [-8.00, -2.00] | 0.0123 | 3.10 |"
                + " REGRESSION |\n")
        .contains("| `a.B run\\|x` | `1 us\\|op` | `2 us\\|op` | x2.000 |  |  |  | ok |\n")
        .contains("| `samples` | 56 | 56 |")
        .contains("\n- **regression** `miou` `worse by 5.00 points`\n")
        .contains("\n- improved `r1` `better by 9.00 points`\n")
        .contains("\n- `a note`\n")
        .endsWith("in percentage points\n");
    String plain = GateMarkdown.render(report(0, List.of(), score("a", Status.PASSED, "", null)));
    assertThat(plain).doesNotContain("- ").doesNotContain("one-sided").endsWith(" | ok |\n");
  }

  @Test
  void junitHasACaseForEveryCheckAndAFailureForEveryRegression() throws Exception {
    String xml = GateJUnit.render(mixed());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).isEqualTo("seq2time gate: b against a");
    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element first = (Element) document.getElementsByTagName("testcase").item(0);
    assertThat(first.getAttribute("classname")).isEqualTo("seq2time.gate.score");
    assertThat(first.getAttribute("name")).isEqualTo("miou");
    Element failure = (Element) document.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("worse by 5.00 points");
    assertThat(failure.getTextContent()).isEqualTo("55.00 -> 50.00 -5.00");
    assertThat(document.getElementsByTagName("system-out").item(0).getTextContent())
        .isEqualTo("improved: 55.00 -> 50.00 -5.00");
    assertThat(document.getElementsByTagName("system-out").item(2).getTextContent())
        .isEqualTo("ok: 56 -> 56");
  }

  @Test
  void whatXmlCannotHoldIsEscaped() {
    assertThat(GateJUnit.escape("<a b=\"c\" d='e'> & ]]>"))
        .isEqualTo("&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt; &amp; ]]&gt;");
    assertThat(GateJUnit.escape("\uffff\ufffe")).doesNotContain("\uffff", "\ufffe");
    assertThat(GateJUnit.escape("\ud83d\ude00")).isEqualTo("\ud83d\ude00");
    assertThat(GateJUnit.escape("a\u0000b\nc")).doesNotContain("\u0000", "\n");
  }

  @Test
  void jsonHasTheStatisticsRaw() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GateJson.write(mixed(), out);
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("}\n");
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.get("title").textValue()).isEqualTo("b against a");
    assertThat(json.get("verdict").textValue()).isEqualTo("failed: 1 regression in 5 checks");
    assertThat(json.get("regression").booleanValue()).isTrue();
    assertThat(json.get("alpha").doubleValue()).isEqualTo(0.05);
    assertThat(json.get("tests").intValue()).isEqualTo(2);
    assertThat(json.get("notes").get(0).textValue()).isEqualTo("a note");
    JsonNode miou = json.get("checks").get(0);
    assertThat(miou.get("kind").textValue()).isEqualTo("score");
    assertThat(miou.get("name").textValue()).isEqualTo("miou");
    assertThat(miou.get("status").textValue()).isEqualTo("regression");
    assertThat(miou.get("baseline").textValue()).isEqualTo("55.00");
    assertThat(miou.get("run").textValue()).isEqualTo("50.00");
    assertThat(miou.get("change").textValue()).isEqualTo("-5.00");
    assertThat(miou.get("reason").textValue()).isEqualTo("worse by 5.00 points");
    JsonNode found = miou.get("statistics");
    assertThat(found.get("baseline").doubleValue()).isEqualTo(0.55);
    assertThat(found.get("run").doubleValue()).isEqualTo(0.5);
    assertThat(found.get("difference").doubleValue()).isEqualTo(-0.05);
    assertThat(found.get("low").doubleValue()).isEqualTo(-0.08);
    assertThat(found.get("high").doubleValue()).isEqualTo(-0.02);
    assertThat(found.get("standardError").doubleValue()).isEqualTo(0.015);
    assertThat(found.get("pWorse").doubleValue()).isEqualTo(0.001);
    assertThat(found.get("pWorseCorrected").doubleValue()).isEqualTo(0.0123);
    assertThat(found.get("detectableDrop").doubleValue()).isEqualTo(0.031);
    assertThat(found.get("wins").intValue()).isEqualTo(3);
    assertThat(found.get("losses").intValue()).isEqualTo(9);
    assertThat(found.get("ties").intValue()).isEqualTo(44);
    assertThat(json.get("checks").get(1).get("statistics").get("pWorseCorrected").isNull())
        .isTrue();
    assertThat(json.get("checks").get(2).get("statistics").get("detectableDrop").isNull()).isTrue();
    assertThat(json.get("checks").get(3).has("statistics")).isFalse();
    assertThat(json.get("checks").get(4).get("kind").textValue()).isEqualTo("benchmark");
  }
}
