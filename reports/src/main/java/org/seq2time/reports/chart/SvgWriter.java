package org.seq2time.reports.chart;

import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetClipCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetColorCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetTransformCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.TransformCommand;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes recorded drawing commands as SVG, ten times smaller than VectorGraphics2D's own writer:
 * coordinates are whole twentieths of a pixel, relative to the point before; shapes of one colour
 * that follow one another are one path; nothing is clipped that lies inside its clip.
 */
final class SvgWriter {

  /** Units per pixel. */
  static final int SCALE = 20;

  private static final Color CLEAR = new Color(0, 0, 0, 0);

  private final boolean inline;
  private final String idPrefix;
  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();
  private final StringBuilder path = new StringBuilder();
  private String pathAttributes = "";

  private Color color = Color.BLACK;
  private BasicStroke stroke = new BasicStroke(1f);
  private AffineTransform transform = new AffineTransform();
  private @Nullable Rectangle2D clip;

  private SvgWriter(boolean inline, String idPrefix) {
    this.inline = inline;
    this.idPrefix = idPrefix;
  }

  /**
   * An SVG document with its own colours.
   *
   * @param commands what was drawn
   */
  static String document(CommandSequence commands, int width, int height) {
    SvgWriter writer = new SvgWriter(false, "clip");
    commands.forEach(writer::accept);
    return writer.finish(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
            + width
            + "\" height=\""
            + height
            + "\"",
        width,
        height);
  }

  /**
   * An element of an HTML page whose style sheet gives the colours: classes {@code f-NAME} for
   * fills and {@code l-NAME} for lines, see {@link ChartStyle#name}.
   *
   * @param idPrefix starts the ids in the element, so that they are unique in the page
   */
  static String element(CommandSequence commands, int width, int height, String idPrefix) {
    SvgWriter writer = new SvgWriter(true, idPrefix);
    commands.forEach(writer::accept);
    return writer.finish("<svg aria-hidden=\"true\"", width, height);
  }

  private void accept(Command<?> command) {
    switch (command) {
      case SetColorCommand set -> color = set.getValue();
      case SetStrokeCommand set -> {
        if (set.getValue() instanceof BasicStroke basic) {
          stroke = basic;
        }
      }
      case SetTransformCommand set -> transform = new AffineTransform(set.getValue());
      case TransformCommand add -> transform.concatenate(add.getValue());
      case SetClipCommand set -> {
        Shape shape = set.getValue();
        clip = shape == null ? null : transform.createTransformedShape(shape).getBounds2D();
      }
      case FillShapeCommand fill -> shape(fill.getValue(), fillAttributes(), 0);
      case DrawShapeCommand draw ->
          shape(draw.getValue(), strokeAttributes(), stroke.getLineWidth() / 2);
      default -> {
        // Fonts, hints and the like: all text is already outlines.
      }
    }
  }

  private void shape(Shape drawn, String attributes, double margin) {
    if (color.getAlpha() == CLEAR.getAlpha()) {
      return;
    }
    Rectangle2D bounds = transform.createTransformedShape(drawn).getBounds2D();
    bounds.setRect(
        bounds.getX() - margin,
        bounds.getY() - margin,
        bounds.getWidth() + 2 * margin,
        bounds.getHeight() + 2 * margin);
    Rectangle2D limit = clip;
    if (limit != null
        && !limit.intersects(bounds)
        && !limit.contains(bounds.getCenterX(), bounds.getCenterY())) {
      return;
    }
    String all = attributes;
    if (limit != null && !contains(limit, bounds)) {
      all += " clip-path=\"url(#" + clipId(limit) + ")\"";
    }
    if (drawn instanceof Ellipse2D ellipse && ellipse.getWidth() == ellipse.getHeight()) {
      flush();
      circle(ellipse, all);
      return;
    }
    boolean mayMerge = color.getAlpha() == 255;
    if (!all.equals(pathAttributes) || !mayMerge) {
      flush();
      pathAttributes = all;
    }
    SvgPath.append(path, drawn, transform, SCALE);
  }

