package org.seq2time.reports.page;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Times as a page prints them. */
final class Seconds {

  private static final int DECIMALS = 2;

  private Seconds() {}

  /** At most two decimals, without trailing zeros: {@code 12.5}. */
  static String text(double seconds) {
    return rounded(seconds).toPlainString();
  }

  /** The same as a number. */
  static BigDecimal rounded(double seconds) {
    BigDecimal rounded =
        BigDecimal.valueOf(seconds).setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }
}
