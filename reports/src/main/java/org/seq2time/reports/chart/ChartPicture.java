package org.seq2time.reports.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.AxesChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws charts, always the same bytes for the same chart and size.
 *
 * <p>Series are told apart by colour (Okabe and Ito's colours, chosen for colour-blind readers,
 * darkened for contrast on white) and by marker and dash.
 */
public final class ChartPicture {

  /** A size that fits a page's column. */
  public static final int DEFAULT_WIDTH = 900;

  /** The height that goes with {@link #DEFAULT_WIDTH}. */
  public static final int DEFAULT_HEIGHT = 480;

  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);

  private static final Color[] COLORS = {
    new Color(0x00, 0x5F, 0x99),
    new Color(0xB8, 0x4A, 0x00),
    new Color(0x00, 0x73, 0x56),
    new Color(0xA1, 0x4A, 0x7C),
    new Color(0x8A, 0x6D, 0x00),
    new Color(0x2B, 0x7F, 0xB8),
    new Color(0x44, 0x44, 0x44),
  };

  private static final BasicStroke[] STROKES = {
    stroke(), stroke(8, 4), stroke(2, 3), stroke(8, 3, 2, 3),
  };

  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.TRIANGLE_DOWN,
  };

  private ChartPicture() {}

  /** An SVG document, UTF-8; text is drawn as outlines. */
  public static byte[] svg(Chart chart, int widthPixels, int heightPixels) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    drawing(chart, widthPixels, heightPixels).paint(graphics, widthPixels, heightPixels);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(widthPixels, heightPixels))
          .writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  /** A PNG image. */
  public static byte[] png(Chart chart, int widthPixels, int heightPixels) {
    BufferedImage image = new BufferedImage(widthPixels, heightPixels, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    drawing(chart, widthPixels, heightPixels).paint(graphics, widthPixels, heightPixels);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static AxesChart<?, ?> drawing(Chart chart, int width, int height) {
    // No window is ever opened; without this, a machine without a display would be an error.
    System.setProperty("java.awt.headless", "true");
    return switch (chart) {
      case LineChart lines -> lines(lines, width, height);
      case BarChart bars -> bars(bars, width, height);
    };
  }

  private static XYChart lines(LineChart chart, int width, int height) {
    XYChart drawing = new XYChart(width, height, ChartTheme.XChart);
    drawing.setTitle(chart.title());
    drawing.setXAxisTitle(chart.x().label());
    drawing.setYAxisTitle(chart.y().label());
    style(drawing.getStyler(), chart.lines().size());
    drawing.getStyler().setXAxisLogarithmic(chart.x().logarithmic());
    drawing.getStyler().setYAxisLogarithmic(chart.y().logarithmic());
    if (chart.y().logarithmic()) {
      drawing.getStyler().setYAxisTickLabelsFormattingFunction(ChartPicture::plain);
    }
    int index = 0;
    for (LineChart.Line line : chart.lines()) {
      XYSeries series =
          drawing.addSeries(
              line.name(),
              line.points().stream().mapToDouble(LineChart.Point::x).toArray(),
              line.points().stream().mapToDouble(LineChart.Point::y).toArray());
      Color color = COLORS[index % COLORS.length];
      series.setLineColor(color);
      series.setLineStyle(STROKES[index % STROKES.length]);
      series.setMarker(MARKERS[index % MARKERS.length]);
      series.setMarkerColor(color);
      index++;
    }
    return drawing;
  }

  private static CategoryChart bars(BarChart chart, int width, int height) {
    CategoryChart drawing = new CategoryChart(width, height, ChartTheme.XChart);
    drawing.setTitle(chart.title());
    drawing.setXAxisTitle(chart.categoryLabel());
    drawing.setYAxisTitle(chart.valueLabel());
    style(drawing.getStyler(), chart.series().size());
    int index = 0;
    for (BarChart.Bars bars : chart.series()) {
      CategorySeries series =
          bars.errors().isEmpty()
              ? drawing.addSeries(bars.name(), chart.categories(), bars.values())
              : drawing.addSeries(bars.name(), chart.categories(), bars.values(), bars.errors());
      series.setFillColor(COLORS[index % COLORS.length]);
      index++;
    }
    return drawing;
  }

  private static void style(AxesChartStyler styler, int series) {
    Font font = ChartFont.regular();
    styler.setBaseFont(font);
    styler.setChartTitleFont(font.deriveFont(16f));
    styler.setAxisTitleFont(font.deriveFont(13f));
    styler.setAxisTickLabelsFont(font.deriveFont(12f));
    styler.setLegendFont(font.deriveFont(12f));
    styler.setAnnotationTextFont(font.deriveFont(12f));
    styler.setChartFontColor(INK);
    styler.setAxisTickLabelsColor(INK);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    // A dashed grid is outlined dash by dash in SVG and takes ten times the bytes.
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setXAxisLogarithmicDecadeOnly(true);
    styler.setYAxisLogarithmicDecadeOnly(true);
    styler.setChartTitleBoxVisible(false);
    styler.setLegendBorderColor(GRID);
    styler.setLegendPosition(LegendPosition.OutsideE);
    styler.setLegendVisible(series > 1);
    styler.setLocale(Locale.ROOT);
    styler.setMarkerSize(7);
    styler.setErrorBarsColor(INK);
  }

  /** A number without exponent: 0.0001. */
  private static String plain(double number) {
    return BigDecimal.valueOf(number)
        .round(MathContext.DECIMAL32)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static BasicStroke stroke(float... dash) {
    return dash.length == 0
        ? new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10f, dash, 0f);
  }
}
