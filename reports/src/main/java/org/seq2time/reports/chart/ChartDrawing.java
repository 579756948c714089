package org.seq2time.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;

/** Turns a chart into XChart's. */
final class ChartDrawing {

  private static final Color CLEAR = new Color(255, 255, 255, 0);

  /** Points that lie on one another show as darker. */
  private static final int POINT_ALPHA = 140;

  private final int width;
  private final int height;
  private final boolean titled;

  /**
   * A drawing of this size.
   *
   * @param titled with title, legend and white ground, or without
   */
  ChartDrawing(int width, int height, boolean titled) {
    this.width = width;
    this.height = height;
    this.titled = titled;
  }

  AxesChart<?, ?> of(Chart chart) {
    return switch (chart) {
      case LineChart lines -> lines(lines);
      case ScatterChart points -> points(points);
      case BarChart bars -> bars(bars);
      case IntervalChart intervals ->
          throw new IllegalArgumentException("drawn by IntervalPainter: " + intervals.title());
    };
  }

  private XYChart lines(LineChart chart) {
    XYChart drawing = axes(chart.title(), chart.x(), chart.y(), chart.lines().size());
    for (int i = 0; i < chart.lines().size(); i++) {
      Line line = chart.lines().get(i);
      int style = ChartStyle.at(line.style(), i);
      XYSeries series = add(drawing, line.name(), line.points());
      series.setLineColor(ChartStyle.color(style));
      series.setLineStyle(ChartStyle.stroke(style));
      series.setMarker(ChartStyle.marker(style));
      series.setMarkerColor(ChartStyle.color(style));
    }
    return drawing;
  }

  private XYChart points(ScatterChart chart) {
    XYChart drawing = axes(chart.title(), chart.x(), chart.y(), chart.series().size());
    List<Point> all = chart.series().stream().flatMap(s -> s.points().stream()).toList();
    double[] both = all.stream().flatMapToDouble(p -> DoubleStream.of(p.x(), p.y())).toArray();
    double low = DoubleStream.of(both).min().orElse(0);
    double high = DoubleStream.of(both).max().orElse(1);
    XYSeries diagonal = add(drawing, "equal", List.of(new Point(low, low), new Point(high, high)));
    diagonal.setMarker(SeriesMarkers.NONE);
    diagonal.setLineColor(ChartStyle.color(Chart.REFERENCE));
    diagonal.setLineStyle(new BasicStroke(1f));
    diagonal.setShowInLegend(false);
    for (int i = 0; i < chart.series().size(); i++) {
      Line points = chart.series().get(i);
      int style = ChartStyle.at(points.style(), i);
      Color color = ChartStyle.color(style);
      XYSeries series = add(drawing, points.name(), points.points());
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(ChartStyle.marker(style));
      series.setMarkerColor(
          new Color(color.getRed(), color.getGreen(), color.getBlue(), POINT_ALPHA));
    }
    drawing.getStyler().setMarkerSize(6);
    return drawing;
  }

  private static XYSeries add(XYChart drawing, String name, List<Point> points) {
    return drawing.addSeries(
        name,
        points.stream().mapToDouble(Point::x).toArray(),
        points.stream().mapToDouble(Point::y).toArray());
  }

  private XYChart axes(String title, Axis x, Axis y, int series) {
    XYChart drawing = new XYChart(width, height, ChartTheme.XChart);
    drawing.setTitle(title);
    drawing.setXAxisTitle(x.label());
    drawing.setYAxisTitle(y.label());
    style(drawing.getStyler(), series);
    drawing.getStyler().setXAxisLogarithmic(x.logarithmic());
    drawing.getStyler().setYAxisLogarithmic(y.logarithmic());
    // XChart writes small numbers without their zero: .018.
    if (y.logarithmic() || y.range().map(r -> r.high() < 1).orElse(false)) {
      drawing.getStyler().setYAxisTickLabelsFormattingFunction(ChartDrawing::plain);
    }
    x.range().ifPresent(r -> drawing.getStyler().setXAxisMin(r.low()).setXAxisMax(r.high()));
    y.range().ifPresent(r -> drawing.getStyler().setYAxisMin(r.low()).setYAxisMax(r.high()));
    return drawing;
  }

  private CategoryChart bars(BarChart chart) {
    CategoryChart drawing = new CategoryChart(width, height, ChartTheme.XChart);
    drawing.setTitle(chart.title());
    drawing.setXAxisTitle(chart.categoryLabel());
    drawing.setYAxisTitle(chart.valueLabel());
    style(drawing.getStyler(), chart.series().size());
    drawing.getStyler().setStacked(chart.stacked());
    for (int i = 0; i < chart.series().size(); i++) {
      BarChart.Bars bars = chart.series().get(i);
      CategorySeries series =
          bars.errors().isEmpty()
              ? drawing.addSeries(bars.name(), chart.categories(), bars.values())
              : drawing.addSeries(bars.name(), chart.categories(), bars.values(), bars.errors());
      series.setFillColor(ChartStyle.color(ChartStyle.at(bars.style(), i)));
    }
    return drawing;
  }

  private void style(AxesChartStyler styler, int series) {
    Font font = ChartFont.regular();
    styler.setBaseFont(font);
    styler.setChartTitleFont(font.deriveFont(16f));
    styler.setAxisTitleFont(font.deriveFont(13f));
    styler.setAxisTickLabelsFont(font.deriveFont(12f));
    styler.setLegendFont(font.deriveFont(12f));
    styler.setAnnotationTextFont(font.deriveFont(12f));
    styler.setChartFontColor(ChartStyle.INK);
    styler.setAxisTickLabelsColor(ChartStyle.INK);
    styler.setChartBackgroundColor(titled ? Color.WHITE : CLEAR);
    styler.setPlotBackgroundColor(titled ? Color.WHITE : CLEAR);
    styler.setChartTitleVisible(titled);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(ChartStyle.GRID);
    styler.setAxisTickMarksColor(ChartStyle.GRID);
    // A dashed grid is outlined dash by dash in SVG and takes ten times the bytes.
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setXAxisLogarithmicDecadeOnly(true);
    styler.setYAxisLogarithmicDecadeOnly(true);
    styler.setChartTitleBoxVisible(false);
    styler.setLegendBorderColor(ChartStyle.GRID);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendVisible(titled && series > 1);
    styler.setLocale(Locale.ROOT);
    styler.setMarkerSize(7);
    styler.setErrorBarsColor(ChartStyle.INK);
  }

  /** A number without exponent: 0.0001. */
  private static String plain(double number) {
    return BigDecimal.valueOf(number)
        .round(MathContext.DECIMAL32)
        .stripTrailingZeros()
        .toPlainString();
  }
}
