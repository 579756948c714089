package org.seq2time.metrics.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.inference.WilcoxonSignedRankTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.stats.SampleTest.Method;

/**
 * Expected values are SciPy 1.17.1's: {@code binomtest(min(won, lost), won + lost, 0.5)}, {@code
 * wilcoxon(d, method="exact")} and {@code wilcoxon(d, zero_method="wilcox", correction=True,
 * method="approx")}.
 */
class McNemarAndWilcoxonTest {

  private static final Offset<Double> REFERENCE = within(1e-13);

  private static final ScoreSpec SPEC = ScoreSpec.higher(Signature.of("score"), "score", true);

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1.0",
    "1, 0, 1.0",
    "5, 1, 0.21875",
    "1, 5, 0.21875",
    "10, 10, 1.0",
    "12, 3, 0.03515625",
    "40, 21, 0.0204147137996349",
    "300, 241, 0.012573476916938886",
    "0, 60, 1.734723475976807e-18"
  })
  void mcNemarIsTheBinomialTestOfWhatOneSystemAloneHits(int won, int lost, double p) {
    SampleTest test = SampleTest.mcNemar(won, lost);
    assertThat(test.p()).isCloseTo(p, within(1e-12 * p));
    assertThat(test.differing()).isEqualTo(won + lost);
  }

  @Test
  void wilcoxonIsExactWithoutTies() {
    assertWilcoxon(0.15625, Method.WILCOXON_EXACT, 0.5, -0.25, 0.75, 1.0, -0.125, 0.3);
    assertWilcoxon(0.0625, Method.WILCOXON_EXACT, 0.1, 0.2, 0.3, 0.4, 0.5);
    // The depression scale of Hollander and Wolfe, R's example of wilcox.test: V = 40, p = 0.03906.
    double[] first = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] second = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = new double[9];
    Arrays.setAll(differences, i -> first[i] - second[i]);
    assertWilcoxon(0.0390625, Method.WILCOXON_EXACT, differences);
  }

  @Test
  void wilcoxonIsExactUpToFiftyDifferences() {
    assertWilcoxon(0.039015525521861605, Method.WILCOXON_EXACT, spread(50));
    assertWilcoxon(0.045367051815176064, Method.WILCOXON_NORMAL, spread(51));
  }

  private static double[] spread(int n) {
    double[] differences = new double[n];
    Arrays.setAll(differences, i -> (i * 37 % 101 - 40.25) / 128);
    return differences;
  }

  @Test
  void zerosAreDroppedAndTiesCorrected() {
    double[] ties = {0.5, 0.5, -0.5, 0.25, 0.25, -0.125, 0, 0, 0.75, 0.75, 0.125, 1.0};
    assertWilcoxon(0.045855524379089546, Method.WILCOXON_NORMAL, ties);
    assertThat(WilcoxonSignedRank.of(ties, ties.length).differing()).isEqualTo(10);
    assertWilcoxon(1, Method.WILCOXON_EXACT, 0, 0, 0.5);
    assertWilcoxon(1, Method.WILCOXON_EXACT, 0, 0);
  }

  @Test
  void roundingErrorsDoNotBreakTies() {
    double[] third = {0.1 + 0.2, 0.3, -0.3, 0.6 - 0.3, 1e-15};
    SampleTest test = WilcoxonSignedRank.of(third, third.length);
    assertThat(test).isEqualTo(WilcoxonSignedRank.of(new double[] {1, 1, -1, 1}, 4));
    assertThat(test.method()).isEqualTo(Method.WILCOXON_NORMAL);
  }

  @Test
  void exactWilcoxonIsThatOfCommonsMathWhereThatIsRight() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 1; n <= 14; n++) {
      double[] differences = random.doubles(n, -1, 1.5).toArray();
      double theirs =
          new WilcoxonSignedRankTest().wilcoxonSignedRankTest(new double[n], differences, true);
      // One of the two tails each; theirs is not kept below 1.
      assertWilcoxon(Math.min(1, theirs), Method.WILCOXON_EXACT, differences);
    }
  }

  private static void assertWilcoxon(double p, Method method, double... differences) {
    SampleTest test = WilcoxonSignedRank.of(differences, differences.length);
    assertThat(test.method()).isEqualTo(method);
    assertThat(test.p()).isCloseTo(p, REFERENCE);
    double[] reversed = Arrays.stream(differences).map(d -> -d).toArray();
    assertThat(WilcoxonSignedRank.of(reversed, reversed.length)).isEqualTo(test);
  }

  @Test
  void hitsGetMcNemarAndOtherMeansWilcoxon() {
    double[] hits = {1, 0, 1, 1, 0, 0};
    double[] overlaps = {0.5, 0, 1, 0.25, 0, 0.625};
    assertThat(methodOf(hits, new double[6])).isEqualTo(Method.MCNEMAR_EXACT);
    assertThat(methodOf(hits, overlaps)).isEqualTo(Method.WILCOXON_EXACT);
  }

  private static Method methodOf(double[] first, double[] second) {
    return test(ScoreColumn.mean(SPEC, first), ScoreColumn.mean(SPEC, second)).method();
  }

  private static SampleTest test(ScoreColumn first, ScoreColumn second) {
    return SampleTest.of(new PairedComparison.Pair(first, second), 6).orElseThrow();
  }

  @Test
  void samplesThatDoNotCountAreLeftOut() {
    double[] counted = {1, 1, 1, 0, 0, 0};
    ScoreColumn first = ScoreColumn.mean(SPEC, new double[] {1, 1, 0, 0, 0, 0}, counted);
    ScoreColumn second = ScoreColumn.mean(SPEC, new double[] {0, 0, 0, 0, 0, 0}, counted);
    SampleTest found = test(first, second);
    assertThat(found.method()).isEqualTo(Method.MCNEMAR_EXACT);
    assertThat(found.differing()).isEqualTo(2);
    assertThat(found.p()).isCloseTo(0.5, REFERENCE);
  }

  @Test
  void scoreThatIsNoMeanHasNoTestOfItsSamples() {
    double[] values = {0.5, 0.25};
    ScoreColumn folded =
        ScoreColumn.folded(SPEC, List.of(values), (sums, samples) -> sums[0], values);
    assertThat(SampleTest.of(new PairedComparison.Pair(folded, folded), 2)).isEmpty();
  }

  @Test
  void meansOverSeedsAreTestedAsMeans() {
    ScoreColumn one = ScoreColumn.mean(SPEC, new double[] {1, 0, 1, 1, 0, 0});
    ScoreColumn two = ScoreColumn.mean(SPEC, new double[] {1, 1, 1, 0, 1, 0});
    SampleTest found = test(Seeds.average(List.of(one, two)), one);
    assertThat(found.differing()).isEqualTo(3);
    assertThat(found.method()).isEqualTo(Method.WILCOXON_NORMAL);
  }
}
