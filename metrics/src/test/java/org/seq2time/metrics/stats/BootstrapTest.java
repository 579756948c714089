package org.seq2time.metrics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

class BootstrapTest {

  private static final Bootstrap.Settings FEW = new Bootstrap.Settings(1_000, 1);

  private static ScoreColumn mean(double... values) {
    return ScoreColumn.mean(spec("mean"), values);
  }

  private static ScoreSpec spec(String name) {
    return ScoreSpec.higher(Signature.of(name), name, true);
  }

  private static double[] gaussian(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private static Interval interval(ScoreColumn column, int samples) {
    return new Bootstrap(Bootstrap.Settings.DEFAULT)
        .intervals(List.of(column), samples, 2)
        .getFirst()
        .orElseThrow();
  }

  @Test
  void threadsDoNotChangeTheValues() {
    double[] values = gaussian(317, 3);
    double[] included = new double[317];
    Arrays.setAll(included, i -> i % 3 == 0 ? 1 : 0);
    double[] some = new double[317];
    Arrays.setAll(some, i -> values[i] * included[i]);
    List<ScoreColumn> columns =
        List.of(mean(values), ScoreColumn.mean(spec("some"), some, included));
    Bootstrap bootstrap = new Bootstrap(new Bootstrap.Settings(997, 5));
    double[][] one = bootstrap.resampled(columns, 317, 1);
    assertThat(bootstrap.resampled(columns, 317, 2)).isDeepEqualTo(one);
    assertThat(bootstrap.resampled(columns, 317, 7)).isDeepEqualTo(one);
  }

  @Test
  void blocksDoNotChangeTheValues() {
    List<ScoreColumn> columns = List.of(mean(gaussian(50, 3)));
    double[] many = new Bootstrap(new Bootstrap.Settings(200, 5)).resampled(columns, 50, 1)[0];
    double[] first = new Bootstrap(new Bootstrap.Settings(70, 5)).resampled(columns, 50, 1)[0];
    assertThat(Arrays.copyOf(many, 70)).isEqualTo(first);
  }

  @Test
  void intervalOfAMeanIsThatOfTheNormalDistribution() {
    double[] values = gaussian(2_000, 11);
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    double halfWidth = 1.959964 * Math.sqrt(variance / values.length);
    Interval interval = interval(mean(values), values.length);
    assertThat(interval.low()).isCloseTo(mean - halfWidth, within(0.05 * halfWidth));
    assertThat(interval.high()).isCloseTo(mean + halfWidth, within(0.05 * halfWidth));
  }

  @Test
  void everySampleIsDrawnEquallyOften() {
    int samples = 10;
    double[] counts = new double[samples];
    for (int i = 0; i < samples; i++) {
      double[] one = new double[samples];
      one[i] = 1;
      counts[i] =
          Arrays.stream(new Bootstrap(FEW).resampled(List.of(mean(one)), samples, 1)[0]).sum();
    }
    // A tenth of the 10,000 draws each, divided by 10 in the mean; the deviation is 3.
    assertThat(Arrays.stream(counts).sum()).isCloseTo(1_000, within(1e-9));
    assertThat(Arrays.stream(counts).boxed()).allMatch(c -> Math.abs(c - 100) < 15);
  }

  @Test
  void constantScoreHasAnIntervalOfNoWidth() {
    assertThat(interval(mean(0.25, 0.25, 0.25), 3)).isEqualTo(new Interval(0.25, 0.25));
  }

  @Test
  void equalColumnsSeeEqualResamples() {
    double[] values = gaussian(40, 2);
    double[][] resampled =
        new Bootstrap(FEW).resampled(List.of(mean(values), mean(values.clone())), 40, 2);
    assertThat(resampled[0]).isEqualTo(resampled[1]);
  }

  @Test
  void seedChangesTheResamples() {
    List<ScoreColumn> columns = List.of(mean(gaussian(40, 2)));
    assertThat(new Bootstrap(FEW.withSeed(2)).resampled(columns, 40, 1)[0])
        .isNotEqualTo(new Bootstrap(FEW).resampled(columns, 40, 1)[0]);
  }

  @Test
  void meanOverNoSampleIsNotDefined() {
    ScoreColumn none = ScoreColumn.mean(spec("none"), new double[3], new double[3]);
    assertThat(Bootstrap.value(none, 3)).isNaN();
    assertThat(new Bootstrap(FEW).intervals(List.of(none), 3, 1).getFirst()).isEmpty();
  }

  @Test
  void resamplesWithoutTheOnlySampleThatCountsAreSetAside() {
    double[] included = {1, 0, 0, 0};
    ScoreColumn one = ScoreColumn.mean(spec("one"), new double[] {0.5, 0, 0, 0}, included);
    assertThat(interval(one, 4)).isEqualTo(new Interval(0.5, 0.5));
  }

  @Test
  void foldSeesTheSumsOfItsStatistics() {
    double[] numerator = {1, 2, 3};
    double[] denominator = {2, 2, 2};
    ScoreColumn ratio =
        ScoreColumn.folded(
            spec("ratio"),
            List.of(numerator, denominator),
            (sums, samples) -> sums[0] / sums[1],
            numerator);
    assertThat(Bootstrap.value(ratio, 3)).isEqualTo(1.0);
    double[] halved = new Bootstrap(FEW).resampled(List.of(mean(0.5, 1, 1.5)), 3, 1)[0];
    double[] folded = new Bootstrap(FEW).resampled(List.of(ratio), 3, 1)[0];
    for (int r = 0; r < folded.length; r++) {
      assertThat(folded[r]).isCloseTo(halved[r], within(1e-12));
    }
  }

  @Test
  void settingsNeedAResample() {
    assertThatThrownBy(() -> new Bootstrap.Settings(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resamples 0 is below 1");
  }

  @Test
  void failureOnAnotherThreadReachesTheCaller() {
    assertThatThrownBy(
            () ->
                Workers.run(
                    3,
                    100,
                    1,
                    (from, to) -> {
                      if (from == 57) {
                        throw new IllegalStateException("at 57");
                      }
                    }))
        .hasMessage("at 57");
  }

  @Test
  void endsAreQuantilesOfTypeSevenToTheLastBitButOne() {
    Percentile typeSeven = new Percentile().withEstimationType(EstimationType.R_7);
    SplittableRandom random = new SplittableRandom(7);
    for (int n : new int[] {1, 2, 39, 1_000, 10_000}) {
      double[] values = random.doubles(n).toArray();
      Interval interval = Bootstrap.interval(values).orElseThrow();
      assertThat(interval.low()).isCloseTo(typeSeven.evaluate(values, 2.5), within(2e-16));
      assertThat(interval.high()).isCloseTo(typeSeven.evaluate(values, 97.5), within(2e-16));
    }
  }

  @Test
  void endsOfAnIntervalAreInterpolatedBetweenOrderStatistics() {
    double[] hundred = new double[101];
    Arrays.setAll(hundred, i -> 100 - i);
    assertThat(Bootstrap.interval(hundred).orElseThrow().low()).isCloseTo(2.5, within(1e-9));
    assertThat(Bootstrap.interval(hundred).orElseThrow().high()).isCloseTo(97.5, within(1e-9));
    // Positions 0.1 and 3.9 of four steps.
    Interval five = Bootstrap.interval(new double[] {1, 2, 4, 8, 16}).orElseThrow();
    assertThat(five.low()).isCloseTo(1.1, within(1e-9));
    assertThat(five.high()).isCloseTo(15.2, within(1e-9));
    assertThat(Bootstrap.interval(new double[] {3})).contains(new Interval(3, 3));
    assertThat(Bootstrap.interval(new double[] {Double.NaN, 3, Double.NaN}))
        .contains(new Interval(3, 3));
    assertThat(Bootstrap.interval(new double[] {Double.NaN})).isEmpty();
    assertThat(Bootstrap.interval(new double[0])).isEmpty();
  }
}
