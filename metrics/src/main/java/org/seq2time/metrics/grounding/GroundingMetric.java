package org.seq2time.metrics.grounding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.Metric;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.iou.Iou;

/**
 * R@1 at IoU 0.3, 0.5 and 0.7, and mean IoU, as TimeChat's {@code eval_tvg.py} computes them.
 *
 * <p>IoU is {@link Iou#HULL}. Quirks kept: only the first predicted window counts; a reversed
 * window is not put in order (and so usually scores 0); an answer without a window stays in the
 * denominator; the threshold itself passes ({@code >=}). Agrees with the reference to {@value
 * #PARITY_TOLERANCE} per query and corpus.
 */
public final class GroundingMetric implements Metric<GroundingSample, List<Segment>, Double> {

  /** Largest absolute difference from the reference's values that the parity tests allow. */
  public static final double PARITY_TOLERANCE = 1e-9;

  private static final double[] THRESHOLDS = {0.3, 0.5, 0.7};

  /** So many windows of a ranked list are looked at; lists add R@5 to the scores. */
  private static final int RANKS = 5;

  /** A metric without settings. */
  public GroundingMetric() {}

  /** The first window's {@link Iou#HULL} with the true one; NaN for an answer without a window. */
  @Override
  public Double measure(GroundingSample sample, Answer<List<Segment>> answer) {
    List<Segment> windows = answer.prediction();
    return windows == null || windows.isEmpty()
        ? Double.NaN
        : Iou.HULL.of(windows.getFirst(), sample.window());
  }

  @Override
  public Evaluation fold(
      List<GroundingSample> samples, List<Answer<List<Segment>>> answers, List<Double> measured) {
    double[] iouOrNone = measured.stream().mapToDouble(Double::doubleValue).toArray();
    double[] iou = Arrays.stream(iouOrNone).map(v -> Double.isNaN(v) ? 0 : v).toArray();
    List<ScoreColumn> columns = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      double[] hit = Arrays.stream(iou).map(v -> v >= threshold ? 1 : 0).toArray();
      columns.add(
          ScoreColumn.mean(
              ScoreSpec.higher(signature("r1@" + threshold), "R@1 (IoU=" + threshold + ")", true),
              hit));
    }
    columns.add(ScoreColumn.mean(ScoreSpec.higher(signature("miou"), "mIoU", true), iou));
    if (areRanked(answers)) {
      columns.addAll(rankedColumns(samples, answers));
    }
    return Evaluation.of(
        samples, answers, columns, List.of(new Detail("iou", iouOrNone)), List.of());
  }

  /** Whether most answers are lists of several windows. */
  private static boolean areRanked(List<Answer<List<Segment>>> answers) {
    int lists = 0;
    int answered = 0;
    for (Answer<List<Segment>> answer : answers) {
      List<Segment> windows = answer.prediction();
      answered += windows == null ? 0 : 1;
      lists += windows != null && windows.size() > 1 ? 1 : 0;
    }
    return 2 * lists > answered;
  }

  /** R@5: whether any of the first five windows reaches the threshold. */
  private static List<ScoreColumn> rankedColumns(
      List<GroundingSample> samples, List<Answer<List<Segment>>> answers) {
    double[] best = new double[samples.size()];
    for (int i = 0; i < best.length; i++) {
      List<Segment> predicted = answers.get(i).prediction();
      List<Segment> windows = predicted == null ? List.of() : predicted;
      int shown = Math.min(RANKS, windows.size());
      for (int rank = 0; rank < shown; rank++) {
        best[i] = Math.max(best[i], Iou.HULL.of(windows.get(rank), samples.get(i).window()));
      }
    }
    List<ScoreColumn> columns = new ArrayList<>();
    for (double threshold : THRESHOLDS) {
      Signature signature =
          Signature.of("r" + RANKS + "@" + threshold)
              .with("iou", Iou.HULL.key())
              .with("window", "first-" + RANKS);
      columns.add(
          ScoreColumn.mean(
              ScoreSpec.higher(signature, "R@" + RANKS + " (IoU=" + threshold + ")", false),
              Arrays.stream(best).map(v -> v >= threshold ? 1 : 0).toArray()));
    }
    return columns;
  }

  private static Signature signature(String name) {
    return Signature.of(name).with("iou", Iou.HULL.key()).with("window", "first");
  }
}
