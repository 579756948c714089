package org.seq2time.metrics.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws one resample after another and sums the statistics of the drawn samples. */
final class Resampler {

  private final Statistics statistics;
  private final int[] timesDrawn;
  private final double[] sums;
  private final double[][] arguments;

  Resampler(Statistics statistics) {
    this.statistics = statistics;
    this.timesDrawn = new int[statistics.samples];
    this.sums = new double[statistics.width];
    this.arguments = new double[statistics.places.length][];
    for (int c = 0; c < arguments.length; c++) {
      arguments[c] = new double[statistics.places[c].length];
    }
  }

  void draw(SplittableRandom random) {
    Arrays.fill(timesDrawn, 0);
    int samples = timesDrawn.length;
    for (int i = 0; i < samples; i++) {
      timesDrawn[random.nextInt(samples)]++;
    }
    Arrays.fill(sums, 0);
    for (int i = 0; i < samples; i++) {
      if (timesDrawn[i] != 0) {
        addRow(sums, statistics.rows, i * sums.length, timesDrawn[i]);
      }
    }
  }

  /** The score of the resample drawn last. */
  double value(int score) {
    int[] places = statistics.places[score];
    double[] scoreSums = arguments[score];
    for (int s = 0; s < places.length; s++) {
      scoreSums[s] = sums[places[s]];
    }
    return statistics.folds.get(score).value(scoreSums, timesDrawn.length);
  }

  /** A method of its own, so that the JIT compiles it as one vector loop. */
  private static void addRow(double[] sums, double[] rows, int offset, double weight) {
    for (int k = 0; k < sums.length; k++) {
      sums[k] += weight * rows[offset + k];
    }
  }
}
