package org.seq2time.reports.chart;

/** What a picture shows: numbers with labels, not yet drawn. */
public sealed interface Chart permits LineChart, BarChart, ScatterChart, IntervalChart {

  /** The style that goes with a series' place among the others. */
  int BY_POSITION = -2;

  /** The style of what all series are measured against, such as the truth: drawn in ink. */
  int REFERENCE = -1;

  /** One line above the picture. */
  String title();
}
