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
  void normalQuantilesAreThoseOfTheTables() {
    assertThat(Normal.quantile(0.5)).isCloseTo(0, within(1e-11));
    assertThat(Normal.quantile(0.8)).isCloseTo(0.8416212335729143, within(1e-10));
    assertThat(Normal.quantile(0.95)).isCloseTo(1.6448536269514722, within(1e-10));
    assertThat(Normal.quantile(0.025)).isCloseTo(-1.9599639845400545, within(1e-10));
    assertThat(Normal.quantile(1 - 1e-6)).isCloseTo(4.753424308822899, within(1e-8));
    assertThatThrownBy(() -> Normal.quantile(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void dropThatEqualRunsWouldShowIsACountOfSamples() {
    double[] hits = new double[400];
    Arrays.fill(hits, 0, 200, 1);
    double z = 1.6448536269514722 + 0.8416212335729143;
    assertThat(
            new DetectableDrop(0.05, 0.8)
                .of(0, ScoreColumn.mean(SPEC, hits), hits.length)
                .orElseThrow())
        .isCloseTo(z * z / 400, within(1e-10));
  }

  @Test
  void dropSolvesItsEquation() {
    double[] values = {0.5, 0.25, 1, 0, 0.75};
    double error = 0.07;
    double drop =
        new DetectableDrop(0.01, 0.9)
            .of(error, ScoreColumn.mean(SPEC, values), values.length)
            .orElseThrow();
    double lost = (0.25 + 0.0625 + 1 + 0.5625) / 2.5;
    double z = 2.3263478740408408 + 1.2815515655446004;
    assertThat(drop).isCloseTo(z * Math.sqrt(error * error + drop * lost / 5), within(1e-9));
  }

  @Test
  void whereNothingScoresNothingCanDrop() {
    assertThat(new DetectableDrop(0.05, 0.8).of(0.1, ScoreColumn.mean(SPEC, new double[3]), 3))
        .isEmpty();
    assertThatThrownBy(() -> new DetectableDrop(0, 0.8))
        .isInstanceOf(IllegalArgumentException.class);
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
}
