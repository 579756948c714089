package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.seq2time.reports.chart.LineChart;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;

/** How fast the answers came, of runs whose folders say so. */
final class SpeedFigures {

  private static final List<Integer> PERCENTILES = List.of(5, 10, 25, 50, 75, 90, 95, 99);

  private final List<PageRun> runs;

  SpeedFigures(List<PageRun> runs) {
    this.runs = runs;
  }

  List<Figure> all() {
    return Stream.of(
            percentiles(
                "latency-chart",
                "Latency",
                "Seconds from request to end of the answer; half of the answers took no longer"
                    + " than the 50th percentile.",
                "seconds",
                PageAnswer::seconds),
            percentiles(
                "first-token-chart",
                "Time to the first token",
                "Seconds from request to the first token: video, prompt and prefill.",
                "seconds",
                PageAnswer::prefillSeconds),
            percentiles(
                "tokens-chart",
                "Tokens per second",
                "Tokens of an answer divided by its seconds, prompt and video included in the"
                    + " time.",
                "tokens/s",
                PageAnswer::tokensPerSecond))
        .flatMap(Optional::stream)
        .toList();
  }

  private static double[] values(PageRun run, Function<PageAnswer, OptionalDouble> value) {
    return run.answers().values().stream().flatMapToDouble(a -> value.apply(a).stream()).toArray();
  }

  private Optional<Figure> percentiles(
      String id,
      String title,
      String note,
      String unit,
      Function<PageAnswer, OptionalDouble> value) {
    Map<PageRun, double[]> shown = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    for (PageRun run : runs) {
      double[] sorted = values(run, value);
      if (sorted.length == 0) {
        continue;
      }
      Arrays.sort(sorted);
      double[] at = PERCENTILES.stream().mapToDouble(p -> percentile(sorted, p)).toArray();
      shown.put(run, at);
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < at.length; i++) {
        points.add(new Point(PERCENTILES.get(i), at[i]));
      }
      lines.add(new Line(run.tag(), points, run.position()));
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    List<PageRun> known = List.copyOf(shown.keySet());
    return Optional.of(
        new Figure(
            id,
            title,
            note,
            new LineChart(
                title,
                Axis.linear("percentile of answers").showing(0, 100),
                Axis.linear(unit),
                lines),
            Figures.legend(known),
            title + " at eight percentiles; the table has the numbers.",
            Figures.columns("percentile", known),
            Figures.rows(
                PERCENTILES.stream().map(String::valueOf).toList(), shown, Seconds::text)));
  }

  /** The smallest value that at least so many percent do not exceed. */
  private static double percentile(double[] sorted, int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
  }
}
