package org.seq2time.metrics.stats;

import java.util.OptionalDouble;
import org.seq2time.metrics.ScoreColumn;

/**
 * The smallest drop of a score that a one-sided paired test would find with a given probability.
 *
 * <p>The drop D is thought to come from samples that fail outright and score 0 instead of what they
 * did. Each takes away h = (sum of squares) / (sum) of the samples' scores on average, which for a
 * share of hits is 1, so the drop adds D h / n to the variance of the difference, and D solves
 *
 * <pre>D = (z(1 - level) + z(power)) sqrt(SE^2 + D h / n)</pre>
 *
 * with SE the standard error of the paired difference as it is. A drop that spreads over many
 * samples adds less variance and is found more often. Two equal runs have SE = 0, and what is left
 * says how many samples have to fail before anyone can tell.
 *
 * @param level of the test, after the correction for the number of tests: alpha / m
 * @param power the probability to find the drop
 */
public record DetectableDrop(double level, double power) {

  /** The customary power. */
  public static final double POWER = 0.8;

  public DetectableDrop {
    if (!(level > 0 && level < 1 && power > 0 && power < 1)) {
      throw new IllegalArgumentException(
          "level " + level + " and power " + power + " must lie between 0 and 1");
    }
  }

  /**
   * The drop in the score's own unit.
   *
   * @param standardError of the paired difference
   * @param baseline the scores that may drop
   * @param samples how many there are
   * @return empty if no sample scores above 0: there is nothing to lose
   */
  public OptionalDouble of(double standardError, ScoreColumn baseline, int samples) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < samples; i++) {
      double value = baseline.perSample(i);
      if (!Double.isNaN(value)) {
        n++;
        sum += value;
        squares += value * value;
      }
    }
    if (!(sum > 0)) {
      return OptionalDouble.empty();
    }
    double z = Normal.quantile(1 - level) + Normal.quantile(power);
    double half = z * z * squares / sum / n / 2;
    return OptionalDouble.of(half + Math.sqrt(half * half + z * z * standardError * standardError));
  }
}
