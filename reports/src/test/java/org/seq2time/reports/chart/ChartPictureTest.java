package org.seq2time.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.chart.BarChart.Bars;
import org.seq2time.reports.chart.IntervalChart.Dot;
import org.seq2time.reports.chart.IntervalChart.Dots;
import org.seq2time.reports.chart.LineChart.Axis;
import org.seq2time.reports.chart.LineChart.Line;
import org.seq2time.reports.chart.LineChart.Point;

class ChartPictureTest {

  private static final LineChart LINES =
      new LineChart(
          "Recall <&> \"title\" $x$",
          Axis.linear("IoU"),
          Axis.logarithmic("recall, %"),
          List.of(
              new Line("first", List.of(new Point(0.3, 50), new Point(0.5, 5))),
              new Line("second", List.of(new Point(0.3, 10), new Point(0.7, 0.001)))));

  private static final BarChart BARS =
      new BarChart(
          "Counts",
          "task",
          "instances",
          List.of("IIG", "IIC"),
          List.of(
              new Bars("a", List.of(3.0, 4.0)),
              new Bars("b", List.of(1.0, 0.0), List.of(0.5, 0.25))));

  @Test
  void theSameChartIsTheSameBytesInAnyLocaleAndZone() {
    byte[] lines = ChartPicture.svg(LINES, 600, 300);
    byte[] bars = ChartPicture.png(BARS, 600, 300);
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      for (String tag : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
        assertThat(ChartPicture.svg(LINES, 600, 300)).as(tag).isEqualTo(lines);
        assertThat(ChartPicture.png(BARS, 600, 300)).as(tag).isEqualTo(bars);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void svgDrawsTextAsOutlinesAndStaysSmall() {
    String svg = new String(ChartPicture.svg(LINES, 600, 300), StandardCharsets.UTF_8);
    assertThat(svg).contains("<svg").doesNotContain("<text").doesNotContain("title");
    assertThat(svg.length()).isLessThan(150_000);
  }

  @Test
  void pngHasTheSizeAndInkInEachSeriesColour() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(ChartPicture.png(BARS, 640, 320)));
    assertThat(image.getWidth()).isEqualTo(640);
    assertThat(image.getHeight()).isEqualTo(320);
    assertThat(pixels(image, 0x005F99)).isGreaterThan(1_000);
    assertThat(pixels(image, 0xB84A00)).isGreaterThan(500);
  }

  @Test
  void aTallerBarHasMoreInk() throws IOException {
    BufferedImage one = bar(1);
    BufferedImage half = bar(0.5);
    assertThat(pixels(half, 0x005F99)).isLessThan(pixels(one, 0x005F99));
  }

  @Test
  void chartsCheckTheirNumbers() {
    List<Point> zero = List.of(new Point(1, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new LineChart(
                    "t", Axis.linear("x"), Axis.logarithmic("y"), List.of(new Line("a", zero))))
        .withMessage("line 'a': 0.0 has no place on the axis 'y'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BarChart(
                    "t", "c", "v", List.of("x", "y"), List.of(new Bars("a", List.of(1.0)))))
        .withMessage("series 'a' has 1 values for 2 categories");
  }

  /** Two categories, of which the second sets the scale. */
  private static BufferedImage bar(double value) throws IOException {
    BarChart chart =
        new BarChart("t", "c", "v", List.of("x", "y"), List.of(new Bars("a", List.of(value, 2.0))));
    return ImageIO.read(new ByteArrayInputStream(ChartPicture.png(chart, 400, 300)));
  }

  private static int pixels(BufferedImage image, int rgb) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 0xFFFFFF) == rgb) {
          count++;
        }
      }
    }
    return count;
  }

  @Test
  void elementBringsNeitherColoursNorStylesAndItsIdsAreItsOwn() {
    String element = ChartPicture.element(LINES, 480, 320, "recall");
    assertThat(element)
        .startsWith("<svg aria-hidden=\"true\" viewBox=\"0 0 9600 6400\">")
        .contains("class=\"f-ink\"", "class=\"l-grid\"", "class=\"l-s1\"", "class=\"l-s2\"")
        .doesNotContain("style=", "#222222", "rgb(");
    assertThat(element.length()).isLessThan(25_000);
    Matcher ids = Pattern.compile("id=\"([^\"]*)\"").matcher(element);
    assertThat(ids.results().map(m -> m.group(1))).allMatch(id -> id.startsWith("recall-"));
  }

  @Test
  void intervalsReachFromEndToEndHoweverUneven() {
    IntervalChart chart =
        new IntervalChart(
            "t",
            "score",
            List.of("a"),
            List.of(
                new Dots(
                    "x", List.of(Optional.of(new Dot(20, Optional.of(new Interval(10, 60))))), 0)));
    String element = ChartPicture.element(chart, 480, ChartPicture.heightFor(chart), "i");
    Matcher line =
        Pattern.compile("<path d=\"M(\\d+) \\d+h(\\d+)\" class=\"l-s1\"").matcher(element);
    Matcher dot = Pattern.compile("<circle cx=\"(\\d+)\"").matcher(element);
    assertThat(line.find()).as(element).isTrue();
    assertThat(dot.find()).as(element).isTrue();
    double low = Double.parseDouble(line.group(1));
    double length = Double.parseDouble(line.group(2));
    double share = (Double.parseDouble(dot.group(1)) - low) / length;
    assertThat(share).isCloseTo(0.2, within(0.01));
  }

  @Test
  void scatterDrawsEveryPointAndTheDiagonal() {
    ScatterChart chart =
        new ScatterChart(
            "t",
            Axis.linear("x"),
            Axis.linear("y"),
            List.of(new Line("a", List.of(new Point(1, 2), new Point(3, 1), new Point(2, 2)))));
    String element = ChartPicture.element(chart, 480, 320, "s");
    assertThat(element.split("<circle ", -1)).hasSize(4);
    assertThat(element).contains("class=\"l-ref\"");
  }

  @Test
  void stackedBarsReachTheirSum() throws IOException {
    BarChart beside =
        new BarChart(
            "t",
            "c",
            "v",
            List.of("x"),
            List.of(new Bars("a", List.of(1.0)), new Bars("b", List.of(1.0))));
    BarChart stacked =
        new BarChart(
            beside.title(),
            beside.categoryLabel(),
            beside.valueLabel(),
            beside.categories(),
            beside.series(),
            true);
    // Two bars in the width of one, each half as high as the axis.
    int one =
        pixels(
            ImageIO.read(new ByteArrayInputStream(ChartPicture.png(beside, 400, 300))), 0x005F99);
    int half =
        pixels(
            ImageIO.read(new ByteArrayInputStream(ChartPicture.png(stacked, 400, 300))), 0x005F99);
    assertThat((double) half / one).isBetween(0.8, 1.2);
  }
}
