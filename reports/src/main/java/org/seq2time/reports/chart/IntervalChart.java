package org.seq2time.reports.chart;

import java.util.List;
import java.util.Optional;
import org.seq2time.metrics.Interval;

/**
 * Values with intervals, which need not lie symmetrically about them: a row per category, a dot
 * with a whisker per series.
 *
 * @param title one line
 * @param valueLabel what is measured, with the unit
 * @param categories names of the rows from top to bottom, at least one
 * @param series at least one
 */
public record IntervalChart(
    String title, String valueLabel, List<String> categories, List<Dots> series) implements Chart {

  public IntervalChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    if (categories.isEmpty() || series.isEmpty()) {
      throw new IllegalArgumentException("an interval chart needs a category and a series");
    }
    for (Dots dots : series) {
      if (dots.dots().size() != categories.size()) {
        throw new IllegalArgumentException(
            "series '%s' has %d values for %d categories"
                .formatted(dots.name(), dots.dots().size(), categories.size()));
      }
    }
  }

  /**
   * The values of one series.
   *
   * @param name of the series
   * @param dots one per category; empty where there is no value
   * @param style which colour and marker, from 0, or {@link Chart#REFERENCE}
   */
  public record Dots(String name, List<Optional<Dot>> dots, int style) {
    public Dots {
      dots = List.copyOf(dots);
    }
  }

  /** A finite value and its interval, where it has one. */
  public record Dot(double value, Optional<Interval> interval) {
    public Dot {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value is not finite");
      }
    }
  }
}
