package org.seq2time.metrics.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Holm's correction: with m hypotheses, the k-th smallest p-value is multiplied by m - k + 1, and
 * none ends below the one before it. Rejecting what stays at or below alpha makes any false
 * rejection at all no likelier than alpha, however the tests depend on each other.
 */
public final class Holm {

  private Holm() {}

  /**
   * Corrects p-values that are looked at together.
   *
   * @param p p-values; NaN for a test that was not made, which does not count
   * @return the corrected values in the same order, at most 1; NaN where {@code p} is
   */
  public static double[] adjust(double[] p) {
    double[] adjusted = new double[p.length];
    Arrays.fill(adjusted, Double.NaN);
    Integer[] order = new Integer[p.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i])); // NaN last.
    long left = Arrays.stream(p).filter(v -> !Double.isNaN(v)).count();
    double highest = 0;
    for (int i : order) {
      if (!Double.isNaN(p[i])) {
        highest = Math.max(highest, Math.min(1, left * p[i]));
        adjusted[i] = highest;
        left--;
      }
    }
    return adjusted;
  }
}
