package org.seq2time.metrics.highlight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Notice;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.highlight.MeasuredWindows.InRange;
import org.seq2time.metrics.iou.Iou;

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
record MomentColumns(List<ScoreColumn> columns, List<Detail> details, List<Notice> notices) {

  static MomentColumns of(
      List<HighlightSample> samples,
      List<Answer<HighlightPrediction>> answers,
      List<MeasuredWindows> measured) {
    MomentColumns moments =
        new MomentColumns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<LengthRange> ranges = List.of(LengthRange.values());
    for (int r = 0; r < ranges.size(); r++) {
      int at = r;
      moments.add(ranges.get(r), measured.stream().map(m -> m.perRange().get(at)));
    }
    moments.noteOddities(samples, answers, measured);
    return moments;
  }

  private void add(LengthRange range, Stream<@Nullable InRange> perQuery) {
    List<@Nullable InRange> queries = new ArrayList<>();
    perQuery.forEach(queries::add);
    int n = queries.size();
    double[] included = new double[n];
    double[][] ap = new double[MeasuredWindows.thresholdCount()][n];
    double[][] hit = new double[MeasuredWindows.thresholdCount()][n];
    double[] meanAp = new double[n];
    double[] iouOrNone = new double[n];
    Arrays.fill(iouOrNone, Double.NaN);
    for (int i = 0; i < n; i++) {
      InRange query = queries.get(i);
      if (query != null) {
        included[i] = 1;
        iouOrNone[i] = query.iou();
        meanAp[i] = query.meanAp();
        for (int t = 0; t < ap.length; t++) {
          ap[t][i] = query.ap()[t];
          hit[t][i] = query.iou() >= MeasuredWindows.threshold(t) ? 1 : 0;
        }
      }
    }
    addColumns(range, included, meanAp, ap, hit);
    details.add(new Detail("moment.iou" + range.suffix, iouOrNone));
  }

  private void addColumns(
      LengthRange range, double[] included, double[] meanAp, double[][] ap, double[][] hit) {
    String suffix = range.suffix;
    String length = range == LengthRange.FULL ? "" : range.label + ", ";
    String lengthOnly = range == LengthRange.FULL ? "" : " (" + range.label + ")";
    boolean full = range == LengthRange.FULL;
    columns.add(
        column(
            signature("moment.map" + suffix, range).with("iou", "0.5..0.95"),
            "moment mAP" + lengthOnly,
            true,
            meanAp,
            included));
    for (int t = 0; t < MeasuredWindows.thresholdCount(); t++) {
      columns.add(
          column(
              signature("moment.map" + suffix + "@" + MeasuredWindows.threshold(t), range),
              "moment mAP (" + length + "IoU=" + MeasuredWindows.threshold(t) + ")",
              full && (MeasuredWindows.threshold(t) == 0.5 || MeasuredWindows.threshold(t) == 0.75),
              ap[t],
              included));
    }
    for (int t = 0; t < MeasuredWindows.thresholdCount(); t++) {
      columns.add(
          column(
              Signature.of("moment.r1" + suffix + "@" + MeasuredWindows.threshold(t))
                  .with("length", range.key())
                  .with("iou", Iou.HULL.key())
                  .with("window", "first"),
              "moment R@1 (" + length + "IoU=" + MeasuredWindows.threshold(t) + ")",
              full && (MeasuredWindows.threshold(t) == 0.5 || MeasuredWindows.threshold(t) == 0.7),
              hit[t],
              included));
    }
  }

  private static ScoreColumn column(
      Signature signature, String label, boolean headline, double[] values, double[] included) {
    ScoreSpec spec = ScoreSpec.higher(signature, label, headline);
    return ScoreColumn.mean(spec, values, included);
  }

  private static Signature signature(String name, LengthRange range) {
    return Signature.of(name)
        .with("length", range.key())
        .with("windows", Integer.toString(WindowPrecision.MAX_WINDOWS))
        .with("ap", "interpolated");
  }

  private void noteOddities(
      List<HighlightSample> samples,
      List<Answer<HighlightPrediction>> answers,
      List<MeasuredWindows> measured) {
    List<String> without = new ArrayList<>();
    List<String> zeroUnion = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      String id = samples.get(i).id();
      if (answers.get(i).prediction() != null && !measured.get(i).hasWindows()) {
        without.add(id);
      }
      zeroUnion.addAll(Collections.nCopies(measured.get(i).zeroUnions(), id));
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
}
