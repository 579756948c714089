package org.seq2time.datasets.time;

/**
 * The relative position as a plain decimal, {@code 0.0729}: what position tokens say, in the
 * language model's own digits. The end is {@code 1.0000}; nothing needs to be clamped.
 *
 * <p>Error: at most {@code length / 10^digits / 2}.
 *
 * @param digits decimals, 1 to 6
 */
public record RelativeDecimals(int digits) implements TimeRepresentation {

  static final String NAME = "relative-decimals";

  private static final int DEFAULT_DIGITS = PositionTokens.DEFAULT_DIGITS;

  public RelativeDecimals {
    PositionCodes.checkDigits(digits);
  }

  /** As many digits as position tokens have. */
  public RelativeDecimals() {
    this(DEFAULT_DIGITS);
  }

  @Override
  public String key() {
    return digits == DEFAULT_DIGITS ? NAME : NAME + "-" + digits;
  }

  @Override
  public void append(StringBuilder out, double value, double length) {
    Axis.checkLength(length);
    Axis.checkValue(value, length);
    Texts.appendDecimal(out, Rounding.ofQuotient(value, length, digits), digits);
  }

  @Override
  public double decode(CharSequence text, double length) {
    Axis.checkLength(length);
    double fraction = Texts.plainDecimal(text, "a relative position such as 0.0729");
    if (fraction > 1) {
      throw new IllegalArgumentException(
          "the relative position " + Texts.quote(text) + " is beyond the end, 1");
    }
    return fraction * length;
  }

  @Override
  public double maxError(double length) {
    Axis.checkLength(length);
    return length / Rounding.powerOfTen(digits) / 2;
  }
}