  private static boolean contains(Rectangle2D outer, Rectangle2D inner) {
    return inner.getMinX() >= outer.getMinX()
        && inner.getMinY() >= outer.getMinY()
        && inner.getMaxX() <= outer.getMaxX()
        && inner.getMaxY() <= outer.getMaxY();
  }

  private void circle(Ellipse2D ellipse, String attributes) {
    double[] center = {ellipse.getCenterX(), ellipse.getCenterY()};
    transform.transform(center, 0, center, 0, 1);
    body.append("<circle cx=\"")
        .append(Math.round(center[0] * SCALE))
        .append("\" cy=\"")
        .append(Math.round(center[1] * SCALE))
        .append("\" r=\"")
        .append(Math.round(ellipse.getWidth() / 2 * SCALE))
        .append('"')
        .append(attributes)
        .append("/>");
  }

  private void flush() {
    if (!path.isEmpty()) {
      body.append("<path d=\"").append(path).append('"').append(pathAttributes).append("/>");
      path.setLength(0);
    }
    pathAttributes = "";
  }

  private String fillAttributes() {
    return paint("fill", "f-") + (inline ? "" : " stroke=\"none\"");
  }

  private String strokeAttributes() {
    StringBuilder attributes = new StringBuilder(paint("stroke", "l-"));
    if (!inline) {
      attributes.append(" fill=\"none\"");
    }
    attributes.append(" stroke-width=\"").append(units(stroke.getLineWidth())).append('"');
    if (stroke.getEndCap() == BasicStroke.CAP_ROUND) {
      attributes.append(" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
    }
    float[] dash = stroke.getDashArray();
    if (dash != null) {
      attributes.append(" stroke-dasharray=\"");
      for (int i = 0; i < dash.length; i++) {
        attributes.append(i == 0 ? "" : " ").append(units(dash[i]));
      }
      attributes.append('"');
    }
    return attributes.toString();
  }

  /** The colour: a class in a page that knows it, else an attribute. */
  private String paint(String property, String classPrefix) {
    Optional<String> name = inline ? ChartStyle.name(color) : Optional.empty();
    String paint =
        name.map(n -> " class=\"" + classPrefix + n + '"')
            .orElseGet(() -> " " + property + "=\"#" + hex(color) + '"');
    if (color.getAlpha() < 255) {
      int percent = color.getAlpha() * 100 / 255;
      paint += " " + property + "-opacity=\"" + (percent < 10 ? ".0" : ".") + percent + '"';
    }
    return paint;
  }

  private static String hex(Color color) {
    return Integer.toHexString(color.getRGB() | 0xFF00_0000).substring(2);
  }

  private static long units(double pixels) {
    return Math.round(pixels * SCALE);
  }

  private String clipId(Rectangle2D area) {
    String rectangle =
        "x=\""
            + units(area.getX())
            + "\" y=\""
            + units(area.getY())
            + "\" width=\""
            + units(area.getWidth())
            + "\" height=\""
            + units(area.getHeight())
            + '"';
    return clips.computeIfAbsent(rectangle, key -> idPrefix + "-" + clips.size());
  }

  private String finish(String start, int width, int height) {
    flush();
    StringBuilder svg = new StringBuilder(start);
    svg.append(" viewBox=\"0 0 ")
        .append(width * SCALE)
        .append(' ')
        .append(height * SCALE)
        .append("\">");
    if (!clips.isEmpty()) {
      svg.append("<defs>");
      clips.forEach(
          (rectangle, id) ->
              svg.append("<clipPath id=\"")
                  .append(id)
                  .append("\"><rect ")
                  .append(rectangle)
                  .append("/></clipPath>"));
      svg.append("</defs>");
    }
    return svg.append(body).append("</svg>").toString();
  }
}
