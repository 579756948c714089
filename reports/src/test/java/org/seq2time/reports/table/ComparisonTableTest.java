package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

class ComparisonTableTest {

  private static RecordedScore score(String name, double value, boolean headline, String metric) {
    return new RecordedScore(
        name,
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
        Double.isNaN(value)
            ? Optional.empty()
            : Optional.of(new Interval(value - 0.01, value + 0.01)),
        Direction.HIGHER_IS_BETTER,
        headline,
        name + "|" + metric + "|v:1");
  }

  private static RecordedScores scores(int n, RecordedScore... scores) {
    return new RecordedScores("charades-sta", n, 0.5, List.of(scores));
  }

  private static Map<String, RecordedScores> runs(RecordedScores a, RecordedScores b) {
    Map<String, RecordedScores> runs = new LinkedHashMap<>();
    runs.put("a", a);
    runs.put("b", b);
    return runs;
  }

  @Test
  void runsStandSideBySide() {
    String table =
        ComparisonTable.render(
            runs(
                scores(1_200, score("miou", 0.5, true, "x")),
                scores(7, score("miou", 0.25, true, "x"))),
            false);
    assertThat(table)
        .isEqualTo(
            """
            score (x100)       a   95 % interval       b   95 % interval
            miou           50.00  [49.00, 51.00]   25.00  [24.00, 26.00]
            n              1,200                       7
            coverage      50.0 %                  50.0 %
            """);
  }

  @Test
  void scoreThatARunLacksIsADashAndOneWithoutAValueIsNotDefined() {
    String table =
        ComparisonTable.render(
            runs(
                scores(1, score("p", 0.5, true, "x"), score("q", Double.NaN, true, "x")),
                scores(1, score("q", 0.25, true, "x"))),
            false);
    assertThat(table.lines().toList().get(1)).startsWith("p ").contains("-").endsWith("-");
    assertThat(table.lines().toList().get(2)).startsWith("q ").contains("not defined", "25.00");
  }

  @Test
  void scoresBeyondTheHeadlineAreCountedOrShown() {
    Map<String, RecordedScores> runs =
        runs(
            scores(1, score("p", 0.5, true, "x"), score("q", 0.5, false, "x")),
            scores(1, score("p", 0.5, true, "x"), score("r", 0.5, false, "x")));
    assertThat(ComparisonTable.render(runs, false))
        .contains("... and 2 more: --all or --json\n")
        .doesNotContain("\nq ");
    assertThat(ComparisonTable.render(runs, true)).contains("\nq ", "\nr ").doesNotContain("more");
    assertThat(ComparisonTable.names(runs.values(), false)).containsExactly("p");
    assertThat(ComparisonTable.names(runs.values(), true)).containsExactly("p", "q", "r");
  }

  @Test
  void otherMetricsAreMarkedAndTheFirstIsExplained() {
    String table =
        ComparisonTable.render(
            runs(
                scores(1, score("p", 0.5, true, "x"), score("q", 0.5, true, "x")),
                scores(1, score("p", 0.5, true, "y"), score("q", 0.5, true, "x"))),
            false);
    assertThat(table)
        .contains("\np* ")
        .contains("\nq ")
        .endsWith("\n\n* not comparable, signatures differ; p: p|x vs. p|y\n");
  }

  @Test
  void otherVersionIsNoOtherMetric() {
    RecordedScore later =
        new RecordedScore(
            "p",
            OptionalDouble.of(0.5),
            Optional.empty(),
            Direction.HIGHER_IS_BETTER,
            true,
            "p|x|v:2");
    String table =
        ComparisonTable.render(
            runs(scores(1, score("p", 0.5, true, "x")), scores(1, later)), false);
    assertThat(table).doesNotContain("*");
  }
}
