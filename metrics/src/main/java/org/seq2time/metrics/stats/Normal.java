package org.seq2time.metrics.stats;

/** The standard normal distribution. */
final class Normal {

  private static final double MAX = 8;

  private Normal() {}

  /**
   * P(Z &lt;= x) to about 1e-15 for |x| up to {@value #MAX}: 1/2 + density(x) (x + x^3 / 3 + x^5 /
   * (3 5) + ...).
   */
  static double below(double x) {
    double term = x;
    double sum = x;
    for (int odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
      term *= x * x / odd;
      sum += term;
    }
    // StrictMath, because the result must not depend on the machine.
    return 0.5 + sum * StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
  }

  /** The x with {@code below(x) = p}, for p in (0, 1), by halving. */
  static double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("probability " + p + " is not between 0 and 1");
    }
    double low = -MAX;
    double high = MAX;
    while (high - low > 1e-12) {
      double middle = (low + high) / 2;
      if (below(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
