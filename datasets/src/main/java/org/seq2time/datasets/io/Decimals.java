package org.seq2time.datasets.io;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers in text files. */
public final class Decimals {

  /** Narrower than {@link Double#parseDouble}, which also reads {@code 1d}, {@code 0x1p3}, NaN. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Decimals() {}

  /** The finite number that the text writes in decimal digits; empty if it does not. */
  public static OptionalDouble parse(String text) {
    if (text.length() > InputLimits.DECIMAL_CHARACTERS || !DECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }
}
