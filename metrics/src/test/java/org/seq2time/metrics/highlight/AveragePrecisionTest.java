package org.seq2time.metrics.highlight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

  private static double ap(double[] scores, boolean... positive) {
    return AveragePrecision.of(scores, positive.length).against(positive);
  }

  @Test
  void perfectRankingScoresOne() {
    assertThat(ap(new double[] {3, 2, 1}, true, true, false)).isEqualTo(1);
  }

  @Test
  void precisionIsInterpolatedFromHigherRecall() {
    // Ranked: -, +, +: precision 1/2 at recall 1/2, 2/3 at recall 1; the first becomes 2/3.
    assertThat(ap(new double[] {3, 2, 1}, false, true, true)).isCloseTo(2.0 / 3, within(1e-15));
  }

  @Test
  void tiesShortenTheListOfRecallLevels() {
    // One level for both positives: 2/3. With recall steps as weights it would be the same number
    // of steps; a third positive alone on top makes the difference: (1 + 3/4) / 2, not 5/6.
    assertThat(ap(new double[] {9, 1, 1, 1}, true, true, true, false))
        .isCloseTo((1 + 0.75) / 2, within(1e-15));
  }

  @Test
  void truthOfOneKindIsZeroOrOne() {
    assertThat(ap(new double[] {1, 2}, false, false)).isZero();
    assertThat(ap(new double[] {1, 2}, true, true)).isEqualTo(1);
  }

  @Test
  void negativeZeroTiesWithZero() {
    assertThat(ap(new double[] {-0.0, 0.0}, true, false)).isEqualTo(0.5);
  }

  @Test
  void missingClipsScoreZeroAndFurtherOnesAreCut() {
    assertThat(ap(new double[] {-1}, false, true)).isEqualTo(1);
    assertThat(ap(new double[] {1, 0, 99}, true, false)).isEqualTo(1);
  }
}
