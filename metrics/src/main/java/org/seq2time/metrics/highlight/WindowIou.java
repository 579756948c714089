package org.seq2time.metrics.highlight;

import java.util.List;
import org.seq2time.datasets.Segment;

/** The two IoUs that the QVHighlights evaluation mixes. */
final class WindowIou {

  private WindowIou() {}

  /**
   * Intersection over true union. NaN if the union is zero, which takes a reversed window (or two
   * of zero length).
   */
  static double of(Segment a, Segment b) {
    return intersection(a, b) / (a.lengthSeconds() + b.lengthSeconds() - intersection(a, b));
  }

  /**
   * Finds the true window with the highest true IoU (the first of equals; the reference's maximum
   * takes NaN for the highest) and returns intersection over hull with it, 0 if the hull is zero.
   */
  static double overHullOfBest(Segment predicted, List<Segment> truths) {
    int best = 0;
    double bestIou = of(predicted, truths.getFirst());
    for (int i = 1; i < truths.size() && !Double.isNaN(bestIou); i++) {
      double iou = of(predicted, truths.get(i));
      if (iou > bestIou || Double.isNaN(iou)) {
        best = i;
        bestIou = iou;
      }
    }
    Segment truth = truths.get(best);
    double hull =
        Math.max(predicted.endSeconds(), truth.endSeconds())
            - Math.min(predicted.startSeconds(), truth.startSeconds());
    return hull == 0 ? 0 : intersection(predicted, truth) / hull;
  }

  private static double intersection(Segment a, Segment b) {
    return Math.max(
        0, Math.min(a.endSeconds(), b.endSeconds()) - Math.max(a.startSeconds(), b.startSeconds()));
  }
}
