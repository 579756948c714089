package org.seq2time.reports.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.Interval;

/** Numbers as every table prints them. */
final class Numbers {

  private static final int DECIMALS = 2;

  private Numbers() {}

  /** A value x100 with two decimals. */
  static String percent(double value) {
    return BigDecimal.valueOf(value)
        .movePointRight(2)
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .toPlainString();
  }

  static String percent(OptionalDouble value) {
    return value.isPresent() ? percent(value.getAsDouble()) : "not defined";
  }

  static String interval(Optional<Interval> interval) {
    return interval.map(i -> "[" + percent(i.low()) + ", " + percent(i.high()) + "]").orElse("");
  }

  /** A share with one decimal: {@code 94.4 %}. */
  static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A count with thousands separated by commas. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
