package org.seq2time.metrics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.metrics.stats.PairedComparison.Pair;
import org.seq2time.metrics.stats.PairedComparison.Result;

class PairedComparisonTest {

  private static final ScoreSpec SPEC = ScoreSpec.higher(Signature.of("score"), "score", true);
  private static final Bootstrap.Settings SETTINGS = new Bootstrap.Settings(10_000, 1);

  private static ScoreColumn mean(double... values) {
    return ScoreColumn.mean(SPEC, values);
  }

  private static double[] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[n];
    Arrays.setAll(values, i -> random.nextDouble());
    return values;
  }

  private static Result compare(ScoreColumn first, ScoreColumn second, Units units) {
    return new PairedComparison(SETTINGS)
        .compare(List.of(new Pair(first, second)), units, 2)
        .getFirst();
  }

  private static Difference difference(double[] first, double[] second) {
    return compare(mean(first), mean(second), Units.single(first.length))
        .difference()
        .orElseThrow();
  }

  /** Every swap of every sample, one after another. */
  private static double[] exact(double[] first, double[] second) {
    int n = first.length;
    double observed = 0;
    for (int i = 0; i < n; i++) {
      observed += second[i] - first[i];
    }
    double[] hits = new double[3];
    for (int swaps = 0; swaps < 1 << n; swaps++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += ((swaps >> i) & 1) == 1 ? first[i] - second[i] : second[i] - first[i];
      }
      hits[0] += Math.abs(sum) >= Math.abs(observed) - 1e-9 ? 1 : 0;
      hits[1] += sum <= observed + 1e-9 ? 1 : 0;
      hits[2] += sum >= observed - 1e-9 ? 1 : 0;
    }
    return Arrays.stream(hits).map(h -> h / (1 << n)).toArray();
  }

  @Test
  void permutationAgreesWithAllSwapsCounted() {
    for (long seed = 1; seed <= 5; seed++) {
      double[] first = random(12, seed);
      double[] second = random(12, seed + 100);
      Arrays.setAll(second, i -> i < 6 ? Math.rint(second[i]) : second[i]);
      Arrays.setAll(first, i -> i < 6 ? Math.rint(first[i]) : first[i]);
      double[] exact = exact(first, second);
      Difference difference = difference(first, second);
      assertThat(difference.permutationP()).as("seed %d", seed).isCloseTo(exact[0], within(0.02));
      assertThat(difference.worseP()).as("seed %d", seed).isCloseTo(exact[1], within(0.02));
      assertThat(difference.betterP()).as("seed %d", seed).isCloseTo(exact[2], within(0.02));
    }
  }

  @Test
  void fiveLossesAndNoWinHaveOneChanceInThirtyTwo() {
    double[] first = {1, 1, 1, 1, 1, 0, 0, 1, 1, 0};
    double[] second = {0, 0, 0, 0, 0, 0, 0, 1, 1, 0};
    Difference difference = difference(first, second);
    assertThat(difference.value()).isCloseTo(-0.5, within(1e-15));
    assertThat(difference.worseP()).isCloseTo(1.0 / 32, within(0.006));
    assertThat(difference.permutationP()).isCloseTo(2.0 / 32, within(0.008));
    assertThat(difference.betterP()).isEqualTo(1);
  }

  @Test
  void intervalAndBootstrapAgreeWithTheNormalDistribution() {
    double[] first = random(2_000, 3);
    double[] second = random(2_000, 4);
    Arrays.setAll(second, i -> second[i] + 0.015);
    double[] each = new double[2_000];
    Arrays.setAll(each, i -> second[i] - first[i]);
    double mean = Arrays.stream(each).average().orElseThrow();
    double variance = Arrays.stream(each).map(v -> (v - mean) * (v - mean)).sum() / each.length;
    double error = Math.sqrt(variance / each.length);
    Difference difference = difference(first, second);
    assertThat(difference.standardError()).isCloseTo(error, within(0.03 * error));
    assertThat(difference.interval().low()).isCloseTo(mean - 1.96 * error, within(0.1 * error));
    assertThat(difference.interval().high()).isCloseTo(mean + 1.96 * error, within(0.1 * error));
    double p = 2 * (1 - Distributions.normalBelow(mean / error));
    assertThat(difference.bootstrapP()).isCloseTo(p, within(0.01));
    assertThat(difference.permutationP()).isCloseTo(p, within(0.01));
  }

  @Test
  void equalSystemsDoNotDiffer() {
    double[] values = random(40, 1);
    Result result = compare(mean(values), mean(values.clone()), Units.single(40));
    Difference difference = result.difference().orElseThrow();
    assertThat(difference).isEqualTo(new Difference(0, new Interval(0, 0), 0, 1, 1, 1, 1));
    assertThat(result.ties()).isEqualTo(40);
  }

  @Test
  void winsAndLossesFollowTheDirection() {
    double[] first = {1, 2, 3, Double.NaN};
    double[] second = {2, 3, 3, 1};
    ScoreSpec lower = new ScoreSpec(Signature.of("s"), "s", Direction.LOWER_IS_BETTER, true);
    for (ScoreSpec spec : List.of(SPEC, lower)) {
      double[] zero = {1, 2, 3, 0};
      ScoreColumn a = ScoreColumn.folded(spec, List.of(zero), (s, n) -> s[0] / n, first);
      ScoreColumn b = ScoreColumn.folded(spec, List.of(second), (s, n) -> s[0] / n, second);
      Result result = compare(a, b, Units.single(4));
      boolean higher = spec.equals(SPEC);
      assertThat(result.wins()).isEqualTo(higher ? 2 : 0);
      assertThat(result.losses()).isEqualTo(higher ? 0 : 2);
      assertThat(result.ties()).isEqualTo(1);
      Difference difference = result.difference().orElseThrow();
      assertThat(difference.worseP() < difference.betterP()).isEqualTo(!higher);
    }
  }

  @Test
  void scoresThatAreNoMeansAreFoldedAgain() {
    // A ratio of sums, not a mean of ratios: the pairs' own ratios say the opposite.
    double[] hits = {90, 0, 0};
    double[] of = {100, 1, 1};
    double[] otherHits = {80, 1, 1};
    ScoreColumn first = ratio(hits, of);
    ScoreColumn second = ratio(otherHits, of.clone());
    Result result = compare(first, second, Units.single(3));
    assertThat(result.first()).hasValue(90.0 / 102);
    assertThat(result.second()).hasValue(82.0 / 102);
    assertThat(result.difference().orElseThrow().value()).isCloseTo(-8.0 / 102, within(1e-12));
    assertThat(result.wins()).isEqualTo(2);
    // Whatever is swapped, the first sample's ten outweigh the two of the others.
    assertThat(result.difference().orElseThrow().permutationP()).isCloseTo(1, within(0.01));
    assertThat(result.difference().orElseThrow().worseP()).isCloseTo(0.5, within(0.02));
  }

  private static ScoreColumn ratio(double[] hits, double[] of) {
    double[] own = new double[hits.length];
    Arrays.setAll(own, i -> hits[i] / of[i]);
    return ScoreColumn.folded(SPEC, List.of(hits, of), (s, n) -> s[0] / s[1], own);
  }

  @Test
  void samplesOfOneVideoAreNoFurtherEvidence() {
    int videos = 60;
    double[] first = random(videos, 1);
    double[] second = random(videos, 2);
    Difference once = difference(first, second);
    double[] firstFour = new double[4 * videos];
    double[] secondFour = new double[4 * videos];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < firstFour.length; i++) {
      firstFour[i] = first[i / 4];
      secondFour[i] = second[i / 4];
      names.add("video " + i / 4);
    }
    ScoreColumn a = mean(firstFour);
    ScoreColumn b = mean(secondFour);
    Difference four = compare(a, b, Units.of(names)).difference().orElseThrow();
    assertThat(four.value()).isCloseTo(once.value(), within(1e-12));
    assertThat(four.permutationP()).isEqualTo(once.permutationP());
    assertThat(four.bootstrapP()).isEqualTo(once.bootstrapP());
    assertThat(four.interval().low()).isCloseTo(once.interval().low(), within(1e-12));
    Difference alone = compare(a, b, Units.single(4 * videos)).difference().orElseThrow();
    assertThat(alone.standardError()).isCloseTo(once.standardError() / 2, within(0.005));
  }

  @Test
  void resampleOfUnevenVideosKeepsItsOwnNumberOfSamples() {
    // Every sample scores 1, so every mean is 1 whatever videos are drawn.
    List<String> names = List.of("a", "b", "b", "b", "c", "c");
    double[] ones = {1, 1, 1, 1, 1, 1};
    double[] zeros = new double[6];
    Difference difference =
        compare(mean(zeros), mean(ones), Units.of(names)).difference().orElseThrow();
    assertThat(difference.interval()).isEqualTo(new Interval(1, 1));
  }

  @Test
  void threadsDoNotChangeABit() {
    List<Pair> pairs =
        List.of(
            new Pair(mean(random(317, 1)), mean(random(317, 2))),
            new Pair(mean(random(317, 3)), mean(random(317, 4))));
    PairedComparison comparison = new PairedComparison(new Bootstrap.Settings(997, 5));
    List<Result> one = comparison.compare(pairs, Units.single(317), 1);
    assertThat(comparison.compare(pairs, Units.single(317), 2)).isEqualTo(one);
    assertThat(comparison.compare(pairs, Units.single(317), 7)).isEqualTo(one);
    assertThat(
            new PairedComparison(new Bootstrap.Settings(997, 6))
                .compare(pairs, Units.single(317), 1))
        .isNotEqualTo(one);
  }

  @Test
  void scoreThatNoSampleCountsInHasNoDifference() {
    ScoreColumn none = ScoreColumn.mean(SPEC, new double[3], new double[3]);
    Result result = compare(none, none, Units.single(3));
    assertThat(result.difference()).isEmpty();
    assertThat(result.first()).isEmpty();
    assertThat(result.wins() + result.losses() + result.ties()).isZero();
  }

  @Test
  void scoresOfDifferentMakeAreRefused() {
    ScoreColumn ratio = ratio(new double[] {1}, new double[] {1});
    assertThatThrownBy(() -> new Pair(mean(1), ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("score has different statistics in the two systems");
  }
}
