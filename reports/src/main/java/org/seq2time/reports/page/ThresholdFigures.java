package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.seq2time.reports.chart.BarChart;
import org.seq2time.reports.chart.BarChart.Bars;
import org.seq2time.reports.chart.LineChart;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.task.ReportedTask;

/** Recall, F1 and mAP over the IoU threshold, and how IoU is spread. */
final class ThresholdFigures {

  private static final int STEPS = 20;
  private static final int BINS = 10;

  private final List<PageRun> runs;
  private final ReportedTask<?, ?> task;

  ThresholdFigures(List<PageRun> runs, ReportedTask<?, ?> task) {
    this.runs = runs;
    this.task = task;
  }

  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    if (task.hasEvents()) {
      curve(
              "recall-chart",
              "Recall over the IoU threshold",
              "Share of true events matched by a predicted one at the threshold, mean over videos.",
              "recall, %",
              run -> scoresAt(run, "recall@"))
          .ifPresent(figures::add);
      curve(
              "f1-chart",
              "F1 over the IoU threshold",
              "F1 of each video's precision and recall at the threshold, mean over videos; the"
                  + " score F1 averages precision and recall over thresholds first.",
              "F1, %",
              this::f1At)
          .ifPresent(figures::add);
    } else {
      curve(
              "recall-chart",
              "Recall at 1 over the IoU threshold",
              "Share of queries whose first window reaches the threshold.",
              "R@1, %",
              this::recallAt)
          .ifPresent(figures::add);
    }
    if (task.hasRankedWindows()) {
      curve(
              "map-chart",
              "Moment mAP over the IoU threshold",
              "Mean average precision of all windows at the threshold.",
              "mAP, %",
              run -> scoresAt(run, "moment.map@"))
          .ifPresent(figures::add);
    }
    iouHistogram().ifPresent(figures::add);
    return figures;
  }

  /** Scores named PREFIX0.5 and so on, by threshold. */
  private static SortedMap<Double, Double> scoresAt(PageRun run, String prefix) {
    SortedMap<Double, Double> values = new TreeMap<>();
    for (RecordedScore score : run.scores().scores()) {
      OptionalDouble threshold = threshold(score.name(), prefix);
      if (threshold.isPresent() && score.value().isPresent()) {
        values.put(threshold.getAsDouble(), score.value().getAsDouble());
      }
    }
    return values;
  }

  private static OptionalDouble threshold(String name, String prefix) {
    if (!name.startsWith(prefix)) {
      return OptionalDouble.empty();
    }
    try {
      double threshold = Double.parseDouble(name.substring(prefix.length()));
      return threshold >= 0 && threshold <= 1
          ? OptionalDouble.of(threshold)
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private SortedMap<Double, Double> f1At(PageRun run) {
    SortedMap<Double, Double> values = new TreeMap<>();
    for (double threshold : scoresAt(run, "recall@").keySet()) {
      Optional<double[]> precision = run.values("precision@" + threshold);
      Optional<double[]> recall = run.values("recall@" + threshold);
      if (precision.isPresent() && recall.isPresent()) {
        double sum = 0;
        for (int i = 0; i < recall.get().length; i++) {
          double p = precision.get()[i];
          double r = recall.get()[i];
          sum += p + r > 0 ? 2 * p * r / (p + r) : 0;
        }
        values.put(threshold, sum / recall.get().length);
      }
    }
    return values;
  }

  /** Every sample counts; one without a window is a miss. */
  private SortedMap<Double, Double> recallAt(PageRun run) {
    SortedMap<Double, Double> values = new TreeMap<>();
    Optional<double[]> iou = task.iouDetail().flatMap(run::values);
    if (iou.isPresent()) {
      for (int step = 1; step <= STEPS; step++) {
        double threshold = (double) step / STEPS;
        long hits = Arrays.stream(iou.get()).filter(v -> v >= threshold).count();
        values.put(threshold, (double) hits / iou.get().length);
      }
    }
    return values;
  }

  private Optional<Figure> curve(
      String id,
      String title,
      String note,
      String yLabel,
      Function<PageRun, SortedMap<Double, Double>> curve) {
    Map<PageRun, SortedMap<Double, Double>> curves = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    TreeMap<Double, List<String>> rows = new TreeMap<>();
    for (PageRun run : runs) {
      SortedMap<Double, Double> values = curve.apply(run);
      if (!values.isEmpty()) {
        curves.put(run, values);
        List<Point> points = new ArrayList<>();
        values.forEach((t, v) -> points.add(new Point(t, 100 * v)));
        lines.add(new Line(run.tag(), points, run.position()));
        values.keySet().forEach(t -> rows.computeIfAbsent(t, k -> new ArrayList<>()));
      }
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    rows.forEach(
        (threshold, row) -> {
          row.add(String.valueOf(threshold));
          for (SortedMap<Double, Double> values : curves.values()) {
            Double value = values.get(threshold);
            row.add(value == null ? "" : Numbers.percent(value));
          }
        });
    List<PageRun> shown = List.copyOf(curves.keySet());
    return Optional.of(
        new Figure(
            id,
            title,
            note,
            new LineChart(
                title,
                Axis.linear("IoU threshold").showing(0, 1),
                Axis.linear(yLabel).showing(0, 100),
                lines),
            Figures.legend(shown),
            summary(yLabel, curves),
            Figures.columns("IoU threshold", shown),
            List.copyOf(rows.values())));
  }

  private static String summary(String label, Map<PageRun, SortedMap<Double, Double>> curves) {
    List<String> sentences = new ArrayList<>();
    curves.forEach(
        (run, values) ->
            sentences.add(
                run.tag()
                    + ": "
                    + label.replace(", %", "")
                    + " from "
                    + Numbers.percent(values.firstEntry().getValue())
                    + " % at IoU "
                    + values.firstKey()
                    + " to "
                    + Numbers.percent(values.lastEntry().getValue())
                    + " % at "
                    + values.lastKey()));
    return String.join("; ", sentences) + ".";
  }

  private Optional<Figure> iouHistogram() {
    Map<PageRun, double[]> shares = new LinkedHashMap<>();
    for (PageRun run : runs) {
      double[] ious = ious(run);
      if (ious.length > 0) {
        shares.put(run, shares(ious));
      }
    }
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    List<String> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      bins.add("0." + bin + (bin == BINS - 1 ? " to 1" : " to 0." + (bin + 1)));
    }
    List<PageRun> shown = List.copyOf(shares.keySet());
    List<Bars> series = new ArrayList<>();
    shares.forEach(
        (run, values) ->
            series.add(
                new Bars(
                    run.tag(),
                    Arrays.stream(values).map(v -> 100 * v).boxed().toList(),
                    List.of(),
                    run.position())));
    return Optional.of(
        new Figure(
            "iou-chart",
            "Temporal overlap",
            (task.hasEvents()
                    ? "IoU of every true event with the best predicted one"
                    : "IoU of the first predicted window with the best true one")
                + "; without a prediction it is 0.",
            new BarChart(
                "IoU",
                "IoU from",
                "% of " + task.iouUnit(),
                bins.stream().map(b -> b.substring(0, 3)).toList(),
                series),
            Figures.legend(shown),
            "Shares of " + task.iouUnit() + " in ten ranges of IoU.",
            Figures.columns("IoU", shown),
            Figures.rows(bins, shares, v -> Numbers.share(v))));
  }

  private double[] ious(PageRun run) {
    Optional<double[]> recorded = task.iouDetail().flatMap(run::values);
    if (recorded.isPresent()) {
      return Arrays.stream(recorded.get()).map(v -> Double.isNaN(v) ? 0 : v).toArray();
    }
    return run.contents().stream()
        .map(task::matches)
        .flatMap(List::stream)
        .mapToDouble(ReportedTask.Match::iou)
        .toArray();
  }

  private static double[] shares(double[] ious) {
    double[] shares = new double[BINS];
    for (double iou : ious) {
      shares[Math.clamp((int) (iou * BINS), 0, BINS - 1)] += 1.0 / ious.length;
    }
    return shares;
  }
}
