package org.seq2time.metrics.stats;

import java.util.Optional;
import org.seq2time.metrics.ScoreColumn;

/**
 * A textbook test of a score that is a mean, on the paired values of single samples; two-sided, not
 * corrected for other tests.
 *
 * <p>Its unit is the <em>sample</em>: it assumes that samples are independent of each other.
 * Queries about one video are not, so where a benchmark asks several per video this p is smaller
 * than the data support, and {@link PairedComparison}'s permutation, which swaps whole videos, is
 * the one to decide by. Where every video is one sample (YouCook2) the assumption holds. It is
 * given because it needs no random numbers and can be checked with any statistics package.
 *
 * <ul>
 *   <li>Hits and misses (every value 0 or 1 in both systems): {@linkplain #mcNemar McNemar's exact
 *       test}.
 *   <li>Other values: {@linkplain WilcoxonSignedRank Wilcoxon's signed-rank test}. It asks whether
 *       the differences are symmetric about 0, by their ranks: few large ones weigh less than in a
 *       difference of means.
 * </ul>
 *
 * @param method what was computed
 * @param differing samples whose two values differ; equal ones say nothing in either test
 * @param p 1 if none differs
 */
public record SampleTest(Method method, int differing, double p) {

  /** How the p-value was computed. */
  public enum Method {
    MCNEMAR_EXACT("mcNemarExact", "McNemar (exact)"),
    WILCOXON_EXACT("wilcoxonExact", "Wilcoxon (exact)"),
    WILCOXON_NORMAL("wilcoxonNormal", "Wilcoxon (normal)");

    private final String key;
    private final String label;

    Method(String key, String label) {
      this.key = key;
      this.label = label;
    }

    /** The name in files. */
    public String key() {
      return key;
    }

    /** The name in tables. */
    public String label() {
      return label;
    }
  }

  /**
   * Tests one score of two systems.
   *
   * @param samples how many there are; those without a value in both do not count
   * @return empty for a score that is no mean of its samples' values, or that none of them has
   */
  static Optional<SampleTest> of(PairedComparison.Pair pair, int samples) {
    if (!isMean(pair.first()) || !isMean(pair.second())) {
      return Optional.empty();
    }
    double[] differences = new double[samples];
    boolean hits = true;
    int count = 0;
    for (int i = 0; i < samples; i++) {
      double first = pair.first().perSample(i);
      double second = pair.second().perSample(i);
      if (!Double.isNaN(second - first)) {
        hits &= isHitOrMiss(first) && isHitOrMiss(second);
        differences[count++] = second - first;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(
        hits ? mcNemar(differences, count) : WilcoxonSignedRank.of(differences, count));
  }

  private static boolean isMean(ScoreColumn column) {
    return column.foldKey().filter(ScoreColumn.MEAN::equals).isPresent();
  }

  private static boolean isHitOrMiss(double value) {
    return value == 0 || value == 1;
  }

  private static SampleTest mcNemar(double[] differences, int count) {
    int won = 0;
    int lost = 0;
    for (int i = 0; i < count; i++) {
      won += differences[i] > 0 ? 1 : 0;
      lost += differences[i] < 0 ? 1 : 0;
    }
    return mcNemar(won, lost);
  }

  /**
   * McNemar's test with the binomial distribution itself instead of its chi-squared approximation:
   * of the samples that only one system hits, each is equally likely to be either's. p = min(1, 2
   * P(X &lt;= min(won, lost))) for X binomial with n = won + lost and 1/2 (McNemar, Note on the
   * sampling error of the difference between correlated proportions, Psychometrika 12, 1947).
   *
   * @param won samples that only the second system hits
   * @param lost samples that only the first one hits
   */
  static SampleTest mcNemar(int won, int lost) {
    return new SampleTest(
        Method.MCNEMAR_EXACT, won + lost, Distributions.signTest(Math.min(won, lost), won + lost));
  }
}
