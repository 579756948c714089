package org.seq2time.metrics.dense;

/**
 * One video's scores; arrays run over the thresholds of {@link DenseMetric}.
 *
 * @param precision correct / predicted
 * @param recall covered / true
 * @param cider mean over the threshold's caption pairs
 * @param meteor aggregate over the same pairs
 * @param soda F of the best assignment with the reference's column order
 * @param sodaFixed the same with the columns in order
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
record VideoScores(
    double[] precision,
    double[] recall,
    double[] cider,
    double[] meteor,
    double soda,
    double sodaFixed) {

  /** A video without predictions. */
  static final VideoScores NONE =
      new VideoScores(
          new double[DenseMetric.thresholdCount()],
          new double[DenseMetric.thresholdCount()],
          new double[DenseMetric.thresholdCount()],
          new double[DenseMetric.thresholdCount()],
          0,
          0);

  /** Mean precision over the thresholds. */
  double meanPrecision() {
    return mean(precision);
  }

  /** Mean recall over the thresholds. */
  double meanRecall() {
    return mean(recall);
  }

  /** F1 of mean precision and mean recall. */
  double f1() {
    double p = meanPrecision();
    double r = meanRecall();
    return p + r == 0 ? 0 : 2 * p * r / (p + r);
  }

  double meanCider() {
    return mean(cider);
  }

  double meanMeteor() {
    return mean(meteor);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
