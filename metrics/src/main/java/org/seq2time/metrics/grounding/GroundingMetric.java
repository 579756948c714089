package org.seq2time.metrics.grounding;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

/**
 * R@1 at IoU 0.3, 0.5 and 0.7, and mean IoU, as TimeChat's {@code eval_tvg.py} computes them.
 *
 * <p>IoU = max(0, min(ends) - max(starts)) / (max(ends) - min(starts)): the union is the hull,
 * there is no epsilon, 0/0 counts as 0. Quirks kept: only the first predicted window counts; a
 * reversed window is not put in order (and so usually scores 0); an answer without a window stays
 * in the denominator; the threshold itself passes ({@code >=}). Agrees with the reference to
 * {@value #PARITY_TOLERANCE} per query and corpus.
 */
public final class GroundingMetric {

  /** Largest absolute difference from the reference's values that the parity tests allow. */
  public static final double PARITY_TOLERANCE = 1e-9;

  private static final double[] THRESHOLDS = {0.3, 0.5, 0.7};

  private GroundingMetric() {}

  /** IoU of a predicted window with the true one, in [0, 1]. */
  public static double iou(Segment predicted, Segment truth) {
    double hull =
        Math.max(predicted.endSeconds(), truth.endSeconds())
            - Math.min(predicted.startSeconds(), truth.startSeconds());
    double intersection =
        Math.min(predicted.endSeconds(), truth.endSeconds())
            - Math.max(predicted.startSeconds(), truth.startSeconds());
    return hull == 0 || intersection <= 0 ? 0 : intersection / hull;
  }

  /**
   * Measures every query.
   *
   * @param samples the queries
   * @param answers their answers in the same order: predicted windows, best first
   */
  public static Evaluation evaluate(
      List<GroundingSample> samples, List<Answer<List<Segment>>> answers) {
    int n = samples.size();
    double[] iou = new double[n];
    double[] iouOrNone = new double[n];
    for (int i = 0; i < n; i++) {
      List<Segment> windows = answers.get(i).prediction();
      if (windows == null || windows.isEmpty()) {
        iouOrNone[i] = Double.NaN;
      } else {
        iou[i] = iou(windows.getFirst(), samples.get(i).window());
        iouOrNone[i] = iou[i];
      }
    }
    List<ScoreColumn> columns = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      double[] hit = new double[n];
      for (int i = 0; i < n; i++) {
        hit[i] = iou[i] >= threshold ? 1 : 0;
      }
      columns.add(
          ScoreColumn.mean(
              ScoreSpec.higher(signature("r1@" + threshold), "R@1 (IoU=" + threshold + ")", true),
              hit));
    }
    columns.add(ScoreColumn.mean(ScoreSpec.higher(signature("miou"), "mIoU", true), iou));
    return Evaluation.of(
        samples, answers, columns, List.of(new Detail("iou", iouOrNone)), List.of());
  }

  private static Signature signature(String name) {
    return Signature.of(name).with("iou", "hull").with("window", "first");
  }
}
