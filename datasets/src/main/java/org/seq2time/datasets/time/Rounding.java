package org.seq2time.datasets.time;

import java.math.BigDecimal;

/** Half-up rounding of exact decimal quotients, in doubles where those cannot be wrong. */
final class Rounding {

  /** Powers of ten by exponent, as far as a representation has digits. */
  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  /** The most digits of any representation. */
  static final int MAX_DIGITS = POWERS.length - 1;

  /** Below it every integer with its fifteen digits is a double, and no other decimal is. */
  private static final double MAX_INTEGER = 1e15;

  private Rounding() {}

  /** Ten to the power of {@code digits}, 0 to {@link #MAX_DIGITS}. */
  static long powerOfTen(int digits) {
    return POWERS[digits];
  }

  /**
   * {@code value / length * 10^digits}, half-up.
   *
   * <p>The quotient in doubles decides unless it lies so close to a tie that its own error, or the
   * difference between a decimal and its double, could matter; then the numbers are compared as
   * integers. Only a near-tie of numbers with more than six decimal places takes objects.
   */
  static long ofQuotient(double value, double length, int digits) {
    long scale = POWERS[digits];
    double quotient = value / length * scale;
    long floor = (long) quotient;
    double fraction = quotient - floor;
    if (Math.abs(fraction - 0.5) > quotient * 1e-15 + 1e-12) {
      return fraction > 0.5 ? floor + 1 : floor;
    }
    return reachesTie(value, length, scale, floor) ? floor + 1 : floor;
  }

  /** {@code value * 10^digits}, half-up. */
  static long ofProduct(double value, int digits) {
    return ofQuotient(value, 1, digits);
  }

  /** Whether {@code value / length * scale >= floor + 1/2}, exactly. */
  private static boolean reachesTie(double value, double length, long scale, long floor) {
    for (long unit : POWERS) {
      double wholeValue = Math.rint(value * unit);
      double wholeLength = Math.rint(length * unit);
      if (wholeValue / unit == value
          && wholeLength / unit == length
          && wholeValue < MAX_INTEGER
          && wholeLength < MAX_INTEGER) {
        return compareProducts((long) wholeValue, 2 * scale, (long) wholeLength, 2 * floor + 1)
            >= 0;
      }
    }
    BigDecimal doubled = BigDecimal.valueOf(value).multiply(BigDecimal.valueOf(2 * scale));
    BigDecimal tie = BigDecimal.valueOf(length).multiply(BigDecimal.valueOf(2 * floor + 1));
    return doubled.compareTo(tie) >= 0;
  }

  /** Compares {@code a * b} with {@code c * d}, all positive or zero, in 128 bits. */
  private static int compareProducts(long a, long b, long c, long d) {
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
    return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
  }
}
