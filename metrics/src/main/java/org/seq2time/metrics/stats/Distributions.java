package org.seq2time.metrics.stats;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.special.Beta;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of Commons Math's distributions. They are made without a random generator: the
 * default one is seeded by the clock and takes longer than what is computed here.
 */
final class Distributions {

  private static final @Nullable RandomGenerator NONE = null;

  private static final NormalDistribution NORMAL = new NormalDistribution(NONE, 0, 1);

  /** Of gamma quantiles, absolute. */
  private static final double ACCURACY = 1e-12;

  private Distributions() {}

  /** P(Z &lt;= z) for a standard normal variable. */
  static double normalBelow(double z) {
    return NORMAL.cumulativeProbability(z);
  }

  /** The z with {@code normalBelow(z) = p}, for p in (0, 1). */
  static double normalQuantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("probability " + p + " is not between 0 and 1");
    }
    return NORMAL.inverseCumulativeProbability(p);
  }

  /**
   * The mean of a Poisson variable that reaches a count with a given probability: P(Poisson(m)
   * &gt;= k) = P(Gamma(k) &lt;= m).
   */
  static double poissonMeanReaching(int count, double probability) {
    return new GammaDistribution(NONE, count, 1, ACCURACY)
        .inverseCumulativeProbability(probability);
  }

  /**
   * Two-sided p of so many successes or fewer in fair trials, min(1, 2 P(X &lt;= successes)), as a
   * regularised beta function.
   *
   * <p>Commons Math's {@code BinomialDistribution} subtracts that function from 1, which leaves 0
   * of a p below 1e-16. Its {@code BinomialTest} counts the middle twice (p = 1.5 for one success
   * of two) and drops a term where two equal ones differ in their last bit.
   *
   * @param successes at most half of the trials
   */
  static double signTest(int successes, int trials) {
    return 2 * successes == trials
        ? 1
        : 2 * Beta.regularizedBeta(0.5, trials - successes, successes + 1.0);
  }
}
