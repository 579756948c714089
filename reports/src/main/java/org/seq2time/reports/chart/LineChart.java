package org.seq2time.reports.chart;

import java.util.List;

/**
 * Lines over a numeric axis.
 *
 * @param title one line
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param lines at least one, with different names
 */
public record LineChart(String title, Axis x, Axis y, List<Line> lines) implements Chart {

  public LineChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("a line chart needs a line");
    }
    for (Line line : lines) {
      for (Point point : line.points()) {
        x.check(point.x(), line.name());
        y.check(point.y(), line.name());
      }
    }
  }

  /**
   * An axis.
   *
   * @param label what it shows, with the unit
   * @param logarithmic whether equal steps are equal ratios; all values must then be positive
   */
  public record Axis(String label, boolean logarithmic) {

    /** Equal steps are equal differences. */
    public static Axis linear(String label) {
      return new Axis(label, false);
    }

    /** Equal steps are equal ratios. */
    public static Axis logarithmic(String label) {
      return new Axis(label, true);
    }

    private void check(double value, String line) {
      if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
        throw new IllegalArgumentException(
            "line '" + line + "': " + value + " has no place on the axis '" + label + "'");
      }
    }
  }

  /** A named line through its points, in their order; at least one. */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("line '" + name + "' has no points");
      }
    }
  }

  /** A finite pair of numbers. */
  public record Point(double x, double y) {}
}
