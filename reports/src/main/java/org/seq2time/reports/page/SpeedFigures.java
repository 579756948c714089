package org.seq2time.reports.page;

import java.util.ArrayList;
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
import org.seq2time.reports.record.AnswerRecord;

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
                "Seconds from the request to the end of the answer, retries of a server included;"
                    + " half of the answers took no longer than the 50th percentile.",
                "seconds",
                Speed::seconds),
            percentiles(
                "first-token-chart",
                "Time to the first token",
                "Seconds from request to the first token: video, prompt and prefill.",
                "seconds",
                AnswerRecord::prefillSeconds),
            percentiles(
                "tokens-chart",
                "Tokens per second",
                "Tokens after the first divided by the seconds they took; for a server, all"
                    + " tokens divided by the seconds of the request.",
                "tokens/s",
                Speed::tokensPerSecond))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Figure> percentiles(
      String id,
      String title,
      String note,
      String unit,
      Function<AnswerRecord, OptionalDouble> value) {
    Map<PageRun, double[]> shown = new LinkedHashMap<>();
    List<Line> lines = new ArrayList<>();
    for (PageRun run : runs) {
      double[] sorted = Speed.sorted(run.answers(), value);
      if (sorted.length == 0) {
        continue;
      }
      double[] at =
          PERCENTILES.stream().mapToDouble(p -> Speed.percentile(sorted, p).orElse(0)).toArray();
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
}
