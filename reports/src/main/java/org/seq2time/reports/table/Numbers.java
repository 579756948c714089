package org.seq2time.reports.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.Interval;

/** Numbers as every table prints them. */
public final class Numbers {

  private static final int DECIMALS = 2;
  private static final int P_DECIMALS = 4;
  private static final double SMALLEST_P = 0.0001;
  private static final String SMALLEST_P_TEXT = "0.0001";

  private Numbers() {}

  /** A value x100 with two decimals. */
  public static String percent(double value) {
    return BigDecimal.valueOf(value)
        .movePointRight(2)
        .setScale(DECIMALS, RoundingMode.HALF_UP)
        .toPlainString();
  }

  /** The same, or words where there is no value. */
  public static String percent(OptionalDouble value) {
    return value.isPresent() ? percent(value.getAsDouble()) : "not defined";
  }

  /** A difference x100 with its sign: {@code +3.57}. */
  public static String signed(double difference) {
    String text = percent(difference);
    return text.startsWith("-") ? text : new BigDecimal(text).signum() == 0 ? text : "+" + text;
  }

  /** A p-value with four decimals: {@code 0.0312}. */
  public static String probability(double p) {
    return p < SMALLEST_P
        ? "<" + SMALLEST_P_TEXT
        : BigDecimal.valueOf(p).setScale(P_DECIMALS, RoundingMode.HALF_UP).toPlainString();
  }

  /** An interval x100 in brackets; nothing where there is none. */
  public static String interval(Optional<Interval> interval) {
    return interval.map(i -> "[" + percent(i.low()) + ", " + percent(i.high()) + "]").orElse("");
  }

  /** A share with one decimal: {@code 94.4 %}. */
  public static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A count with thousands separated by commas. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
