package org.seq2time.reports.breakdown;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.reports.breakdown.Breakdown.Columns;
import org.seq2time.reports.table.Csv;
import tech.tablesaw.api.Row;

/** A breakdown as CSV; what is not defined is empty. */
final class BreakdownCsv {

  private BreakdownCsv() {}

  static String render(Breakdown breakdown) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "benchmark",
            "by",
            "samples",
            "score",
            "run",
            "n",
            "value",
            "low",
            "high",
            "resamples",
            "seed"));
    for (Row row : breakdown.table()) {
      rows.add(
          List.of(
              breakdown.benchmark(),
              row.getString(Columns.BY),
              row.getString(Columns.GROUP),
              row.getString(Columns.SCORE),
              row.getString(Columns.RUN),
              Integer.toString(row.getInt(Columns.N)),
              number(row.getDouble(Columns.VALUE)),
              number(row.getDouble(Columns.LOW)),
              number(row.getDouble(Columns.HIGH)),
              Integer.toString(breakdown.settings().resamples()),
              Long.toString(breakdown.settings().seed())));
    }
    return Csv.render(rows);
  }

  private static String number(double number) {
    return Double.isNaN(number) ? "" : Double.toString(number);
  }
}
