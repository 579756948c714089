package org.seq2time.metrics.dense;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

/**
 * Precision, recall and F1 of predicted events at IoU 0.3, 0.5, 0.7 and 0.9.
 *
 * <p>A true event is covered, and a predicted one correct, if some pair has an IoU strictly above
 * the threshold; there is no one-to-one matching. precision = correct / max(1, predicted), recall =
 * covered / true. Quirk kept: F1 is that of a video's mean precision and mean recall over the
 * thresholds, and the corpus value is the plain mean of the videos' F1.
 */
public final class LocalizationMetric {

  /** Largest absolute difference from the reference's values that the parity tests allow. */
  public static final double PARITY_TOLERANCE = 1e-9;

  private static final double[] THRESHOLDS = {0.3, 0.5, 0.7, 0.9};

  private LocalizationMetric() {}

  /**
   * Measures every video.
   *
   * @param samples the videos
   * @param answers their answers in the same order: predicted events
   */
  public static Evaluation evaluate(List<DenseSample> samples, List<Answer<List<Event>>> answers) {
    int n = samples.size();
    double[][] precision = new double[THRESHOLDS.length][n];
    double[][] recall = new double[THRESHOLDS.length][n];
    double[] meanPrecision = new double[n];
    double[] meanRecall = new double[n];
    double[] f1 = new double[n];
    double[] predictedEvents = new double[n];
    for (int i = 0; i < n; i++) {
      List<Event> predicted = answers.get(i).prediction();
      if (predicted == null || predicted.isEmpty()) {
        continue;
      }
      predictedEvents[i] = predicted.size();
      double[][] iou = iou(samples.get(i).events(), predicted);
      for (int t = 0; t < THRESHOLDS.length; t++) {
        precision[t][i] = shareOfColumnsAbove(iou, THRESHOLDS[t]);
        recall[t][i] = shareOfRowsAbove(iou, THRESHOLDS[t]);
        meanPrecision[i] += precision[t][i] / THRESHOLDS.length;
        meanRecall[i] += recall[t][i] / THRESHOLDS.length;
      }
      f1[i] = harmonicMean(meanPrecision[i], meanRecall[i]);
    }
    List<ScoreColumn> columns = new ArrayList<>();
    columns.add(mean("f1", "F1", true, f1));
    columns.add(mean("precision", "precision", true, meanPrecision));
    columns.add(mean("recall", "recall", true, meanRecall));
    for (int t = 0; t < THRESHOLDS.length; t++) {
      String threshold = Double.toString(THRESHOLDS[t]);
      columns.add(
          mean("precision@" + threshold, "precision (IoU=" + threshold + ")", false, precision[t]));
    }
    for (int t = 0; t < THRESHOLDS.length; t++) {
      String threshold = Double.toString(THRESHOLDS[t]);
      columns.add(mean("recall@" + threshold, "recall (IoU=" + threshold + ")", false, recall[t]));
    }
    return Evaluation.of(
        samples, answers, columns, List.of(new Detail("events", predictedEvents)), List.of());
  }

  /** {@code [true event][predicted event]}. */
  private static double[][] iou(List<Event> truths, List<Event> predicted) {
    double[][] iou = new double[truths.size()][predicted.size()];
    for (int g = 0; g < iou.length; g++) {
      for (int p = 0; p < iou[g].length; p++) {
        iou[g][p] = EventIou.of(truths.get(g).segment(), predicted.get(p).segment());
      }
    }
    return iou;
  }

  private static double shareOfRowsAbove(double[][] iou, double threshold) {
    int above = 0;
    for (double[] row : iou) {
      boolean any = false;
      for (double value : row) {
        any |= value > threshold;
      }
      above += any ? 1 : 0;
    }
    return (double) above / iou.length;
  }

  private static double shareOfColumnsAbove(double[][] iou, double threshold) {
    int columns = iou[0].length;
    int above = 0;
    for (int p = 0; p < columns; p++) {
      boolean any = false;
      for (double[] row : iou) {
        any |= row[p] > threshold;
      }
      above += any ? 1 : 0;
    }
    return (double) above / columns;
  }

  private static double harmonicMean(double a, double b) {
    return a + b == 0 ? 0 : 2 * a * b / (a + b);
  }

  private static ScoreColumn mean(String name, String label, boolean headline, double[] values) {
    Signature signature = Signature.of(name).with("iou", "union+1e-8").with("match", "any");
    return ScoreColumn.mean(ScoreSpec.higher(signature, label, headline), values);
  }
}
