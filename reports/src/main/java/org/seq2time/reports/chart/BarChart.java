package org.seq2time.reports.chart;

import java.util.List;

/**
 * Groups of bars, one group per category, beside or on top of one another.
 *
 * @param title one line
 * @param categoryLabel what the categories are
 * @param valueLabel what the heights are, with the unit
 * @param categories names of the groups, at least one, all different
 * @param series one bar in each group per series; at least one
 * @param stacked whether the bars of a group stand on one another
 */
public record BarChart(
    String title,
    String categoryLabel,
    String valueLabel,
    List<String> categories,
    List<Bars> series,
    boolean stacked)
    implements Chart {

  /** Bars beside one another. */
  public BarChart(
      String title,
      String categoryLabel,
      String valueLabel,
      List<String> categories,
      List<Bars> series) {
    this(title, categoryLabel, valueLabel, categories, series, false);
  }

  public BarChart {
    categories = List.copyOf(categories);
    series = List.copyOf(series);
    if (categories.isEmpty() || series.isEmpty()) {
      throw new IllegalArgumentException("a bar chart needs a category and a series");
    }
    for (Bars bars : series) {
      if (bars.values().size() != categories.size()) {
        throw new IllegalArgumentException(
            "series '%s' has %d values for %d categories"
                .formatted(bars.name(), bars.values().size(), categories.size()));
      }
    }
  }

  /**
   * The bars of one name.
   *
   * @param name of the series
   * @param values finite heights, one per category
   * @param errors half lengths of error bars, one per category, or empty for none
   * @param style which colour, from 0, {@link Chart#REFERENCE} or {@link Chart#BY_POSITION}
   */
  public record Bars(String name, List<Double> values, List<Double> errors, int style) {
    public Bars {
      values = List.copyOf(values);
      errors = List.copyOf(errors);
      if (!errors.isEmpty() && errors.size() != values.size()) {
        throw new IllegalArgumentException(
            "series '%s' has %d errors for %d values"
                .formatted(name, errors.size(), values.size()));
      }
      if (!values.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("series '" + name + "' has a value that is not finite");
      }
    }

    /** Bars in the style of their position. */
    public Bars(String name, List<Double> values, List<Double> errors) {
      this(name, values, errors, BY_POSITION);
    }

    /** Bars without error bars. */
    public Bars(String name, List<Double> values) {
      this(name, values, List.of(), BY_POSITION);
    }
  }
}
