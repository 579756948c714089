package org.seq2time.reports.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.paper.PaperReport.Cell;
import org.seq2time.reports.paper.PaperReport.Ours;

/**
 * A cell's numbers as text: published ones as published, ours with two decimals, gains with one;
 * half-up. Nothing for what is not there.
 */
final class PaperCells {

  /** What the numbers of a cell are. */
  static final List<String> HEADER =
      List.of("published", "gain", "ours", "95 % interval", "difference", "our gain");

  private static final int DECIMALS = 2;
  private static final int GAIN_DECIMALS = 1;

  private PaperCells() {}

  /** In the order of {@link #HEADER}; gains end in {@code percent}. */
  static List<String> numbers(Cell cell, String percent) {
    Optional<Ours> ours = cell.ours();
    return List.of(
        cell.published().map(BigDecimal::toPlainString).orElse(""),
        gain(cell.publishedGain(), percent),
        ours.map(o -> plain(o.value(), DECIMALS)).orElse(""),
        ours.flatMap(Ours::interval).map(PaperCells::interval).orElse(""),
        ours.map(Ours::difference)
            .filter(OptionalDouble::isPresent)
            .map(d -> signed(d.getAsDouble(), DECIMALS))
            .orElse(""),
        gain(ours.map(Ours::gain).orElse(OptionalDouble.empty()), percent));
  }

  private static String interval(Interval interval) {
    return "[" + plain(interval.low(), DECIMALS) + ", " + plain(interval.high(), DECIMALS) + "]";
  }

  private static String gain(OptionalDouble gain, String percent) {
    return gain.isPresent() ? signed(gain.getAsDouble(), GAIN_DECIMALS) + percent : "";
  }

  private static String signed(double value, int decimals) {
    String text = plain(value, decimals);
    return new BigDecimal(text).signum() > 0 ? "+" + text : text;
  }

  static String plain(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
