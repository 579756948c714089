/**
 * Charts as data and as pictures: a {@link org.seq2time.reports.chart.Chart} holds numbers and
 * labels, {@link org.seq2time.reports.chart.ChartPicture} draws it as SVG or PNG with XChart.
 *
 * <p>Text is drawn with a font of the program (Open Sans), in SVG as outlines, so that a picture
 * consists of the same bytes on every machine. Since outlines cannot be read aloud or copied,
 * whoever shows a chart also shows its numbers.
 */
@NullMarked
package org.seq2time.reports.chart;

import org.jspecify.annotations.NullMarked;
