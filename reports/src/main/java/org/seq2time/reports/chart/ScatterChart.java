package org.seq2time.reports.chart;

import java.util.List;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;

/**
 * Points over two axes of the same unit, with the diagonal on which both are equal.
 *
 * @param title one line
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series points by name, in drawing order; at least one
 */
public record ScatterChart(String title, Axis x, Axis y, List<Line> series) implements Chart {

  public ScatterChart {
    series = List.copyOf(series);
    if (series.isEmpty()) {
      throw new IllegalArgumentException("a scatter chart needs a series");
    }
    for (Line points : series) {
      for (Point point : points.points()) {
        x.check(point.x(), points.name());
        y.check(point.y(), points.name());
      }
    }
  }
}
