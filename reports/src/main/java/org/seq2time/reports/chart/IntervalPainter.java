package org.seq2time.reports.chart;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.seq2time.reports.chart.IntervalChart.Dot;
import org.seq2time.reports.chart.IntervalChart.Dots;

/** Draws {@link IntervalChart}s: XChart's error bars are always symmetric. */
final class IntervalPainter {

  private static final int MARGIN = 10;
  private static final int TITLE_HEIGHT = 26;
  private static final int AXIS_HEIGHT = 44;
  private static final double MARKER_PIXELS = 7;
  private static final int TICKS = 5;

  private final IntervalChart chart;
  private final Graphics2D graphics;
  private final Font font = ChartFont.regular();
  private final int width;
  private final int height;
  private final double top;
  private final double left;
  private final double low;
  private final double high;

  private IntervalPainter(
      IntervalChart chart, Graphics2D graphics, int width, int height, boolean titled) {
    this.chart = chart;
    this.graphics = graphics;
    this.width = width;
    this.height = height;
    this.top = MARGIN + (titled ? TITLE_HEIGHT : 0);
    this.left =
        2.0 * MARGIN + chart.categories().stream().mapToDouble(c -> widthOf(c, 12)).max().orElse(0);
    double step = step();
    this.low = Math.floor(least() / step) * step;
    this.high = Math.max(low + step, Math.ceil(greatest() / step) * step);
  }

  /** The height at which rows neither crowd nor float. */
  static int heightFor(IntervalChart chart) {
    int row = Math.max(26, 10 + 12 * chart.series().size());
    return 2 * MARGIN + AXIS_HEIGHT + row * chart.categories().size();
  }

  static void paint(
      IntervalChart chart, Graphics2D graphics, int width, int height, boolean titled) {
    IntervalPainter painter = new IntervalPainter(chart, graphics, width, height, titled);
    if (titled) {
      painter.text(chart.title(), width / 2.0, MARGIN + 14, 16, 0.5);
    }
    painter.axis();
    for (int row = 0; row < chart.categories().size(); row++) {
      painter.row(row);
    }
  }

  private double bottom() {
    return (double) height - AXIS_HEIGHT;
  }

  private double x(double value) {
    return left + (value - low) / (high - low) * (width - left - 2 * MARGIN);
  }

  private void axis() {
    graphics.setStroke(new BasicStroke(1f));
    double step = step();
    int ticks = (int) Math.round((high - low) / step);
    for (int i = 0; i <= ticks; i++) {
      double value = low + i * step;
      graphics.setColor(ChartStyle.GRID);
      graphics.draw(new Line2D.Double(x(value), top, x(value), bottom()));
      text(label(value), x(value), bottom() + 15, 12, 0.5);
    }
    text(chart.valueLabel(), (left + width) / 2, height - 8.0, 13, 0.5);
  }

  private void row(int row) {
    double rowHeight = (bottom() - top) / chart.categories().size();
    double center = top + (row + 0.5) * rowHeight;
    text(chart.categories().get(row), left - MARGIN, center + 4, 12, 1);
    int count = chart.series().size();
    double gap = Math.min(12, (rowHeight - 8) / count);
    for (int s = 0; s < count; s++) {
      Dots dots = chart.series().get(s);
      Optional<Dot> dot = dots.dots().get(row);
      if (dot.isPresent()) {
        double y = center + (s - (count - 1) / 2.0) * gap;
        dot(dot.get(), y, ChartStyle.at(dots.style(), s));
      }
    }
  }

  private void dot(Dot dot, double y, int style) {
    graphics.setColor(ChartStyle.color(style));
    graphics.setStroke(new BasicStroke(2f));
    dot.interval().ifPresent(i -> graphics.draw(new Line2D.Double(x(i.low()), y, x(i.high()), y)));
    ChartStyle.marker(style).paint(graphics, x(dot.value()), y, (int) MARKER_PIXELS);
  }

  /** Text with its anchor at a share of its width. */
  private void text(String text, double x, double y, float size, double anchor) {
    if (text.isBlank()) {
      return;
    }
    graphics.setColor(ChartStyle.INK);
    TextLayout layout = layout(text, size);
    graphics.fill(
        layout.getOutline(
            AffineTransform.getTranslateInstance(x - anchor * layout.getAdvance(), y)));
  }

  private double widthOf(String text, float size) {
    return text.isBlank() ? 0 : layout(text, size).getAdvance();
  }

  private TextLayout layout(String text, float size) {
    return new TextLayout(
        text, font.deriveFont(size), new FontRenderContext(new AffineTransform(), true, true));
  }

  /** A round distance between ticks: 1, 2 or 5 times a power of ten. */
  private double step() {
    double least = least();
    double range = greatest() - least;
    double rough = (range > 0 ? range : Math.max(1, Math.abs(least))) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (int factor : List.of(1, 2, 5)) {
      if (rough <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private double least() {
    return dots()
        .mapToDouble(d -> d.interval().map(i -> Math.min(i.low(), d.value())).orElse(d.value()))
        .min()
        .orElse(0);
  }

  private double greatest() {
    return dots()
        .mapToDouble(d -> d.interval().map(i -> Math.max(i.high(), d.value())).orElse(d.value()))
        .max()
        .orElse(1);
  }

  private Stream<Dot> dots() {
    return chart.series().stream().flatMap(s -> s.dots().stream()).flatMap(Optional::stream);
  }

  private static String label(double value) {
    String text =
        BigDecimal.valueOf(value)
            .setScale(6, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
    return text.equals("-0") ? "0" : text;
  }
}
