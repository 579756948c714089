package org.seq2time.reports.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.seq2time.datasets.time.QuantisationError;
import org.seq2time.datasets.time.TimeErrorStudy;
import org.seq2time.datasets.time.TimeErrorStudy.Sampling;
import org.seq2time.reports.chart.LineChart;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;

/** The quantisation error of positions as text and as a chart; in percent of the video's length. */
public final class TimeErrorTable {

  private static final int DECIMALS = 5;

  private TimeErrorTable() {}

  /** One row per combination. */
  public static String render(TimeErrorStudy study) {
    TextTable table = new TextTable(0);
    table.add(
        List.of("length", "frames", "digits", "sampling", "alone", "digits", "alone", "both", ""));
    table.add(List.of("s", "", "", "mean %", "max %", "mean %", "max %", "mean %", "max %"));
    for (TimeErrorStudy.Row row : study.rows()) {
      table.add(
          List.of(
              plain(row.seconds()),
              Integer.toString(row.sampled()),
              Integer.toString(row.digits()),
              percent(row.samplingAlone().mean()),
              percent(row.samplingAlone().max()),
              percent(row.digitsAlone().mean()),
              percent(row.digitsAlone().max()),
              percent(row.both().mean()),
              percent(row.both().max())));
    }
    return table.render();
  }

  /** The paper's case beside what the definitions here give. */
  public static String renderPaperCase() {
    TextTable table = new TextTable(1);
    table.add(List.of("60 s, 30 frames/s, 96 frames, 4 digits", "mean %", "max %"));
    table.add(List.of("published", percent(TimeErrorStudy.PAPER_MEAN), "not given"));
    for (Sampling sampling : Sampling.values()) {
      TimeErrorStudy.Row row = TimeErrorStudy.paperCase(sampling);
      String name = sampling.name().toLowerCase(Locale.ROOT);
      table.add(paperRow(name + ", sampling alone", row.samplingAlone()));
      table.add(paperRow(name + ", both", row.both()));
    }
    table.add(paperRow("digits alone", TimeErrorStudy.paperCase(Sampling.UNIFORM).digitsAlone()));
    return table.render();
  }

  /** Mean error of both over the number of digits, a line per frame count, for the first length. */
  public static LineChart chart(TimeErrorStudy study) {
    double seconds = study.rows().getFirst().seconds();
    List<TimeErrorStudy.Row> rows =
        study.rows().stream().filter(row -> row.seconds() == seconds).toList();
    List<Line> lines =
        rows.stream()
            .map(TimeErrorStudy.Row::sampled)
            .distinct()
            .map(n -> line(rows, n))
            .collect(Collectors.toList());
    int first = rows.getFirst().sampled();
    lines.add(
        new Line(
            "digits alone",
            rows.stream()
                .filter(row -> row.sampled() == first)
                .map(row -> new Point(row.digits(), percentOrLeast(row.digitsAlone())))
                .toList()));
    return new LineChart(
        "Mean error of a position, video of " + plain(seconds) + " s",
        Axis.linear("digits"),
        Axis.logarithmic("mean error, % of the length"),
        lines);
  }

  private static Line line(List<TimeErrorStudy.Row> rows, int sampled) {
    return new Line(
        sampled + " frames",
        rows.stream()
            .filter(row -> row.sampled() == sampled)
            .map(row -> new Point(row.digits(), percentOrLeast(row.both())))
            .toList());
  }

  /** No error at all has no place on a logarithmic axis; it is drawn at its lower end. */
  private static double percentOrLeast(QuantisationError error) {
    return Math.max(100 * error.mean(), 1e-6);
  }

  private static List<String> paperRow(String name, QuantisationError error) {
    return List.of(name, percent(error.mean()), percent(error.max()));
  }

  private static String percent(double fraction) {
    return BigDecimal.valueOf(fraction)
        .movePointRight(2)
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .toPlainString();
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
