package org.seq2time.metrics;

/** Turns summed sufficient statistics into a corpus score. */
@FunctionalInterface
public interface Fold {

  /**
   * The score of a (re)sampled corpus.
   *
   * @param sums per statistic, the weighted sum over the samples
   * @param samples the sum of the weights
   * @return the score; NaN where it is not defined
   */
  double value(double[] sums, double samples);
}
