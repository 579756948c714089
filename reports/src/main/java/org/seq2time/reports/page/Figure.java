package org.seq2time.reports.page;

import java.util.List;
import org.seq2time.reports.chart.Chart;

/**
 * A chart with everything that a reader who does not see it needs.
 *
 * @param id unique on the page
 * @param title what it shows
 * @param note how to read it, in a sentence or two
 * @param chart the picture; its title is not drawn
 * @param legend its series; one alone needs no legend
 * @param summary the picture in a sentence
 * @param columns names of the data table's columns
 * @param rows the data, as text
 */
record Figure(
    String id,
    String title,
    String note,
    Chart chart,
    List<SeriesKey> legend,
    String summary,
    List<String> columns,
    List<List<String>> rows) {

  /** A series: its style in the chart and its name. */
  record SeriesKey(int style, String name) {}

  Figure {
    legend = List.copyOf(legend);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
