package org.seq2time.reports.gate;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Kind;
import org.seq2time.reports.gate.GateReport.Status;
import org.seq2time.reports.table.Markdown;

/**
 * A verdict as Markdown for GitHub's step summaries and GitLab's merge requests; text from runs
 * stands in code spans.
 */
public final class GateMarkdown {

  private GateMarkdown() {}

  /** The summary, every line ended. */
  public static String render(GateReport report) {
    StringBuilder text = new StringBuilder("## seq2time gate: ");
    text.append(report.verdict()).append("\n\n");
    text.append(Markdown.code(report.title())).append("\n\n");
    text.append(row(GateText.HEADER));
    text.append("|---|").append("---:|".repeat(GateText.HEADER.size() - 2)).append("---|\n");
    report.checks().forEach(check -> text.append(row(cells(check))));
    for (Status status : List.of(Status.REGRESSION, Status.IMPROVED)) {
      List<Check> checks = report.with(status);
      if (!checks.isEmpty()) {
        text.append('\n');
        checks.forEach(c -> text.append(line(c)));
      }
    }
    if (!report.notes().isEmpty()) {
      text.append('\n');
      report.notes().forEach(n -> text.append("- ").append(Markdown.code(n)).append('\n'));
    }
    GateText.explanation(report).ifPresent(line -> text.append('\n').append(line).append('\n'));
    return text.toString();
  }

  private static String line(Check check) {
    String label = check.status() == Status.REGRESSION ? "**regression**" : "improved";
    return "- "
        + label
        + " "
        + Markdown.code(check.name())
        + " "
        + Markdown.code(check.reason())
        + "\n";
  }

  private static List<String> cells(Check check) {
    List<String> cells = new ArrayList<>(GateText.cells(check));
    cells.set(0, Markdown.codeCell(cells.getFirst()));
    if (check.kind() == Kind.BENCHMARK) {
      // Their units come from a file.
      cells.set(1, Markdown.codeCell(check.baseline()));
      cells.set(2, Markdown.codeCell(check.run()));
    }
    return cells;
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
