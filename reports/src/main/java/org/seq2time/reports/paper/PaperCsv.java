package org.seq2time.reports.paper;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.paper.PaperReport.Cell;
import org.seq2time.reports.paper.PaperReport.Filled;
import org.seq2time.reports.paper.PaperReport.Ours;
import org.seq2time.reports.table.Csv;

/** Published beside reproduced as CSV after RFC 4180, unrounded, lines ended by a line feed. */
final class PaperCsv {

  private static final List<String> HEADER =
      List.of(
          "table",
          "model",
          "benchmark",
          "score",
          "published",
          "publishedGainPercent",
          "run",
          "ours",
          "low",
          "high",
          "differencePoints",
          "oursGainPercent",
          "coverage",
          "metric");

  private PaperCsv() {}

  static String render(PaperReport report) {
    List<List<String>> rows = new ArrayList<>(List.of(HEADER));
    for (Filled filled : report.tables()) {
      for (Cell cell : filled.cells()) {
        Optional<Ours> ours = cell.ours();
        List<String> fields = new ArrayList<>();
        fields.add(filled.table().id());
        fields.add(cell.row().name());
        fields.add(cell.column().benchmark().key());
        fields.add(cell.column().score());
        fields.add(cell.published().map(BigDecimal::toPlainString).orElse(""));
        fields.add(number(cell.publishedGain()));
        fields.add(ours.map(Ours::run).orElse(""));
        fields.add(ours.map(o -> Double.toString(o.value())).orElse(""));
        fields.add(end(ours, true));
        fields.add(end(ours, false));
        fields.add(ours.map(o -> number(o.difference())).orElse(""));
        fields.add(ours.map(o -> number(o.gain())).orElse(""));
        fields.add(ours.map(o -> Double.toString(o.coverage())).orElse(""));
        fields.add(ours.map(Ours::metric).orElse(""));
        rows.add(fields);
      }
    }
    return Csv.render(rows);
  }

  private static String end(Optional<Ours> ours, boolean low) {
    Optional<Interval> interval = ours.flatMap(Ours::interval);
    return interval.map(i -> Double.toString(low ? i.low() : i.high())).orElse("");
  }

  private static String number(OptionalDouble number) {
    return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
  }
}
