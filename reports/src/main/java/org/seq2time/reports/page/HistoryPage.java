package org.seq2time.reports.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.reports.chart.LineChart;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;
import org.seq2time.reports.page.Figure.SeriesKey;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.task.ReportedTask;

/**
 * Many runs over time on a page: for each benchmark its main scores and speed per configuration,
 * and a table of all runs.
 *
 * <p>Runs with a model are in the order of {@code environment.started} in their records. Those
 * without it, which only scored something, come first, by the names of their folders.
 */
public final class HistoryPage {

  private static final int MAX_CHARTS = 3;

  /** The axis is this long at least, so that its ticks are whole numbers. */
  private static final int LEAST_RUNS = 10;

  private static final String CHANGED = "*";

  private final Map<String, List<HistoryRun>> byBenchmark;
  private final int count;

  private HistoryPage(Map<String, List<HistoryRun>> byBenchmark, int count) {
    this.byBenchmark = byBenchmark;
    this.count = count;
  }

  /** A page over these runs, at least one, in any order. */
  public static HistoryPage of(List<HistoryRun> runs) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a history needs a run");
    }
    Map<String, List<HistoryRun>> byBenchmark = new TreeMap<>();
    runs.stream()
        .sorted(
            Comparator.comparing((HistoryRun run) -> run.started().orElse(Instant.MIN))
                .thenComparing(HistoryRun::name))
        .forEach(
            r ->
                byBenchmark
                    .computeIfAbsent(r.scores().benchmark(), key -> new ArrayList<>())
                    .add(r));
    return new HistoryPage(byBenchmark, runs.size());
  }

  /** Writes the page, UTF-8. */
  public void write(OutputStream out) throws IOException {
    Html body = new Html();
    byBenchmark.forEach((benchmark, runs) -> section(benchmark, runs, body));
    PageFrame frame =
        new PageFrame(
            "History: " + Figures.count(count, "run"),
            "Made by seq2time " + ToolVersion.get() + ".");
    out.write(frame.around(body, "").getBytes(StandardCharsets.UTF_8));
  }

  private static void section(String benchmark, List<HistoryRun> runs, Html page) {
    page.section(
        "history-" + benchmark.replaceAll("[^A-Za-z0-9-]", "-"),
        Benchmark.of(benchmark).map(b -> b.title()).orElse(benchmark));
    List<RecordedScore> shown = shown(benchmark, runs);
    page.open("div", "class", "figures").line();
    for (RecordedScore score : shown) {
      figure(
              benchmark + "-" + score.name(),
              score.label(),
              "score x100",
              runs,
              run -> value(run, score.name()))
          .ifPresent(f -> FigureSection.write(f, page));
    }
    figure(benchmark + "-seconds", "Median latency", "seconds", runs, HistoryRun::medianSeconds)
        .ifPresent(f -> FigureSection.write(f, page));
    figure(
            benchmark + "-tokens",
            "Median speed",
            "tokens/s",
            runs,
            HistoryRun::medianTokensPerSecond)
        .ifPresent(f -> FigureSection.write(f, page));
    page.close("div").line();
    table(runs, shown, page);
    page.close("section").line();
  }

  /** The main scores, then other headline ones. */
  private static List<RecordedScore> shown(String benchmark, List<HistoryRun> runs) {
    Map<String, RecordedScore> all = new LinkedHashMap<>();
    for (HistoryRun run : runs) {
      for (String name : ReportedTask.ofBenchmark(benchmark).mainScores()) {
        run.scores().score(name).ifPresent(s -> all.putIfAbsent(name, s));
      }
    }
    for (HistoryRun run : runs) {
      run.scores().scores().stream()
          .filter(RecordedScore::headline)
          .forEach(s -> all.putIfAbsent(s.name(), s));
    }
    return all.values().stream().limit(MAX_CHARTS).toList();
  }

  private static OptionalDouble value(HistoryRun run, String score) {
    return run.scores()
        .score(score)
        .map(s -> s.value().stream().map(v -> 100 * v).findFirst())
        .orElseGet(OptionalDouble::empty);
  }

  private static Optional<Figure> figure(
      String id,
      String title,
      String unit,
      List<HistoryRun> runs,
      Function<HistoryRun, OptionalDouble> value) {
    Map<String, List<Point>> points = new TreeMap<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      OptionalDouble found = value.apply(runs.get(i));
      if (found.isPresent()) {
        points
            .computeIfAbsent(runs.get(i).configuration(), key -> new ArrayList<>())
            .add(new Point(i + 1.0, found.getAsDouble()));
        rows.add(
            List.of(
                String.valueOf(i + 1),
                runs.get(i).configuration(),
                runs.get(i).name(),
                Seconds.text(found.getAsDouble())));
      }
    }
    if (rows.size() < 2) {
      return Optional.empty();
    }
    List<Line> lines = new ArrayList<>();
    List<SeriesKey> legend = new ArrayList<>();
    points.forEach(
        (configuration, line) -> {
          legend.add(new SeriesKey(lines.size(), configuration));
          lines.add(new Line("configuration " + lines.size(), line, lines.size()));
        });
    return Optional.of(
        new Figure(
            id.replaceAll("[^A-Za-z0-9-]", "-"),
            title + " over time",
            "Runs ordered by start time, where recorded, then by name.",
            new LineChart(
                title,
                Axis.linear("run").showing(0, Math.max(LEAST_RUNS, runs.size() + 1.0)),
                axis(unit, lines),
                lines),
            legend,
            title + " of " + Figures.count(rows.size(), "run") + "; the table has the numbers.",
            List.of("run", "configuration", "folder", unit),
            rows));
  }

  /** From a round number below all values to one above them. */
  private static Axis axis(String unit, List<Line> lines) {
    double[] values =
        lines.stream().flatMap(l -> l.points().stream()).mapToDouble(Point::y).sorted().toArray();
    double most = values[values.length - 1];
    double step = Math.pow(10, Math.floor(Math.log10(Math.max(1e-3, most))));
    return Axis.linear(unit)
        .showing(Math.floor(values[0] / step) * step, (Math.floor(most / step) + 1) * step);
  }

  private static void table(List<HistoryRun> runs, List<RecordedScore> shown, Html page) {
    List<String> columns =
        new ArrayList<>(List.of("run", "started", "configuration", "folder", "tool", "n"));
    for (RecordedScore score : shown) {
      columns.add(score.label());
      columns.add("change");
    }
    Map<String, HistoryRun> before = new LinkedHashMap<>();
    List<List<String>> rows = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < runs.size(); i++) {
      HistoryRun run = runs.get(i);
      HistoryRun last = before.put(run.configuration(), run);
      List<String> row = new ArrayList<>();
      row.add(String.valueOf(i + 1));
      row.add(run.started().map(Instant::toString).orElse(""));
      row.add(run.configuration());
      row.add(run.name());
      row.add(run.toolVersion().orElse(""));
      row.add(Numbers.count(run.scores().n()));
      for (RecordedScore score : shown) {
        row.add(Figures.cell(run.scores().score(score.name())));
        String change = change(last, run, score.name());
        changed |= change.equals(CHANGED);
        row.add(change);
      }
      rows.add(row);
    }
    PageTable.write(
        page,
        "All runs; scores x100 with 95 % intervals, change from the previous run of the same"
            + " configuration"
            + (changed ? "; " + CHANGED + ": signature differs" : ""),
        columns,
        rows,
        true);
  }

  private static String change(@Nullable HistoryRun last, HistoryRun run, String score) {
    if (last == null) {
      return "";
    }
    Optional<RecordedScore> before = last.scores().score(score);
    Optional<RecordedScore> now = run.scores().score(score);
    if (before.isEmpty()
        || now.isEmpty()
        || before.get().value().isEmpty()
        || now.get().value().isEmpty()) {
      return "";
    }
    return before.get().metric().equals(now.get().metric())
        ? Numbers.signed(now.get().value().getAsDouble() - before.get().value().getAsDouble())
        : CHANGED;
  }
}
