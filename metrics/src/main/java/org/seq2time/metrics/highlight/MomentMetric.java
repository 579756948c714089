package org.seq2time.metrics.highlight;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;

/**
 * Moment retrieval on QVHighlights: R@1 and mAP at IoU 0.5 to 0.95, over all windows and over short
 * (0, 10], middle (10, 30] and long (30, 150] s ones.
 *
 * <p>Quirks kept: a range filters true windows, not predictions, and a query without a window in it
 * is left out of the range's mean. R@1 takes the first window in file order and the true window
 * with which it has the highest IoU, but then compares intersection over hull with the threshold.
 * For mAP see {@link WindowPrecision}. Unlike the reference, which leaves it out of mAP and fails
 * on R@1, an answer with an empty list of windows is a miss.
 */
final class MomentMetric {

  private static final double[] THRESHOLDS = {
    0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95
  };
  private static final double MAX_WINDOW_SECONDS = 150;

  private final List<HighlightSample> samples;
  private final List<Answer<HighlightPrediction>> answers;
  private final List<ScoreColumn> columns = new ArrayList<>();
  private final List<Detail> details = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  private MomentMetric(List<HighlightSample> samples, List<Answer<HighlightPrediction>> answers) {
    this.samples = samples;
    this.answers = answers;
  }

  /** A range of window lengths, in seconds: above {@code min}, up to {@code max}. */
  private enum Range {
    FULL("", "", 0, MAX_WINDOW_SECONDS),
    SHORT(".short", "short", 0, 10),
    MIDDLE(".middle", "middle", 10, 30),
    LONG(".long", "long", 30, MAX_WINDOW_SECONDS);

    private final String suffix;
    private final String label;
    private final double min;
    private final double max;

    Range(String suffix, String label, double min, double max) {
      this.suffix = suffix;
      this.label = label;
      this.min = min;
      this.max = max;
    }

    /** Everything is in the full range, whatever its length. */
    boolean holds(Segment window) {
      return this == FULL || (window.lengthSeconds() > min && window.lengthSeconds() <= max);
    }
  }

  static MomentMetric measure(
      List<HighlightSample> samples, List<Answer<HighlightPrediction>> answers) {
    MomentMetric metric = new MomentMetric(samples, answers);
    for (Range range : Range.values()) {
      metric.measure(range);
    }
    metric.noteOddities();
    return metric;
  }

  List<ScoreColumn> columns() {
    return columns;
  }

  List<Detail> details() {
    return details;
  }

  List<Notice> notices() {
    return notices;
  }

  private void measure(Range range) {
    int n = samples.size();
    double[] included = new double[n];
    double[][] ap = new double[THRESHOLDS.length][n];
    double[][] hit = new double[THRESHOLDS.length][n];
    double[] meanAp = new double[n];
    double[] iouOrNone = new double[n];
    for (int i = 0; i < n; i++) {
      List<Segment> truths = new ArrayList<>();
      for (Segment window : samples.get(i).windows()) {
        if (range.holds(window)) {
          truths.add(window);
        }
      }
      List<ScoredWindow> predicted = windows(answers.get(i));
      iouOrNone[i] = Double.NaN;
      if (truths.isEmpty()) {
        continue;
      }
      included[i] = 1;
      if (!predicted.isEmpty()) {
        double iou = WindowIou.overHullOfBest(predicted.getFirst().segment(), truths);
        double[] precisions = new WindowPrecision(predicted, truths).at(THRESHOLDS);
        double sum = 0;
        iouOrNone[i] = iou;
        for (int t = 0; t < THRESHOLDS.length; t++) {
          ap[t][i] = precisions[t];
          hit[t][i] = iou >= THRESHOLDS[t] ? 1 : 0;
          sum += precisions[t];
        }
        meanAp[i] = sum / THRESHOLDS.length;
      }
    }
    addColumns(range, included, meanAp, ap, hit);
    details.add(new Detail("moment.iou" + range.suffix, iouOrNone));
  }

  private void addColumns(
      Range range, double[] included, double[] meanAp, double[][] ap, double[][] hit) {
    String suffix = range.suffix;
    String length = range == Range.FULL ? "" : range.label + ", ";
    String lengthOnly = range == Range.FULL ? "" : " (" + range.label + ")";
    boolean full = range == Range.FULL;
    columns.add(
        column(
            signature("moment.map" + suffix, range).with("iou", "0.5..0.95"),
            "moment mAP" + lengthOnly,
            true,
            meanAp,
            included));
    for (int t = 0; t < THRESHOLDS.length; t++) {
      columns.add(
          column(
              signature("moment.map" + suffix + "@" + THRESHOLDS[t], range),
              "moment mAP (" + length + "IoU=" + THRESHOLDS[t] + ")",
              full && (THRESHOLDS[t] == 0.5 || THRESHOLDS[t] == 0.75),
              ap[t],
              included));
    }
    for (int t = 0; t < THRESHOLDS.length; t++) {
      columns.add(
          column(
              Signature.of("moment.r1" + suffix + "@" + THRESHOLDS[t])
                  .with("length", lengthKey(range))
                  .with("iou", "hull")
                  .with("window", "first"),
              "moment R@1 (" + length + "IoU=" + THRESHOLDS[t] + ")",
              full && (THRESHOLDS[t] == 0.5 || THRESHOLDS[t] == 0.7),
              hit[t],
              included));
    }
  }

  private static ScoreColumn column(
      Signature signature, String label, boolean headline, double[] values, double[] included) {
    ScoreSpec spec = ScoreSpec.higher(signature, label, headline);
    return ScoreColumn.mean(spec, values, included);
  }

  private static Signature signature(String name, Range range) {
    return Signature.of(name)
        .with("length", lengthKey(range))
        .with("windows", Integer.toString(WindowPrecision.MAX_WINDOWS))
        .with("ap", "interpolated");
  }

  private static String lengthKey(Range range) {
    return range == Range.FULL
        ? "all"
        : String.format(Locale.ROOT, "%.0f-%.0f", range.min, range.max);
  }

  private void noteOddities() {
    List<String> without = new ArrayList<>();
    List<String> zeroUnion = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      HighlightPrediction prediction = answers.get(i).prediction();
      if (prediction != null && windows(answers.get(i)).isEmpty()) {
        without.add(samples.get(i).id());
      }
      for (ScoredWindow window : windows(answers.get(i))) {
        for (Segment truth : samples.get(i).windows()) {
          if (Double.isNaN(WindowIou.of(window.segment(), truth))) {
            zeroUnion.add(samples.get(i).id());
          }
        }
      }
    }
    if (!without.isEmpty()) {
      notices.add(Notice.of("predictions without windows are counted as misses there", without));
    }
    if (!zeroUnion.isEmpty()) {
      notices.add(
          Notice.of(
              "predicted windows with a zero union count as matches in mAP, as in the reference",
              zeroUnion));
    }
  }

  private static List<ScoredWindow> windows(Answer<HighlightPrediction> answer) {
    HighlightPrediction prediction = answer.prediction();
    List<ScoredWindow> windows = prediction == null ? null : prediction.windows();
    return windows == null ? List.of() : windows;
  }
}
