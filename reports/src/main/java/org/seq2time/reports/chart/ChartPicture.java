package org.seq2time.reports.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/** Draws charts, always the same bytes for the same chart and size. */
public final class ChartPicture {

  /** A size that fits a page's column. */
  public static final int DEFAULT_WIDTH = 900;

  /** The height that goes with {@link #DEFAULT_WIDTH}. */
  public static final int DEFAULT_HEIGHT = 480;

  private ChartPicture() {}

  /** An SVG document, UTF-8; text is drawn as outlines. */
  public static byte[] svg(Chart chart, int widthPixels, int heightPixels) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(chart, graphics, widthPixels, heightPixels, true);
    return SvgWriter.document(graphics.getCommands(), widthPixels, heightPixels)
        .getBytes(StandardCharsets.UTF_8);
  }

  /**
   * An SVG element to stand in an HTML page: without title, legend and background, which the page
   * has as text, and without colours, which the page's style sheet has for light and dark. Fills
   * have the class {@code f-NAME}, lines {@code l-NAME}; NAME is {@code ink}, {@code grid}, {@code
   * ref} or, for series of style 0 to 6, {@code s1} to {@code s7}, and so on from {@code s1} again.
   *
   * @param idPrefix starts the ids in the element, so that they are unique in the page
   */
  public static String element(Chart chart, int widthPixels, int heightPixels, String idPrefix) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(chart, graphics, widthPixels, heightPixels, false);
    return SvgWriter.element(graphics.getCommands(), widthPixels, heightPixels, idPrefix);
  }

  /** The height at which an interval chart's rows neither crowd nor float. */
  public static int heightFor(IntervalChart chart) {
    return IntervalPainter.heightFor(chart);
  }

  /** A PNG image. */
  public static byte[] png(Chart chart, int widthPixels, int heightPixels) {
    BufferedImage image = new BufferedImage(widthPixels, heightPixels, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, widthPixels, heightPixels);
    paint(chart, graphics, widthPixels, heightPixels, true);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private static void paint(
      Chart chart, Graphics2D graphics, int width, int height, boolean titled) {
    // No window is ever opened; without this, a machine without a display would be an error.
    System.setProperty("java.awt.headless", "true");
    if (chart instanceof IntervalChart intervals) {
      IntervalPainter.paint(intervals, graphics, width, height, titled);
    } else {
      new ChartDrawing(width, height, titled).of(chart).paint(graphics, width, height);
    }
  }
}
