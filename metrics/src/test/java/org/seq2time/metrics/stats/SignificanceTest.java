package org.seq2time.metrics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

/** Holm's correction, the normal distribution, drops that can be found, and seeds. */
class SignificanceTest {

  private static final ScoreSpec SPEC = ScoreSpec.higher(Signature.of("score"), "score", true);

  @Test
  void holmMultipliesBySteps() {
    assertThat(Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.03, 0.06, 0.06, 0.02);
  }

  @Test
  void holmLeavesOutWhatWasNotTested() {
    assertThat(Holm.adjust(new double[] {Double.NaN, 0.5, 0.02, Double.NaN, 0.9}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(Double.NaN, 1, 0.06, Double.NaN, 1);
    assertThat(Holm.adjust(new double[0])).isEmpty();
  }

  @Test
  void holmNeverPassesOneNorFallsBelowASmallerP() {
    assertThat(Holm.adjust(new double[] {0.6, 0.4, 0.9}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(1, 1, 1);
    assertThat(Holm.adjust(new double[] {0.9})).containsExactly(0.9);
    // 0.02 times 2 would be 0.04, less than 0.015 times 3 already is.
    assertThat(Holm.adjust(new double[] {0.5, 0.015, 0.02}))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0.5, 0.045, 0.045);
  }

  @Test
  void normalQuantilesAreThoseOfTheTables() {
    assertThat(Distributions.normalQuantile(0.5)).isCloseTo(0, within(1e-11));
    assertThat(Distributions.normalQuantile(0.8)).isCloseTo(0.8416212335729143, within(1e-10));
    assertThat(Distributions.normalQuantile(0.95)).isCloseTo(1.6448536269514722, within(1e-10));
    assertThat(Distributions.normalQuantile(0.025)).isCloseTo(-1.9599639845400545, within(1e-10));
    assertThat(Distributions.normalQuantile(1 - 1e-6)).isCloseTo(4.753424308822899, within(1e-8));
    assertThatThrownBy(() -> Distributions.normalQuantile(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void equalRunsNeedFiveOrMoreFailuresToTell() {
    // Four losses and no win have one chance in sixteen, five one in thirty-two. A mean of 6.7206
    // failures brings five or more in 80 %; the normal equation alone asks for fewer.
    double[] hits = new double[400];
    Arrays.fill(hits, 0, 200, 1);
    assertThat(drop(0.05, 0.8, 0, hits)).isCloseTo(6.7206 / 400, within(1e-6));
  }

  @Test
  void largeNoiseLeavesTheTextbooksEquation() {
    double[] hits = new double[1_000_000];
    Arrays.fill(hits, 0, 500_000, 1);
    double error = 0.01;
    double z = 1.6448536269514722 + 0.8416212335729143;
    assertThat(drop(0.05, 0.8, error, hits)).isCloseTo(z * error, within(0.001 * error));
  }

  @Test
  void dropSolvesItsEquation() {
    double[] values = new double[500];
    Arrays.setAll(values, i -> i % 5 / 4.0);
    double error = 0.01;
    double drop = drop(0.01, 0.9, error, values);
    // Sums of powers of 1/4, 1/2, 3/4 and 1.
    double m2 = 1.875 / 2.5;
    double m3 = 1.5625 / 2.5;
    double m4 = 1.3828125 / 2.5;
    double added = drop * m2 / 500;
    double variance = error * error + added;
    double tau =
        Math.sqrt(
            1
                - drop * drop * m3 / (500.0 * 500 * variance * variance)
                + drop * drop * drop * m4 / (4 * Math.pow(500, 3) * Math.pow(variance, 3)));
    assertThat(drop / Math.sqrt(variance))
        .isCloseTo(2.3263478740408408 + 1.2815515655446004 * tau, within(1e-6));
  }

  @Test
  void dropThatCannotHappenIsNone() {
    ScoreColumn nothing = ScoreColumn.mean(SPEC, new double[3]);
    assertThat(new MinimumDetectableDrop(0.05, 0.8).of(0.1, nothing, 3)).isEmpty();
    ScoreColumn few = ScoreColumn.mean(SPEC, new double[] {1, 1, 1, 0});
    assertThat(new MinimumDetectableDrop(0.05, 0.8).of(0, few, 4)).isEmpty();
    assertThatThrownBy(() -> new MinimumDetectableDrop(0, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double drop(double level, double power, double error, double[] values) {
    return new MinimumDetectableDrop(level, power)
        .of(error, ScoreColumn.mean(SPEC, values), values.length)
        .orElseThrow();
  }

  @Test
  void seedsSpreadAroundTheirMean() {
    Seeds.Spread spread = Seeds.Spread.of(0.2, 0.3, 0.7);
    assertThat(spread.mean()).isCloseTo(0.4, within(1e-15));
    assertThat(spread.standardDeviation()).isCloseTo(Math.sqrt(0.07), within(1e-12));
    assertThat(spread.min()).isEqualTo(0.2);
    assertThat(spread.max()).isEqualTo(0.7);
    assertThat(Seeds.Spread.of(0.5).standardDeviation()).isNaN();
  }

  @Test
  void averageOverSeedsIsTheMeanOfTheirScores() {
    ScoreColumn first = ScoreColumn.mean(SPEC, new double[] {1, 0, 1, 0});
    ScoreColumn second = ScoreColumn.mean(SPEC, new double[] {1, 1, 1, 0});
    ScoreColumn average = Seeds.average(List.of(first, second));
    assertThat(Bootstrap.value(average, 4)).isEqualTo(0.625);
    assertThat(average.perSample(1)).isEqualTo(0.5);
    assertThat(Seeds.average(List.of(first))).isSameAs(first);
  }

  @Test
  void averageKeepsWhatDoesNotCountOut() {
    double[] included = {1, 0, 1};
    ScoreColumn first = ScoreColumn.mean(SPEC, new double[] {1, 0, 0}, included);
    ScoreColumn second = ScoreColumn.mean(SPEC, new double[] {1, 0, 1}, included);
    ScoreColumn average = Seeds.average(List.of(first, second));
    assertThat(Bootstrap.value(average, 3)).isEqualTo(0.75);
    assertThat(average.perSample(1)).isNaN();
  }

  @Test
  void levelsAndPowersAtTheEndsAreNone() {
    for (double bad : new double[] {0, 1, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> new MinimumDetectableDrop(bad, 0.8))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new MinimumDetectableDrop(0.05, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
