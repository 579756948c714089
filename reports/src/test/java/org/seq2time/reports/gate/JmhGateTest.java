package org.seq2time.reports.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.reports.gate.GatePolicy.JmhRules;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Status;

/** JMH's results, and when they are slower. */
class JmhGateTest {

  private static final JmhRules FIVE_PERCENT = new JmhRules(5, Map.of());

  @TempDir Path folder;

  private static JmhResult time(String benchmark, double score, double error) {
    return new JmhResult(
        benchmark,
        Map.of(),
        "avgt",
        "us/op",
        score,
        Double.isNaN(error) ? OptionalDouble.empty() : OptionalDouble.of(error));
  }

  private static JmhResult rate(double score, double error) {
    return new JmhResult("b", Map.of(), "thrpt", "ops/s", score, OptionalDouble.of(error));
  }

  private static Check check(JmhResult then, JmhResult now) {
    return check(then, now, FIVE_PERCENT);
  }

  private static Check check(JmhResult then, JmhResult now, JmhRules rules) {
    return JmhGate.check(List.of(then), List.of(now), rules).getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    // Without error bars the slowdown alone decides; the limit itself passes.
    "100, NaN, 105, NaN, PASSED, x1.050 (no error bars)",
    "100, NaN, 105.1, NaN, REGRESSION, x1.051 (no error bars)",
    "100, NaN, 96, NaN, PASSED, x0.960 (no error bars)",
    "100, NaN, 95, NaN, IMPROVED, x0.950 (no error bars)",
    // Error bars that are wide enough excuse a slowdown.
    "100, 0, 110, 0, REGRESSION, 'x1.100 [1.100, 1.100]'",
    "100, 3, 110, 0, REGRESSION, 'x1.100 [1.067, 1.133]'",
    "100, 3, 110, 4.4, PASSED, 'x1.100 [1.046, 1.156]'",
    "100, 0, 90, 0, IMPROVED, 'x0.900 [0.900, 0.900]'",
    "100, 3, 93, 3.72, PASSED, 'x0.930 [0.885, 0.978]'",
    "100, NaN, 100, 1, PASSED, x1.000 (no error bars)",
    "100, 1, 100, NaN, PASSED, x1.000 (no error bars)",
  })
  void slowdownBeyondLimitAndErrorBarsFails(
      double then, double thenError, double now, double nowError, Status status, String change) {
    Check check = check(time("b", then, thenError), time("b", now, nowError));
    assertThat(check.status()).isEqualTo(status);
    assertThat(check.change()).isEqualTo(change);
    assertThat(check.kind()).isEqualTo(Kind.BENCHMARK);
    assertThat(check.statistics()).isEmpty();
  }

  @Test
  void reasonSaysHowMuchSlowerAtLeast() {
    assertThat(check(time("b", 100, 3), time("b", 110, 0)).reason())
        .isEqualTo("takes x1.100, at least x1.067, limit x1.050");
    assertThat(check(time("b", 100, 0), time("b", 90, 0)).reason())
        .isEqualTo("takes x0.900, at most x0.900");
    assertThat(check(time("b", 100, 0), time("b", 100, 0)).reason()).isEmpty();
  }

  @Test
  void rateIsBetterWhenHigher() {
    assertThat(check(rate(100, 0), rate(80, 0)).reason())
        .isEqualTo("takes x1.250, at least x1.250, limit x1.050");
    assertThat(check(rate(80, 0), rate(100, 0)).status()).isEqualTo(Status.IMPROVED);
  }

  @Test
  void limitMayBeTheBenchmarksOwn() {
    JmhRules rules = new JmhRules(5, Map.of("slow", 30.0));
    assertThat(check(time("slow", 100, 0), time("slow", 120, 0), rules).status())
        .isEqualTo(Status.PASSED);
    assertThat(check(time("other", 100, 0), time("other", 120, 0), rules).status())
        .isEqualTo(Status.REGRESSION);
  }

  @Test
  void valuesHaveFourDigitsAndTheirUnit() {
    Check check = check(time("b", 123456.7, 0.0123456), time("b", 0.000123456, Double.NaN));
    assertThat(check.baseline()).isEqualTo("123500 +- 0.01235 us/op");
    assertThat(check.run()).isEqualTo("0.0001235 us/op");
  }

  @Test
  void benchmarkThatIsMissingOrMeasuredOtherwiseFails() {
    Check missing = JmhGate.check(List.of(time("b", 1, 0)), List.of(), FIVE_PERCENT).getFirst();
    assertThat(missing.status()).isEqualTo(Status.REGRESSION);
    assertThat(missing.reason()).isEqualTo("the run does not have this benchmark");
    assertThat(missing.run()).isEqualTo("missing");
    Check other = check(time("b", 1, 0), rate(1, 0));
    assertThat(other.status()).isEqualTo(Status.REGRESSION);
    assertThat(other.reason())
        .isEqualTo("a different measurement: avgt in us/op vs. thrpt in ops/s");
    assertThat(other.run()).isEqualTo("1 +- 0 ops/s");
    JmhResult milliseconds =
        new JmhResult("b", Map.of(), "avgt", "ms/op", 1, OptionalDouble.empty());
    assertThat(check(time("b", 1, 0), milliseconds).reason()).contains("in us/op vs. avgt in");
  }

  @Test
  void resultsAreMatchedByParametersAndMode() {
    JmhResult small = new JmhResult("b", Map.of("n", "1", "k", "x"), "avgt", "s", 1, NONE);
    JmhResult large = new JmhResult("b", Map.of("n", "2", "k", "x"), "avgt", "s", 9, NONE);
    JmhResult often = new JmhResult("b", Map.of("n", "1", "k", "x"), "thrpt", "s", 5, NONE);
    assertThat(small.key()).isEqualTo("b k=x n=1");
    List<Check> checks =
        JmhGate.check(List.of(large, small), List.of(often, small, large), FIVE_PERCENT);
    assertThat(checks).extracting(Check::name).containsExactly("b k=x n=2", "b k=x n=1");
    assertThat(checks).extracting(Check::status).containsOnly(Status.PASSED);
    // What only the later results have is no one's baseline.
    assertThat(JmhGate.check(List.of(small), List.of(small, large), FIVE_PERCENT)).hasSize(1);
  }

  private static final OptionalDouble NONE = OptionalDouble.empty();

  private List<JmhResult> read(String text) {
    Path file = folder.resolve("jmh.json");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return JmhResult.read(file);
  }

  @Test
  void resultsAreReadAsJmhWritesThem() {
    List<JmhResult> results =
        read(
            """
            [{"jmhVersion": "1.37", "benchmark": "a.B.run", "mode": "thrpt", "threads": 1,
              "params": {"size": "10", "kind": "x"},
              "primaryMetric": {"score": 2.5, "scoreError": 0.5, "scoreUnit": "ops/s",
                "rawData": [[1.0]]}, "secondaryMetrics": {"gc": {}}},
             {"benchmark": "a.B.run", "mode": "avgt", "primaryMetric": {"score": 3,
              "scoreError": "NaN", "scoreUnit": "s/op"}}]
            """);
    assertThat(results)
        .containsExactly(
            new JmhResult(
                "a.B.run",
                Map.of("size", "10", "kind", "x"),
                "thrpt",
                "ops/s",
                2.5,
                OptionalDouble.of(0.5)),
            new JmhResult("a.B.run", Map.of(), "avgt", "s/op", 3, NONE));
    assertThat(results.getFirst().isThroughput()).isTrue();
    assertThat(results.get(1).isThroughput()).isFalse();
    assertThat(read("[]")).isEmpty();
  }

  private static String result(String metric) {
    return "{\"benchmark\": \"b\", \"mode\": \"avgt\", \"primaryMetric\": " + metric + "}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "' ' | the file is empty; expected JMH's results",
        "{} | expected an array",
        "[{}] | benchmark, mode or primaryMetric are missing",
        "[{\"benchmark\": \"b\", \"mode\": \"avgt\"}] | benchmark, mode or primaryMetric",
        "[{\"benchmark\": \"b\", \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"s\"}}] |"
            + " benchmark, mode or primaryMetric",
        "[{\"mode\": \"b\", \"primaryMetric\": {\"score\": 1, \"scoreUnit\": \"s\"}}] |"
            + " benchmark, mode or primaryMetric",
        "[] [] | jmh.json:1",
      })
  void mistakeIsOneLineWithFileAndPlace(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("jmh.json").toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"score\": 1} | score or scoreUnit are missing",
        "{\"scoreUnit\": \"s\"} | score or scoreUnit are missing",
        "{\"score\": 0, \"scoreUnit\": \"s\"} | a score or its error is not positive",
        "{\"score\": -1, \"scoreUnit\": \"s\"} | a score or its error is not positive",
        "{\"score\": 1, \"scoreError\": -1, \"scoreUnit\": \"s\"} | a score or its error is not",
      })
  void metricThatIsNoneIsNamed(String metric, String message) {
    assertThatThrownBy(() -> read("[" + result(metric) + "]"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void sameBenchmarkTwiceIsRefused() {
    String one = result("{\"score\": 1, \"scoreUnit\": \"s\"}");
    assertThatThrownBy(() -> read("[" + one + ", " + one + "]"))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("benchmark \"b\" occurs twice");
    assertThat(read("[" + one + ", " + one.replace("avgt", "thrpt") + "]")).hasSize(2);
  }
}
