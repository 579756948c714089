package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.chart.BarChart;
import org.seq2time.reports.chart.BarChart.Bars;
import org.seq2time.reports.chart.Chart;
import org.seq2time.reports.chart.IntervalChart;
import org.seq2time.reports.chart.IntervalChart.Dot;
import org.seq2time.reports.chart.IntervalChart.Dots;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;
import org.seq2time.reports.chart.ScatterChart;
import org.seq2time.reports.page.Figure.SeriesKey;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.task.ReportedTask;
import org.seq2time.reports.task.ReportedTask.Match;

/** Where predictions lie in time: start, length and count against the truth, score over length. */
final class TimeFigures {

  /** More points than this hide one another, and weigh on the page. */
  static final int MAX_POINTS = 500;

  private static final int MAX_COUNTS = 16;
  private static final int LENGTH_BINS = 5;
  private static final double Z_95 = 1.959963984540054;

  private final List<PageRun> runs;
  private final ReportedTask<?, ?> task;

  TimeFigures(List<PageRun> runs, ReportedTask<?, ?> task) {
    this.runs = runs;
    this.task = task;
  }

  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    Map<PageRun, List<Match>> matches = new LinkedHashMap<>();
    for (PageRun run : runs) {
      List<Match> found =
          run.contents().stream()
              .flatMap(c -> task.matches(c).stream())
              .filter(m -> m.predicted().isPresent())
              .toList();
      if (!found.isEmpty()) {
        matches.put(run, found);
      }
    }
    scatter("start", "Start", m -> m.segment().startSeconds(), matches).ifPresent(figures::add);
    scatter("length", "Length", m -> m.segment().lengthSeconds(), matches).ifPresent(figures::add);
    if (task.hasEvents()) {
      counts().ifPresent(figures::add);
    }
    overVideoLength().ifPresent(figures::add);
    return figures;
  }

  private Optional<Figure> scatter(
      String id, String name, ToDoubleFunction<Mark> value, Map<PageRun, List<Match>> matches) {
    if (matches.isEmpty()) {
      return Optional.empty();
    }
    List<Line> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    boolean thinned = false;
    for (Map.Entry<PageRun, List<Match>> run : matches.entrySet()) {
      List<Match> all = run.getValue();
      int shown = Math.min(all.size(), MAX_POINTS);
      thinned |= shown < all.size();
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < shown; i++) {
        Match match = all.get((int) ((long) i * all.size() / shown));
        points.add(point(match, value));
      }
      series.add(new Line(run.getKey().tag(), points, run.getKey().position()));
      rows.add(errors(run.getKey(), all, value));
    }
    String lower = name.toLowerCase(Locale.ROOT);
    List<PageRun> shown = List.copyOf(matches.keySet());
    return Optional.of(
        new Figure(
            id + "-chart",
            name + ": predicted vs. true",
            (task.hasEvents()
                    ? "Every true event and the predicted event with the highest IoU. "
                    : "The first predicted window and the true window with the highest IoU. ")
                + "On the diagonal both are equal."
                + (thinned
                    ? " At most "
                        + MAX_POINTS
                        + " points per run are drawn, evenly spaced in the benchmark's order; the"
                        + " numbers cover all of them."
                    : ""),
            new ScatterChart(
                name,
                Axis.linear("true " + lower + ", s"),
                Axis.linear("predicted " + lower + ", s"),
                series),
            Figures.legend(shown),
            "Predicted vs. true " + lower + "; the table has the errors.",
            List.of(
                "run", "pairs", "median error, s", "mean |error|, s", "within 1 s", "within 5 s"),
            rows));
  }

  private static Point point(Match match, ToDoubleFunction<Mark> value) {
    return new Point(
        value.applyAsDouble(match.truth()), value.applyAsDouble(match.predicted().orElseThrow()));
  }

  private static List<String> errors(PageRun run, List<Match> all, ToDoubleFunction<Mark> value) {
    double[] errors =
        all.stream().map(m -> point(m, value)).mapToDouble(p -> p.y() - p.x()).toArray();
    return List.of(
        run.title(),
        Numbers.count(errors.length),
        Seconds.text(new Median().evaluate(errors)),
        Seconds.text(Arrays.stream(errors).map(Math::abs).average().orElse(0)),
        shareWithin(errors, 1),
        shareWithin(errors, 5));
  }

  private static String shareWithin(double[] errors, double seconds) {
    long within = Arrays.stream(errors).filter(e -> Math.abs(e) <= seconds).count();
    return Numbers.share((double) within / errors.length);
  }

  private Optional<Figure> counts() {
    List<PageRun> known = runs.stream().filter(r -> !r.contents().isEmpty()).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    int most = 0;
    for (PageRun run : known) {
      for (SampleContent content : run.contents()) {
        most = Math.max(most, Math.max(content.truth().size(), content.prediction().size()));
      }
    }
    int top = Math.min(most, MAX_COUNTS);
    List<String> labels = new ArrayList<>();
    for (int i = 0; i <= top; i++) {
      labels.add(i == top && most > top ? i + "+" : String.valueOf(i));
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    List<Bars> series = new ArrayList<>();
    List<SeriesKey> legend = new ArrayList<>();
    for (PageRun run : known) {
      double[] counts = new double[top + 1];
      run.contents().forEach(c -> counts[Math.min(top, c.prediction().size())]++);
      columns.put(run.title(), counts);
      series.add(bars(run.tag(), counts, run.position()));
      legend.add(new SeriesKey(run.position(), run.title()));
    }
    double[] truth = new double[top + 1];
    known.getFirst().contents().forEach(c -> truth[Math.min(top, c.truth().size())]++);
    columns.put("truth", truth);
    series.add(bars("truth", truth, Chart.REFERENCE));
    legend.add(new SeriesKey(Chart.REFERENCE, "truth"));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i <= top; i++) {
      List<String> row = new ArrayList<>(List.of(labels.get(i)));
      for (double[] column : columns.values()) {
        row.add(Numbers.count((long) column[i]));
      }
      rows.add(row);
    }
    List<String> names = new ArrayList<>(List.of("events"));
    names.addAll(columns.keySet());
    return Optional.of(
        new Figure(
            "counts-chart",
            "Events per video",
            "Number of videos by their number of events.",
            new BarChart("Events", "events in a video", "videos", labels, series),
            legend,
            "Number of videos by their number of events, predicted and true.",
            names,
            rows));
  }

  private static Bars bars(String name, double[] counts, int style) {
    return new Bars(name, Arrays.stream(counts).boxed().toList(), List.of(), style);
  }

  private Optional<Figure> overVideoLength() {
    Optional<RecordedScore> score = mainScore();
    List<PageRun> known =
        runs.stream()
            .filter(r -> !r.contents().isEmpty())
            .filter(r -> score.flatMap(s -> r.values(s.name())).isPresent())
            .toList();
    if (score.isEmpty() || known.isEmpty()) {
      return Optional.empty();
    }
    double[] edges = edges(known.getFirst());
    if (edges.length < 2) {
      return Optional.empty();
    }
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < edges.length; i++) {
      labels.add(
          i == 0
              ? "up to " + Seconds.text(edges[0]) + " s"
              : Seconds.text(edges[i - 1]) + " to " + Seconds.text(edges[i]) + " s");
    }
    List<Dots> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    labels.forEach(l -> rows.add(new ArrayList<>(List.of(l))));
    for (PageRun run : known) {
      List<Optional<Dot>> dots = new ArrayList<>();
      for (int bin = 0; bin < edges.length; bin++) {
        double[] values = valuesIn(run, score.get().name(), edges, bin);
        Optional<Dot> dot = meanOf(values);
        dots.add(dot);
        rows.get(bin).add(dot.map(d -> Numbers.percent(d.value() / 100)).orElse(""));
        rows.get(bin).add(Numbers.count(values.length));
      }
      series.add(new Dots(run.tag(), dots, run.position()));
    }
    List<String> columns = new ArrayList<>(List.of("video length"));
    known.forEach(r -> columns.addAll(List.of(r.title(), "samples of " + r.tag())));
    String label = score.get().label();
    return Optional.of(
        new Figure(
            "video-length-chart",
            label + " over video length",
            "Mean over the samples of each range, with the 95 % interval of a mean (normal"
                + " approximation, no further than the samples' own values).",
            new IntervalChart(label, label + " x100", labels, series),
            Figures.legend(known),
            label + " in " + labels.size() + " ranges of video length.",
            columns,
            List.copyOf(rows)));
  }

  private Optional<RecordedScore> mainScore() {
    return task.mainScores().stream()
        .flatMap(name -> runs.getFirst().scores().score(name).stream())
        .filter(s -> s.value().isPresent())
        .findFirst();
  }

  /** Upper ends of ranges with about equally many samples; fewer where lengths repeat. */
  private static double[] edges(PageRun run) {
    double[] lengths =
        run.contents().stream()
            .flatMapToDouble(c -> c.durationSeconds().stream())
            .sorted()
            .toArray();
    if (lengths.length == 0) {
      return lengths;
    }
    double[] edges = new double[LENGTH_BINS];
    for (int i = 0; i < LENGTH_BINS; i++) {
      int last = Math.max(0, (int) ((i + 1L) * lengths.length / LENGTH_BINS) - 1);
      edges[i] = Math.ceil(lengths[last]);
    }
    return Arrays.stream(edges).distinct().toArray();
  }

  private static double[] valuesIn(PageRun run, String score, double[] edges, int bin) {
    double[] values = run.values(score).orElseThrow();
    double low = bin == 0 ? Double.NEGATIVE_INFINITY : edges[bin - 1];
    double high = bin == edges.length - 1 ? Double.POSITIVE_INFINITY : edges[bin];
    double[] in = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      double length = run.contents().get(i).durationSeconds().orElse(Double.NaN);
      if (length > low && length <= high && !Double.isNaN(values[i])) {
        in[count++] = values[i];
      }
    }
    return Arrays.copyOf(in, count);
  }

  private static Optional<Dot> meanOf(double[] values) {
    if (values.length == 0) {
      return Optional.empty();
    }
    DescriptiveStatistics statistics = new DescriptiveStatistics(values);
    double mean = statistics.getMean();
    if (values.length == 1) {
      return Optional.of(new Dot(100 * mean, Optional.empty()));
    }
    double half = Z_95 * statistics.getStandardDeviation() / Math.sqrt(values.length);
    double low = Math.max(mean - half, statistics.getMin());
    double high = Math.min(mean + half, statistics.getMax());
    return Optional.of(new Dot(100 * mean, Optional.of(new Interval(100 * low, 100 * high))));
  }
}
