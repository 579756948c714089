package org.seq2time.metrics.dense;

import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * SODA's best order-preserving one-to-one assignment of predictions to true events: the largest sum
 * of costs along which both indices rise. F is {@code 2 pr / (p + r)} with the sum over predictions
 * and over truths for p and r.
 */
final class SodaAssignment {

  private SodaAssignment() {}

  /** F of an assignment's sum, which is the sum twice over all events. */
  static double f(double sum, int truths, int predictions) {
    return sum == 0 ? 0 : 2 * sum / (truths + predictions);
  }

  /**
   * The largest sum of costs.
   *
   * @param truths number of true events
   * @param predictions number of predicted events
   * @param costs per true event its costs with every prediction, none negative
   */
  static double best(int truths, int predictions, IntFunction<double[]> costs) {
    double[] above = new double[predictions + 1];
    for (int g = 0; g < truths; g++) {
      double[] cost = costs.apply(g);
      double diagonal = 0;
      for (int p = 1; p <= predictions; p++) {
        double best = Math.max(Math.max(above[p], above[p - 1]), diagonal + cost[p - 1]);
        diagonal = above[p];
        above[p] = best;
      }
    }
    return above[predictions];
  }

  /**
   * The reference's column order: its scorer returns the predictions sorted by their index as text
   * (0, 1, 10, 11, 2, ...), which differs from their order from the eleventh on.
   */
  static int[] textOrder(int predictions) {
    return IntStream.range(0, predictions)
        .boxed()
        .sorted(Comparator.comparing(String::valueOf))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
