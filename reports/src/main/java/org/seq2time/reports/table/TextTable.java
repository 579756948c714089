package org.seq2time.reports.table;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.Quoted;

/**
 * Rows of cells, padded to columns two spaces apart; the first columns to the left, the rest to the
 * right.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table whose first columns stand to the left. */
  public TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /** Adds a row; control characters in it are escaped. */
  public void add(List<String> row) {
    rows.add(row.stream().map(Quoted::oneLine).toList());
  }

  /** The table, every line ended. */
  public String render() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int c = 0; c < row.size(); c++) {
        if (c == widths.size()) {
          widths.add(0);
        }
        widths.set(c, Math.max(widths.get(c), row.get(c).length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String padding = " ".repeat(widths.get(c) - row.get(c).length());
        line.append(c == 0 ? "" : GAP);
        line.append(c < leftColumns ? row.get(c) + padding : padding + row.get(c));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
