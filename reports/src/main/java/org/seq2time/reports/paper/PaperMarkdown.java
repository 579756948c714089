package org.seq2time.reports.paper;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.seq2time.reports.paper.PaperReport.Cell;
import org.seq2time.reports.paper.PaperReport.Filled;
import org.seq2time.reports.paper.PaperReport.Ours;
import org.seq2time.reports.table.Markdown;

/** Published beside reproduced as Markdown, a line for each system and score. */
final class PaperMarkdown {

  private static final int LEFT_COLUMNS = 2;

  private PaperMarkdown() {}

  static String render(PaperReport report) {
    StringBuilder text = new StringBuilder();
    for (Filled filled : report.tables()) {
      text.append("### ").append(Markdown.text(filled.table().title()));
      text.append(" (").append(Markdown.text(filled.table().id())).append(")\n\n");
      text.append(table(filled)).append('\n');
      filled
          .table()
          .baseline()
          .ifPresent(
              b -> text.append("Gains are relative to ").append(Markdown.text(b)).append(".\n\n"));
      runs(filled).forEach(line -> text.append("- ").append(line).append('\n'));
      text.append(runs(filled).isEmpty() ? "" : "\n");
    }
    text.append("Values in percent. Published: ").append(Markdown.text(report.source()));
    return text.append(".\n").toString();
  }

  private static String table(Filled filled) {
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("model", "score"));
    header.addAll(PaperCells.HEADER);
    rows.add(header);
    for (Cell cell : filled.cells()) {
      List<String> row = new ArrayList<>();
      row.add(Markdown.text(cell.row().name()));
      row.add(Markdown.text(cell.column().label()));
      row.addAll(PaperCells.numbers(cell, " %"));
      rows.add(row);
    }
    int[] widths = new int[header.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder(line(rows.getFirst(), widths));
    for (int c = 0; c < widths.length; c++) {
      text.append(c == 0 ? "|" : "").append("-".repeat(widths[c] + 1));
      text.append(c < LEFT_COLUMNS ? "-|" : ":|");
    }
    text.append('\n');
    rows.subList(1, rows.size()).forEach(row -> text.append(line(row, widths)));
    return text.toString();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - row.get(c).length());
      line.append(' ').append(c < LEFT_COLUMNS ? row.get(c) + padding : padding + row.get(c));
      line.append(" |");
    }
    return line.append('\n').toString();
  }

  /** Each run of a table, what it stands for, and what speaks against it. */
  private static Set<String> runs(Filled filled) {
    Set<String> lines = new LinkedHashSet<>();
    for (Cell cell : filled.cells()) {
      if (cell.ours().isPresent()) {
        Ours ours = cell.ours().get();
        String line =
            Markdown.text(cell.row().name())
                + ", "
                + cell.column().benchmark().title()
                + ": "
                + Markdown.code(ours.run())
                + ", coverage "
                + PaperCells.plain(100 * ours.coverage(), 1)
                + " %";
        lines.add(line);
        if (!ours.caveat().isEmpty()) {
          lines.add(
              Markdown.text(cell.row().name())
                  + ", "
                  + Markdown.text(cell.column().label())
                  + ": not the published metric, "
                  + ours.caveat());
        }
      }
    }
    return lines;
  }
}
