package org.seq2time.metrics.stats;

import java.util.Arrays;
import org.apache.commons.math3.stat.ranking.NaNStrategy;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.stat.ranking.TiesStrategy;
import org.seq2time.metrics.stats.SampleTest.Method;

/**
 * Wilcoxon's signed-rank test of paired differences, two-sided (Wilcoxon, Individual comparisons by
 * ranking methods, Biometrics Bulletin 1, 1945).
 *
 * <p>Differences of 0 are dropped, as Wilcoxon does; the n others are ranked by size, equal ones
 * share the mean of their ranks, and W is the smaller of the sums of ranks of positive and of
 * negative differences. Sizes that differ by less than {@link PairedComparison#TIE} are equal.
 *
 * <ul>
 *   <li>n up to {@value #EXACT_LIMIT} without ties: p = min(1, 2 P(W' &lt;= W)), W' from all 2^n
 *       assignments of signs, counted by sum.
 *   <li>Otherwise the normal approximation with W's variance corrected for ties, n (n + 1) (2n + 1)
 *       / 24 - sum(t^3 - t) / 48 over groups of t equal sizes, and the continuity correction of 1/2
 *       toward the mean.
 * </ul>
 *
 * <p>These are the defaults of R's {@code wilcox.test(paired = TRUE)}, and of SciPy's {@code
 * wilcoxon} with {@code correction=True}.
 *
 * <p>Commons Math gives ranks and the normal distribution. Its {@code WilcoxonSignedRankTest}
 * (3.6.1) agrees with the exact p where there are neither ties nor zeros, and a test holds it to
 * that; it is not used itself, since it counts the ranks of zeros as negative, does not correct for
 * ties, moves the approximation away from the mean by its 1/2, refuses an exact p above 30 and
 * takes 2^n n steps below.
 */
final class WilcoxonSignedRank {

  /** The largest n with an exact p: SciPy's limit, and R's is one less. */
  static final int EXACT_LIMIT = 50;

  private WilcoxonSignedRank() {}

  /** Tests the first {@code count} differences. */
  static SampleTest of(double[] differences, int count) {
    double[] some =
        Arrays.stream(differences, 0, count)
            .filter(d -> Math.abs(d) > PairedComparison.TIE)
            .toArray();
    int n = some.length;
    if (n == 0) {
      return new SampleTest(Method.WILCOXON_EXACT, 0, 1);
    }
    double[] sizes =
        Arrays.stream(some).map(d -> Math.rint(Math.abs(d) / PairedComparison.TIE)).toArray();
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(sizes);
    double positive = 0;
    for (int i = 0; i < n; i++) {
      positive += some[i] > 0 ? ranks[i] : 0;
    }
    double smaller = Math.min(positive, n * (n + 1.0) / 2 - positive);
    double ties = ties(sizes);
    return n <= EXACT_LIMIT && ties == 0
        ? new SampleTest(Method.WILCOXON_EXACT, n, exact((int) smaller, n))
        : new SampleTest(Method.WILCOXON_NORMAL, n, normal(smaller, n, ties));
  }

  /** The sum of t^3 - t over groups of t equal sizes. */
  private static double ties(double[] sizes) {
    double[] sorted = sizes.clone();
    Arrays.sort(sorted);
    double sum = 0;
    int start = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[start]) {
        double t = i - start;
        sum += t * t * t - t;
        start = i;
      }
    }
    return sum;
  }

  /** How many subsets of the ranks 1 to n have each sum; at most 2^50, which a double holds. */
  private static double exact(int smaller, int n) {
    double[] subsets = new double[smaller + 1];
    subsets[0] = 1;
    for (int rank = 1; rank <= n; rank++) {
      for (int sum = smaller; sum >= rank; sum--) {
        subsets[sum] += subsets[sum - rank];
      }
    }
    return Math.min(1, Math.scalb(Arrays.stream(subsets).sum(), 1 - n));
  }

  private static double normal(double smaller, int n, double ties) {
    double mean = n * (n + 1.0) / 4;
    double variance = n * (n + 1.0) * (2.0 * n + 1) / 24 - ties / 48;
    double corrected = Math.min(0, smaller - mean + 0.5);
    return Math.min(1, 2 * Distributions.normalBelow(corrected / Math.sqrt(variance)));
  }
}
