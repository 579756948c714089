package org.seq2time.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.score.Score;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.metrics.stats.Bootstrap;

class ScoreTableTest {

  private static Score score(Signature signature, String label, double value, boolean headline) {
    boolean defined = !Double.isNaN(value);
    return new Score(
        ScoreSpec.higher(signature, label, headline),
        defined ? OptionalDouble.of(value) : OptionalDouble.empty(),
        defined ? Optional.of(new Interval(value - 0.1, value + 0.1)) : Optional.empty(),
        1_550,
        0.944);
  }

  private static ScoreSheet sheet(Score... scores) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    outcomes.put(Outcome.PARSED, 1_500);
    outcomes.put(Outcome.NO_TIME_FOUND, 50);
    outcomes.put(Outcome.NOT_ANSWERED, 0);
    return new ScoreSheet(
        Benchmark.QVHIGHLIGHTS,
        1_550,
        0.944,
        outcomes,
        List.of(scores),
        new Bootstrap.Settings(10_000, 7),
        List.of());
  }

  @Test
  void scoresOutcomesIntervalsAndSignaturesAreShown() {
    Signature hull = Signature.of("r1").with("iou", "hull");
    Signature same = Signature.of("miou").with("iou", "hull");
    String table =
        ScoreTable.render(
            sheet(score(hull, "R@1", 0.5, true), score(same, "mIoU", 0.25, true)), false);
    assertThat(table)
        .isEqualTo(
            """
            score         x100   95 % interval      n  coverage
            r1     R@1   50.00  [40.00, 60.00]  1,550    94.4 %
            miou   mIoU  25.00  [15.00, 35.00]  1,550    94.4 %

            outcomes   parsed 1,500, no time found 50
            intervals  bootstrap over queries, 10,000 resamples, seed 7
            signature  r1 miou |iou:hull
            """);
  }

  @Test
  void hiddenScoresAreCounted() {
    ScoreSheet sheet =
        sheet(
            score(Signature.of("a"), "A", 0.5, true),
            score(Signature.of("b"), "B", 0.5, false),
            score(Signature.of("c"), "C", 0.5, false));
    assertThat(ScoreTable.render(sheet, false))
        .contains("... and 2 more: --all, --json or --out\n")
        .doesNotContain("\nb ");
    assertThat(ScoreTable.render(sheet, true)).contains("\nb ", "\nc ").doesNotContain("more:");
  }

  @Test
  void undefinedScoreIsSaidToBe() {
    assertThat(ScoreTable.render(sheet(score(Signature.of("a"), "A", Double.NaN, true)), false))
        .contains("not defined")
        .doesNotContain("NaN");
  }

  @Test
  void missingParaphrasesAreExplainedWhereAScoreThatIsShownLacksThem() {
    Score off = score(Signature.of("meteor").with("para", "off"), "METEOR", 0.5, false);
    Score other = score(Signature.of("f1"), "F1", 0.5, true);
    assertThat(ScoreTable.render(sheet(off, other), false)).doesNotContain("assets meteor");
    assertThat(ScoreTable.render(sheet(off, other), true))
        .contains("METEOR's paraphrase stage is off (para:off)")
        .contains("seq2time assets meteor");
  }

  @Test
  void eachSignatureIsALine() {
    String table =
        ScoreTable.render(
            sheet(
                score(Signature.of("a").with("k", "1"), "A", 0.5, true),
                score(Signature.of("b").with("k", "2"), "B", 0.5, true),
                score(Signature.of("c").with("k", "1"), "C", 0.5, true)),
            false);
    assertThat(table).endsWith("signature  a c |k:1\nsignature  b |k:2\n");
  }
}
