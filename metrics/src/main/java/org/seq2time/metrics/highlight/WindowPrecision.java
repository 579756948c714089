package org.seq2time.metrics.highlight;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;

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

  private final int truths;

  /** {@code [prediction][truth]}, predictions by descending score. */
  private final double[][] iou;

  /** For each prediction the truths by descending IoU. */
  private final int[][] order;

  WindowPrecision(List<ScoredWindow> predicted, List<Segment> trueWindows) {
    truths = trueWindows.size();
    List<ScoredWindow> byScore =
        predicted.stream()
            .limit(MAX_WINDOWS)
            .sorted(Comparator.comparingDouble(w -> -(w.score() + 0.0)))
            .toList();
    iou = new double[byScore.size()][truths];
    order = new int[byScore.size()][];
    for (int p = 0; p < iou.length; p++) {
      for (int t = 0; t < truths; t++) {
        iou[p][t] = WindowIou.of(byScore.get(p).segment(), trueWindows.get(t)) + 0.0;
      }
      order[p] = descending(iou[p]);
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
      for (int t : order[p]) {
        if (iou[p][t] < threshold) { // False for NaN.
          break;
        }
        if (!taken[t]) {
          taken[t] = true;
          matched[p] = true;
          break;
        }
      }
    }
    return matched;
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

  private static int[] descending(double[] values) {
    // Ascending and stable, NaN last, then read backwards: the last of equals comes first.
    int[] ascending =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(t -> values[t]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] descending = new int[ascending.length];
    Arrays.setAll(descending, i -> ascending[ascending.length - 1 - i]);
    return descending;
  }
}
