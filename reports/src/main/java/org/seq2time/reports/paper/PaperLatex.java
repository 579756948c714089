package org.seq2time.reports.paper;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.paper.PaperReport.Cell;
import org.seq2time.reports.paper.PaperReport.Filled;

/** Published beside reproduced as LaTeX tables; they need the package booktabs. */
final class PaperLatex {

  private PaperLatex() {}

  static String render(PaperReport report) {
    StringBuilder text = new StringBuilder();
    text.append("% Values in percent. Published: ").append(oneLine(report.source())).append("\n");
    text.append("% Needs \\usepackage{booktabs}.\n");
    for (Filled filled : report.tables()) {
      text.append("\\begin{table}\n\\centering\n\\caption{");
      text.append(escape(filled.table().title()));
      filled
          .table()
          .baseline()
          .ifPresent(b -> text.append(". Gains are relative to ").append(escape(b)));
      text.append("}\n\\begin{tabular}{llrrrrrr}\n\\toprule\n");
      List<String> header = new ArrayList<>(List.of("model", "score"));
      PaperCells.HEADER.forEach(h -> header.add(escape(h)));
      text.append(line(header)).append("\\midrule\n");
      for (Cell cell : filled.cells()) {
        List<String> row = new ArrayList<>();
        row.add(escape(cell.row().name()));
        row.add(escape(cell.column().label()));
        PaperCells.numbers(cell, "\\,\\%").forEach(n -> row.add(number(n)));
        text.append(line(row));
      }
      text.append("\\bottomrule\n\\end{tabular}\n\\end{table}\n");
    }
    return text.toString();
  }

  private static String line(List<String> cells) {
    return String.join(" & ", cells) + " \\\\\n";
  }

  /** A bare hyphen is no minus sign; the brackets keep a row from reading one as an option. */
  private static String number(String text) {
    return text.isEmpty() ? "" : "{" + text.replace("-", "$-$") + "}";
  }

  private static String oneLine(String text) {
    return Quoted.oneLine(text);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    oneLine(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> escaped.append("\\textbackslash{}");
                case '~' -> escaped.append("\\textasciitilde{}");
                case '^' -> escaped.append("\\textasciicircum{}");
                case '<' -> escaped.append("\\textless{}");
                case '>' -> escaped.append("\\textgreater{}");
                case '{', '}', '$', '&', '#', '%', '_' -> escaped.append('\\').appendCodePoint(c);
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
