package org.seq2time.reports.breakdown;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.breakdown.Breakdown.Columns;
import org.seq2time.reports.table.Markdown;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.table.TextTable;
import tech.tablesaw.api.Row;
import tech.tablesaw.api.Table;

/** A breakdown for people: a table for each grouping, then how its intervals were drawn. */
final class BreakdownText {

  private static final List<String> REST = List.of("run", "n", "x100", "95 % interval");

  private BreakdownText() {}

  static String render(Breakdown breakdown) {
    StringBuilder text = new StringBuilder();
    for (Grouping grouping : breakdown.groupings()) {
      TextTable table = new TextTable(3);
      table.add(List.of("score", grouping.title(), "run", "n", "x100", "95 % interval"));
      for (Row row : rows(breakdown, grouping)) {
        table.add(
            List.of(
                row.getString(Columns.SCORE),
                row.getString(Columns.GROUP),
                row.getString(Columns.RUN),
                Numbers.count(row.getInt(Columns.N)),
                value(row),
                interval(row)));
      }
      text.append(table.render()).append('\n');
    }
    breakdown.remarks().forEach(r -> text.append(Quoted.oneLine(r)).append('\n'));
    return text.append(footer(breakdown)).append('\n').toString();
  }

  static String renderMarkdown(Breakdown breakdown) {
    StringBuilder text = new StringBuilder();
    for (Grouping grouping : breakdown.groupings()) {
      text.append("### By ").append(grouping.title()).append("\n\n");
      text.append("| score | samples | ").append(String.join(" | ", REST)).append(" |\n");
      text.append("|---|---|---|---:|---:|---:|\n");
      for (Row row : rows(breakdown, grouping)) {
        text.append(
            List.of(
                    Markdown.codeCell(row.getString(Columns.SCORE)),
                    Markdown.codeCell(row.getString(Columns.GROUP)),
                    Markdown.codeCell(row.getString(Columns.RUN)),
                    Numbers.count(row.getInt(Columns.N)),
                    value(row),
                    interval(row))
                .stream()
                .collect(Collectors.joining(" | ", "| ", " |\n")));
      }
      text.append('\n');
    }
    breakdown.remarks().forEach(r -> text.append(Markdown.code(r)).append("\n\n"));
    return text.append(footer(breakdown)).append('\n').toString();
  }

  private static Table rows(Breakdown breakdown, Grouping grouping) {
    Table table = breakdown.table();
    return table.where(table.stringColumn(Columns.BY).isEqualTo(grouping.key()));
  }

  private static String value(Row row) {
    double value = row.getDouble(Columns.VALUE);
    return Numbers.percent(Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value));
  }

  private static String interval(Row row) {
    double low = row.getDouble(Columns.LOW);
    return Double.isNaN(low)
        ? row.getInt(Columns.N) < Breakdown.MIN_SAMPLES ? "too few" : ""
        : Numbers.interval(Optional.of(new Interval(low, row.getDouble(Columns.HIGH))));
  }

  private static String footer(Breakdown breakdown) {
    String noun =
        Benchmark.of(breakdown.benchmark()).map(b -> b.task().sampleNoun()).orElse("samples");
    return "intervals: bootstrap over the "
        + noun
        + " of a row, "
        + Numbers.count(breakdown.settings().resamples())
        + " resamples, seed "
        + breakdown.settings().seed()
        + "; fewer than "
        + Breakdown.MIN_SAMPLES
        + " are too few for one";
  }
}
