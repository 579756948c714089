package org.seq2time.reports.page;

import java.util.List;

/** Tables: real ones, with a caption, that scroll by themselves where the screen is narrow. */
final class PageTable {

  private PageTable() {}

  static void start(Html page, String caption) {
    start(page, caption, "");
  }

  private static void start(Html page, String caption, String style) {
    page.open("div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label", caption)
        .open("table", "class", style)
        .open("caption")
        .foreign(caption)
        .close("caption")
        .line();
  }

  static void end(Html page) {
    page.close("table", "div").line();
  }

  /**
   * A whole table whose first column names the rows.
   *
   * @param sortable whether its columns sort by clicking
   */
  static void write(
      Html page, String caption, List<String> columns, List<List<String>> rows, boolean sortable) {
    start(page, caption, sortable ? "sortable" : "");
    page.open("thead").headerRow(columns).close("thead").open("tbody").line();
    for (List<String> row : rows) {
      page.open("tr");
      for (int i = 0; i < row.size(); i++) {
        if (i == 0) {
          page.open("th", "scope", "row").foreign(row.get(i)).close("th");
        } else {
          page.open("td").foreign(row.get(i)).close("td");
        }
      }
      page.close("tr").line();
    }
    page.close("tbody");
    end(page);
  }
}
