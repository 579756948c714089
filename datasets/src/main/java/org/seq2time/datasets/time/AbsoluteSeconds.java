package org.seq2time.datasets.time;

/**
 * Seconds in plain digits, as TimeChat's data writes them: {@code 90 - 102 seconds}, or with
 * decimals {@code 20.8 - 30.0 seconds}.
 *
 * <p>Error: at most {@code 10^-decimals / 2} seconds, whatever the length.
 *
 * @param decimals of each time, 0 to 6
 */
public record AbsoluteSeconds(int decimals) implements TimeRepresentation {

  static final String NAME = "seconds";

  public AbsoluteSeconds {
    if (decimals < 0 || decimals > Rounding.MAX_DIGITS) {
      throw new IllegalArgumentException(
          decimals + " decimals of a second, expected 0 to " + Rounding.MAX_DIGITS);
    }
  }

  @Override
  public String key() {
    return decimals == 0 ? NAME : NAME + "-" + decimals;
  }

  @Override
  public String unit() {
    return " seconds";
  }

  @Override
  public void append(StringBuilder out, double value, double length) {
    Axis.checkLength(length);
    Axis.checkValue(value, length);
    Texts.appendDecimal(out, Rounding.ofProduct(value, decimals), decimals);
  }

  /** Seconds beyond the length are given as they are: rounding up may have put them there. */
  @Override
  public double decode(CharSequence text, double length) {
    Axis.checkLength(length);
    return Texts.plainDecimal(text, "a time in seconds");
  }

  @Override
  public double maxError(double length) {
    Axis.checkLength(length);
    return 0.5 / Rounding.powerOfTen(decimals);
  }
}
