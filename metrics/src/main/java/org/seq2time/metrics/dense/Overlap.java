package org.seq2time.metrics.dense;

import java.util.List;
import org.seq2time.datasets.Event;
import org.seq2time.metrics.iou.Iou;

/**
 * How the events of one video overlap, {@code [true event][predicted event]} IoU.
 *
 * <p>A true event is covered, and a predicted one correct, if some pair has an IoU strictly above
 * the threshold; there is no one-to-one matching.
 */
final class Overlap {

  private final double[][] iou;
  private final int predicted;

  Overlap(List<Event> truths, List<Event> predictions) {
    predicted = predictions.size();
    iou = new double[truths.size()][predicted];
    for (int g = 0; g < iou.length; g++) {
      for (int p = 0; p < predicted; p++) {
        iou[g][p] = Iou.ORDERED.of(truths.get(g).segment(), predictions.get(p).segment());
      }
    }
  }

  double iou(int truth, int prediction) {
    return iou[truth][prediction];
  }

  /** Covered true events / true events. */
  double recall(double threshold) {
    int covered = 0;
    for (double[] row : iou) {
      boolean any = false;
      for (double value : row) {
        any |= value > threshold;
      }
      covered += any ? 1 : 0;
    }
    return (double) covered / iou.length;
  }

  /** Correct predicted events / max(1, predicted events). */
  double precision(double threshold) {
    int correct = 0;
    for (int p = 0; p < predicted; p++) {
      boolean any = false;
      for (double[] row : iou) {
        any |= row[p] > threshold;
      }
      correct += any ? 1 : 0;
    }
    return (double) correct / Math.max(1, predicted);
  }
}
