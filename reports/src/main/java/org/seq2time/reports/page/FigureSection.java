package org.seq2time.reports.page;

import java.util.List;
import org.seq2time.reports.chart.ChartPicture;
import org.seq2time.reports.chart.IntervalChart;
import org.seq2time.reports.page.Figure.SeriesKey;

/**
 * Charts, each with its legend as text, its numbers as a table and a sentence that stands for it.
 */
final class FigureSection {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 320;
  private static final int STYLES = 7;

  private static final List<String> MARKERS =
      List.of(
          "M10 1a4 4 0 1 0 .1 0z",
          "M6 1h8v8h-8z",
          "M10 0l5 5-5 5-5-5z",
          "M10 0l5 9h-10z",
          "M10 10l5-9h-10z");

  private static final String CROSS = "M6 2l1-1 3 3 3-3 1 1-3 3 3 3-1 1-3-3-3 3-1-1 3-3z";

  private FigureSection() {}

  static void write(List<Figure> figures, Html page) {
    if (figures.isEmpty()) {
      return;
    }
    page.section("charts", "Charts");
    page.open("div", "class", "figures").line();
    figures.forEach(figure -> write(figure, page));
    page.close("div", "section").line();
  }

  static void write(Figure figure, Html page) {
    int height =
        figure.chart() instanceof IntervalChart chart ? ChartPicture.heightFor(chart) : HEIGHT;
    page.open("figure", "id", figure.id())
        .open("figcaption")
        .element("h3", figure.title())
        .element("p", figure.note())
        .close("figcaption")
        .line();
    legend(figure.legend(), page);
    page.open("div", "class", "picture", "role", "img", "aria-label", figure.summary())
        .markup(ChartPicture.element(figure.chart(), WIDTH, height, figure.id()))
        .close("div")
        .line();
    page.open("details", "class", "numbers").element("summary", "Numbers").line();
    PageTable.write(page, figure.title(), figure.columns(), figure.rows(), false);
    page.close("details", "figure").line();
  }

  private static void legend(List<SeriesKey> keys, Html page) {
    if (keys.isEmpty()) {
      return;
    }
    page.open("ul", "class", "legend");
    for (SeriesKey key : keys) {
      page.open("li").markup(swatch(key.style())).foreign(key.name()).close("li");
    }
    page.close("ul").line();
  }

  /** The marker of a style, small. */
  static String swatch(int style) {
    return "<svg class=\"swatch\" viewBox=\"0 0 20 10\" aria-hidden=\"true\"><path class=\"f-"
        + (style < 0 ? "ref" : "s" + (style % STYLES + 1))
        + "\" d=\""
        + (style < 0 ? CROSS : MARKERS.get(style % MARKERS.size()))
        + "\"/></svg>";
  }
}
