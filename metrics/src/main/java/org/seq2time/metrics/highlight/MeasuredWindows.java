package org.seq2time.metrics.highlight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.iou.Iou;

/**
 * One query's predicted windows against its true ones.
 *
 * @param perRange per {@link LengthRange}, in its order; null where no true window is in the range
 * @param hasWindows whether any window was predicted
 * @param zeroUnions pairs of a predicted and a true window whose {@link Iou#UNION} is not a number
 */
record MeasuredWindows(List<@Nullable InRange> perRange, boolean hasWindows, int zeroUnions) {

  /** The thresholds of IoU, ascending. */
  private static final double[] THRESHOLDS = {
    0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95
  };

  /**
   * Against the true windows of a range.
   *
   * @param iou of the first predicted window, see {@link BestWindow}; NaN where none was predicted
   * @param ap average precision per threshold, see {@link WindowPrecision}
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, never changed.
  record InRange(double iou, double[] ap) {

    /** The mean over the thresholds. */
    double meanAp() {
      double sum = 0;
      for (double value : ap) {
        sum += value;
      }
      return sum / ap.length;
    }
  }

  static int thresholdCount() {
    return THRESHOLDS.length;
  }

  static double threshold(int t) {
    return THRESHOLDS[t];
  }

  static MeasuredWindows of(HighlightSample sample, @Nullable HighlightPrediction prediction) {
    List<ScoredWindow> windows = prediction == null ? null : prediction.windows();
    List<ScoredWindow> predicted = windows == null ? List.of() : windows;
    List<@Nullable InRange> perRange = new ArrayList<>();
    for (LengthRange range : LengthRange.values()) {
      List<Segment> truths = sample.windows().stream().filter(range::holds).toList();
      perRange.add(truths.isEmpty() ? null : inRange(predicted, truths));
    }
    int zeroUnions = 0;
    for (ScoredWindow window : predicted) {
      for (Segment truth : sample.windows()) {
        zeroUnions += Double.isNaN(Iou.UNION.of(window.segment(), truth)) ? 1 : 0;
      }
    }
    return new MeasuredWindows(perRange, !predicted.isEmpty(), zeroUnions);
  }

  private static InRange inRange(List<ScoredWindow> predicted, List<Segment> truths) {
    if (predicted.isEmpty()) {
      return new InRange(Double.NaN, new double[THRESHOLDS.length]);
    }
    return new InRange(
        BestWindow.of(predicted.getFirst().segment(), truths).iou(),
        new WindowPrecision(predicted, truths).at(THRESHOLDS));
  }
}
