package org.seq2time.reports.chart;

/** What a picture shows: numbers with labels, not yet drawn. */
public sealed interface Chart permits LineChart, BarChart {

  /** One line above the picture. */
  String title();
}
