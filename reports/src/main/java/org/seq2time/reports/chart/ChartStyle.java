package org.seq2time.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How series look: told apart by colour (Okabe and Ito's colours, chosen for colour-blind readers,
 * darkened for contrast on white) and by marker and dash.
 */
final class ChartStyle {

  static final Color INK = new Color(0x22, 0x22, 0x22);
  static final Color GRID = new Color(0xDD, 0xDD, 0xDD);

  private static final Color REFERENCE = new Color(0x66, 0x66, 0x66);

  private static final List<Color> COLORS =
      List.of(
          new Color(0x00, 0x5F, 0x99),
          new Color(0xB8, 0x4A, 0x00),
          new Color(0x00, 0x73, 0x56),
          new Color(0xA1, 0x4A, 0x7C),
          new Color(0x8A, 0x6D, 0x00),
          new Color(0x2B, 0x7F, 0xB8),
          new Color(0x44, 0x44, 0x44));

  private static final List<BasicStroke> STROKES =
      List.of(stroke(), stroke(8, 4), stroke(2, 3), stroke(8, 3, 2, 3));

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  private ChartStyle() {}

  /** The style of a series, given its place among the others. */
  static int at(int style, int position) {
    return style == Chart.BY_POSITION ? position : style;
  }

  static Color color(int style) {
    return style == Chart.REFERENCE ? REFERENCE : COLORS.get(style % COLORS.size());
  }

  static BasicStroke stroke(int style) {
    return STROKES.get(Math.max(0, style) % STROKES.size());
  }

  static Marker marker(int style) {
    return style == Chart.REFERENCE ? SeriesMarkers.CROSS : MARKERS.get(style % MARKERS.size());
  }

  /**
   * The name under which a style sheet knows this colour: {@code ink}, {@code grid}, {@code ref} or
   * {@code s1} to {@code s7}.
   */
  static Optional<String> name(Color color) {
    int rgb = color.getRGB() & 0xFFFFFF;
    if (rgb == (INK.getRGB() & 0xFFFFFF)) {
      return Optional.of("ink");
    }
    if (rgb == (GRID.getRGB() & 0xFFFFFF)) {
      return Optional.of("grid");
    }
    if (rgb == (REFERENCE.getRGB() & 0xFFFFFF)) {
      return Optional.of("ref");
    }
    for (int i = 0; i < COLORS.size(); i++) {
      if (rgb == (COLORS.get(i).getRGB() & 0xFFFFFF)) {
        return Optional.of("s" + (i + 1));
      }
    }
    return Optional.empty();
  }

  private static BasicStroke stroke(float... dash) {
    return dash.length == 0
        ? new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }
}
