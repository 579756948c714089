package org.seq2time.metrics.highlight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.iou.Iou;

/**
 * Average precision of one query's predicted windows: the first {@value #MAX_WINDOWS} in file
 * order, by descending score (a stable sort); each takes the free true window with the highest IoU
 * that reaches the threshold (the last of equals). Area under interpolated precision over recall.
 *
 * <p>Quirk kept: a zero union makes the IoU NaN, which sorts before every number and passes every
 * threshold, so the reference counts it as a match.
 */
final class WindowPrecision {

  static final int MAX_WINDOWS = 10;

  private static final Comparator<ScoredWindow> BY_DESCENDING_SCORE =
      (a, b) -> a.score() > b.score() ? -1 : a.score() < b.score() ? 1 : 0;

  private final int truths;

  /** {@code [prediction][truth]}, predictions by descending score. */
  private final double[][] iou;

  WindowPrecision(List<ScoredWindow> predicted, List<Segment> trueWindows) {
    truths = trueWindows.size();
    List<ScoredWindow> byScore =
        new ArrayList<>(predicted.subList(0, Math.min(MAX_WINDOWS, predicted.size())));
    byScore.sort(BY_DESCENDING_SCORE);
    iou = new double[byScore.size()][truths];
    for (int p = 0; p < iou.length; p++) {
      for (int t = 0; t < truths; t++) {
        iou[p][t] = Iou.UNION.of(byScore.get(p).segment(), trueWindows.get(t));
      }
    }
  }

  /** The average precision at each IoU threshold. */
  double[] at(double[] thresholds) {
    double[] precisions = new double[thresholds.length];
    for (int i = 0; i < thresholds.length; i++) {
      precisions[i] = area(matches(thresholds[i]));
    }
    return precisions;
  }

  private boolean[] matches(double threshold) {
    boolean[] taken = new boolean[truths];
    boolean[] matched = new boolean[iou.length];
    for (int p = 0; p < iou.length; p++) {
      int best = bestFree(iou[p], taken, threshold);
      if (best >= 0) {
        taken[best] = true;
        matched[p] = true;
      }
    }
    return matched;
  }

  /** The free truth with the highest IoU that reaches the threshold; -1 if there is none. */
  private static int bestFree(double[] iou, boolean[] taken, double threshold) {
    int best = -1;
    for (int t = 0; t < iou.length; t++) {
      boolean reaches = !(iou[t] < threshold); // Also NaN.
      if (reaches && !taken[t] && (best < 0 || isNotBelow(iou[t], iou[best]))) {
        best = t;
      }
    }
    return best;
  }

  /** Whether {@code a >= b}, with NaN above every number. */
  private static boolean isNotBelow(double a, double b) {
    return Double.isNaN(a) || a >= b;
  }

  private double area(boolean[] matched) {
    double[] precision = new double[matched.length];
    int found = 0;
    for (int p = 0; p < matched.length; p++) {
      found += matched[p] ? 1 : 0;
      precision[p] = (double) found / (p + 1);
    }
    double area = 0;
    double highest = 0;
    // From the last prediction back: the highest precision at this recall or more.
    for (int p = matched.length - 1; p >= 0; p--) {
      highest = Math.max(highest, precision[p]);
      if (matched[p]) {
        area += highest / truths;
      }
    }
    return area;
  }
}
