package org.seq2time.reports.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Statistics;
import org.seq2time.reports.gate.GateReport.Status;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.table.TextTable;

/** A verdict for a terminal. */
public final class GateText {

  /** Columns of every form's table. */
  static final List<String> HEADER =
      List.of(
          "check",
          "baseline",
          "run",
          "change",
          "95 % interval",
          "p worse",
          "detectable drop",
          "verdict");

  private GateText() {}

  /** The table of checks, reasons, and the verdict in the last line. */
  public static String render(GateReport report) {
    StringBuilder text = new StringBuilder(Quoted.oneLine(report.title())).append("\n\n");
    TextTable table = new TextTable(1);
    table.add(HEADER);
    report.checks().forEach(check -> table.add(cells(check)));
    text.append(table.render()).append('\n');
    for (Status status : List.of(Status.REGRESSION, Status.IMPROVED)) {
      for (Check check : report.with(status)) {
        text.append(Quoted.oneLine(check.name() + ": " + check.reason())).append('\n');
      }
    }
    for (String note : report.notes()) {
      text.append("note: ").append(Quoted.oneLine(note)).append('\n');
    }
    explanation(report).ifPresent(line -> text.append(line).append('\n'));
    return text.append(report.verdict()).append('\n').toString();
  }

  /** What the numbers of the tests mean; empty without tests. */
  static Optional<String> explanation(GateReport report) {
    return report.tests() == 0
        ? Optional.empty()
        : Optional.of(
            "p worse: one-sided paired permutation after Holm's correction for "
                + report.tests()
                + (report.tests() == 1 ? " test" : " tests")
                + ", fails up to "
                + Numbers.share(report.alpha())
                + "; detectable drop: the minimum detectable with 80 % power, in percentage"
                + " points");
  }

  /** A check's cells in the order of {@link #HEADER}. */
  static List<String> cells(Check check) {
    Optional<Statistics> found = check.statistics();
    Optional<Difference> difference = found.flatMap(s -> s.result().difference());
    boolean tested = found.filter(s -> !Double.isNaN(s.worseP())).isPresent();
    List<String> cells = new ArrayList<>();
    cells.add(check.kind() == Kind.SCORE ? check.name() + " (x100)" : check.name());
    cells.add(check.baseline());
    cells.add(check.run());
    cells.add(check.change());
    cells.add(Numbers.interval(difference.map(Difference::interval)));
    cells.add(tested ? Numbers.probability(found.orElseThrow().worseP()) : "");
    cells.add(drop(found));
    cells.add(check.status().label());
    return cells;
  }

  /** Nothing for a score that is not tested. */
  private static String drop(Optional<Statistics> found) {
    return found
        .filter(s -> !Double.isNaN(s.worseP()))
        .map(Statistics::detectableDrop)
        .map(drop -> drop.isPresent() ? Numbers.percent(drop) : "none")
        .orElse("");
  }
}
