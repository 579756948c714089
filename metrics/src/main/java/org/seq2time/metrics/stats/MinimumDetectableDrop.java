package org.seq2time.metrics.stats;

import java.util.OptionalDouble;
import org.seq2time.metrics.ScoreColumn;

/**
 * The smallest drop of a score that {@link PairedComparison}'s one-sided permutation would find
 * with a given probability, if it comes from samples that fail outright: each scores 0 instead of
 * x. A drop that spreads over many samples is found more often.
 *
 * <p>With n samples, m(k) = (sum of x^k) / (sum of x), SE the standard error of the paired
 * difference as it is, and z normal quantiles, a drop D adds v = D m(2) / n to the variance,
 * sigma^2 = SE^2 + v, and D solves
 *
 * <pre>D / sigma = z(1 - level) + x0 / (n sigma) + z(power) tau</pre>
 *
 * <p>where x0 is the x that all hits of a score of hits and misses share (half of the step by which
 * a swap changes the sum; 0 for other scores), and
 *
 * <pre>tau^2 = 1 - D v m(3) / m(2) / (n sigma^4) + D^2 v m(4) / m(2) / (4 n^2 sigma^6)</pre>
 *
 * is the variance of the difference over its own standard error: failures raise both, so where they
 * are the only noise it is 1/4, not 1. Nothing at all is found before as many samples fail as make
 * 2^-failures fall to the level; D is not below what makes that many failures likely enough.
 *
 * @param level of the test, after the correction for the number of tests: alpha / tests
 * @param power the probability to find the drop
 */
public record MinimumDetectableDrop(double level, double power) {

  /** The customary power. */
  public static final double POWER = 0.8;

  private static final int HALVINGS = 60;

  public MinimumDetectableDrop {
    if (!(level > 0 && level < 1 && power > 0 && power < 1)) {
      throw new IllegalArgumentException(
          "level " + level + " and power " + power + " must be between 0 and 1");
    }
  }

  /**
   * The drop in the score's own unit.
   *
   * @param standardError of the paired difference
   * @param baseline the scores that may drop
   * @param samples how many there are
   * @return empty if even the loss of everything would not be found so often
   */
  public OptionalDouble of(double standardError, ScoreColumn baseline, int samples) {
    Moments moments = Moments.of(baseline, samples);
    if (moments.n == 0 || !(moments.sum > 0)) {
      return OptionalDouble.empty();
    }
    double high = moments.sum / moments.n;
    double low = failuresNeeded() * moments.sum / moments.positive / moments.n;
    double critical = Distributions.normalQuantile(1 - level);
    double likely = Distributions.normalQuantile(power);
    if (low > high || excess(high, standardError, moments, critical, likely) < 0) {
      return OptionalDouble.empty();
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (excess(middle, standardError, moments, critical, likely) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(high);
  }

  /** By how much the left side of the equation exceeds the right one. */
  private static double excess(
      double drop, double standardError, Moments m, double critical, double likely) {
    double added = drop * m.ratio(2) / m.n;
    double variance = standardError * standardError + added;
    double sigma = Math.sqrt(variance);
    double tau2 =
        1
            - drop * added * m.ratio(3) / m.ratio(2) / (m.n * variance * variance)
            + drop
                * drop
                * added
                * m.ratio(4)
                / m.ratio(2)
                / (4.0 * m.n * m.n * variance * variance * variance);
    return drop / sigma
        - critical
        - m.commonValue() / (m.n * sigma)
        - likely * Math.sqrt(Math.max(0, tau2));
  }

  /** The expected number of failures that reaches the least possible one with the power. */
  private double failuresNeeded() {
    int least = (int) Math.ceil(StrictMath.log(1 / level) / StrictMath.log(2) - 1e-9);
    return Distributions.poissonMeanReaching(least, power);
  }

  /** Sums over the samples that count. */
  private static final class Moments {
    private final double[] sums = new double[5];
    private int n;
    private int positive;
    private double sum;
    private double min = Double.POSITIVE_INFINITY;
    private double max;

    static Moments of(ScoreColumn scores, int samples) {
      Moments moments = new Moments();
      for (int i = 0; i < samples; i++) {
        double value = scores.perSample(i);
        moments.n += Double.isNaN(value) ? 0 : 1;
        if (value > 0) {
          moments.add(value);
        }
      }
      moments.sum = moments.sums[1];
      return moments;
    }

    private void add(double value) {
      positive++;
      min = Math.min(min, value);
      max = Math.max(max, value);
      double power = 1;
      for (int k = 0; k < sums.length; k++) {
        sums[k] += power;
        power *= value;
      }
    }

    double ratio(int k) {
      return sums[k] / sum;
    }

    double commonValue() {
      return max - min <= PairedComparison.TIE ? max : 0;
    }
  }
}
