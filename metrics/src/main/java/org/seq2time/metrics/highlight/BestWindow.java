package org.seq2time.metrics.highlight;

import java.util.List;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.iou.Iou;

/**
 * The true window that a predicted one is held against in R@1 of the QVHighlights evaluation, which
 * mixes two definitions: it is chosen by {@link Iou#UNION} and then measured by {@link Iou#HULL}.
 *
 * @param index of the true window
 * @param iou intersection over hull with it, in [0, 1]
 */
public record BestWindow(int index, double iou) {

  /**
   * Finds the true window with the highest {@link Iou#UNION}: the first of equals, but the
   * reference's maximum takes NaN for the highest.
   *
   * @param truths at least one
   */
  public static BestWindow of(Segment predicted, List<Segment> truths) {
    int best = 0;
    double bestIou = Iou.UNION.of(predicted, truths.getFirst());
    for (int i = 1; i < truths.size() && !Double.isNaN(bestIou); i++) {
      double iou = Iou.UNION.of(predicted, truths.get(i));
      if (iou > bestIou || Double.isNaN(iou)) {
        best = i;
        bestIou = iou;
      }
    }
    return new BestWindow(best, Iou.HULL.of(predicted, truths.get(best)));
  }
}
