package org.seq2time.reports.chart;

import java.util.List;
import java.util.Optional;
import org.seq2time.metrics.Interval;

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
   * @param range the least range shown; empty for the values' own
   */
  public record Axis(String label, boolean logarithmic, Optional<Interval> range) {

    /** Equal steps are equal differences. */
    public static Axis linear(String label) {
      return new Axis(label, false, Optional.empty());
    }

    /** Equal steps are equal ratios. */
    public static Axis logarithmic(String label) {
      return new Axis(label, true, Optional.empty());
    }

    /** The same, showing at least this range. */
    public Axis showing(double low, double high) {
      return new Axis(label, logarithmic, Optional.of(new Interval(low, high)));
    }

    void check(double value, String series) {
      if (!Double.isFinite(value) || (logarithmic && value <= 0)) {
        throw new IllegalArgumentException(
            "line '" + series + "': " + value + " has no place on the axis '" + label + "'");
      }
    }
  }

  /**
   * A line through its points, in their order; at least one.
   *
   * @param name of the series
   * @param points in drawing order
   * @param style which colour, dash and marker, from 0, {@link Chart#REFERENCE} or {@link
   *     Chart#BY_POSITION}
   */
  public record Line(String name, List<Point> points, int style) {
    public Line {
      points = List.copyOf(points);
      if (points.isEmpty()) {
        throw new IllegalArgumentException("line '" + name + "' has no points");
      }
    }

    /** A line in the style of its position. */
    public Line(String name, List<Point> points) {
      this(name, points, BY_POSITION);
    }
  }

  /** A finite pair of numbers. */
  public record Point(double x, double y) {}
}
