package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.seq2time.datasets.Outcome;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.chart.BarChart;
import org.seq2time.reports.chart.BarChart.Bars;
import org.seq2time.reports.chart.IntervalChart;
import org.seq2time.reports.chart.IntervalChart.Dot;
import org.seq2time.reports.chart.IntervalChart.Dots;
import org.seq2time.reports.page.Figure.SeriesKey;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.task.ReportedTask;

/** All figures that the runs have data for, in reading order. */
final class Figures {

  private final List<PageRun> runs;

  private Figures(List<PageRun> runs) {
    this.runs = runs;
  }

  static List<Figure> of(List<PageRun> runs, ReportedTask<?, ?> task) {
    Figures figures = new Figures(runs);
    List<Figure> all = new ArrayList<>();
    // CIDEr ends at 10, not at 1: on one axis it would squeeze all other scores.
    figures.scores("scores-chart", "Scores with 95 % intervals", false).ifPresent(all::add);
    figures.scores("cider-chart", "CIDEr with 95 % intervals", true).ifPresent(all::add);
    figures.outcomes().ifPresent(all::add);
    all.addAll(new ThresholdFigures(runs, task).all());
    all.addAll(new TimeFigures(runs, task).all());
    all.addAll(new SpeedFigures(runs).all());
    return all;
  }

  /** The runs as a legend; empty for one, which needs none. */
  static List<SeriesKey> legend(List<PageRun> runs) {
    return runs.size() < 2
        ? List.of()
        : runs.stream().map(r -> new SeriesKey(r.position(), r.title())).toList();
  }

  /** The first cell of every row and one for each run. */
  static List<String> columns(String first, List<PageRun> runs) {
    List<String> columns = new ArrayList<>(List.of(first));
    runs.forEach(r -> columns.add(r.title()));
    return columns;
  }

  private Optional<Figure> scores(String id, String title, boolean cider) {
    List<RecordedScore> shown =
        headline(runs).stream().filter(s -> s.name().contains("cider") == cider).toList();
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    List<Dots> series = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (PageRun run : runs) {
      List<Optional<Dot>> dots = new ArrayList<>();
      for (RecordedScore score : shown) {
        dots.add(run.scores().score(score.name()).flatMap(Figures::dot));
      }
      series.add(new Dots(run.tag(), dots, run.position()));
    }
    for (RecordedScore score : shown) {
      List<String> row = new ArrayList<>(List.of(score.label()));
      for (PageRun run : runs) {
        row.add(cell(run.scores().score(score.name())));
      }
      rows.add(row);
    }
    return Optional.of(
        new Figure(
            id,
            title,
            "A dot is the score, the line its bootstrap interval.",
            new IntervalChart(
                title, "score x100", shown.stream().map(RecordedScore::label).toList(), series),
            legend(runs),
            count(shown.size(), "score") + " of " + count(runs.size(), "run") + ", with intervals.",
            columns("score (x100)", runs),
            rows));
  }

  /** The headline scores that any run has a value for, in the first run's order. */
  static List<RecordedScore> headline(List<PageRun> runs) {
    List<RecordedScore> shown = new ArrayList<>();
    for (PageRun run : runs) {
      for (RecordedScore score : run.scores().scores()) {
        if (score.headline()
            && score.value().isPresent()
            && shown.stream().noneMatch(s -> s.name().equals(score.name()))) {
          shown.add(score);
        }
      }
    }
    return shown;
  }

  private static Optional<Dot> dot(RecordedScore score) {
    return score.value().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Dot(
                100 * score.value().getAsDouble(),
                score.interval().map(i -> new Interval(100 * i.low(), 100 * i.high()))));
  }

  /** A score with its interval. */
  static String cell(Optional<RecordedScore> score) {
    return score
        .map(s -> (Numbers.percent(s.value()) + " " + Numbers.interval(s.interval())).strip())
        .orElse("");
  }

  private Optional<Figure> outcomes() {
    List<PageRun> known = runs.stream().filter(r -> !r.scores().outcomes().isEmpty()).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    List<Bars> series = new ArrayList<>();
    List<SeriesKey> legend = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      Function<PageRun, Integer> count = r -> r.scores().outcomes().getOrDefault(outcome, 0);
      if (known.stream().allMatch(r -> count.apply(r) == 0)) {
        continue;
      }
      int style = series.size();
      series.add(
          new Bars(
              outcome.label(),
              known.stream().map(r -> 100.0 * count.apply(r) / Math.max(1, total(r))).toList(),
              List.of(),
              style));
      legend.add(new SeriesKey(style, outcome.label()));
      List<String> row = new ArrayList<>(List.of(outcome.label()));
      for (PageRun run : known) {
        row.add(
            Numbers.count(count.apply(run))
                + " ("
                + Numbers.share((double) count.apply(run) / Math.max(1, total(run)))
                + ")");
      }
      rows.add(row);
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Figure(
            "outcomes-chart",
            "Outcomes",
            "Every sample has one outcome; only parsed ones have a prediction.",
            new BarChart(
                "Outcomes",
                "run",
                "% of samples",
                known.stream().map(PageRun::tag).toList(),
                series,
                true),
            legend,
            "Shares of outcomes for " + count(known.size(), "run") + ".",
            columns("outcome", known),
            rows));
  }

  private static int total(PageRun run) {
    return run.scores().outcomes().values().stream().mapToInt(Integer::intValue).sum();
  }

  /** "1 run", "2 runs". */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Rows of a table from columns of numbers. */
  static List<List<String>> rows(
      List<String> first, Map<PageRun, double[]> values, Function<Double, String> text) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      List<String> row = new ArrayList<>(List.of(first.get(i)));
      for (double[] column : values.values()) {
        row.add(Double.isNaN(column[i]) ? "" : text.apply(column[i]));
      }
      rows.add(row);
    }
    return rows;
  }
}
