package org.seq2time.datasets.time;

/**
 * Positions as integer codes, {@code 0} to {@code 10^digits - 1}, and as vocabulary ids: the batch
 * form of {@link PositionTokens}. Nothing is allocated per element.
 *
 * @param digits decimal digits a code, 1 to 6
 */
public record PositionCodes(int digits) {

  public PositionCodes {
    checkDigits(digits);
  }

  /**
   * The code of {@code value / length}, rounded half-up and clamped to the last code.
   *
   * @param value position, {@code 0 <= value <= length}
   * @param length of the axis, same unit, positive
   */
  public int encode(double value, double length) {
    return encode(value, length, digits);
  }

  /** The position that a code stands for, {@code code / 10^digits * length}. */
  public double decode(int code, double length) {
    return decode(code, length, digits);
  }

  /**
   * Encodes an array.
   *
   * @param values positions, {@code [n]}, same unit as {@code length}
   * @param codes receives the codes, at least {@code [n]}
   * @throws IllegalArgumentException if an element is NaN, negative or beyond the end; it is named
   */
  public void encode(double[] values, double length, int[] codes) {
    Axis.checkLength(length);
    int last = (int) Rounding.powerOfTen(digits) - 1;
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (!(value >= 0 && value <= length)) {
        throw Axis.outside(value, length, i);
      }
      codes[i] = Math.min((int) Rounding.ofQuotient(value, length, digits), last);
    }
  }

  /**
   * Decodes an array.
   *
   * @param codes codes, {@code [n]}
   * @param values receives the positions, at least {@code [n]}, in the unit of {@code length}
   */
  public void decode(int[] codes, double length, double[] values) {
    Axis.checkLength(length);
    int end = (int) Rounding.powerOfTen(digits);
    for (int i = 0; i < codes.length; i++) {
      int code = codes[i];
      if (code < 0 || code >= end) {
        throw badCode(code, digits);
      }
      values[i] = code * length / end;
    }
  }

  /**
   * Writes codes as vocabulary ids, the first digit first.
   *
   * @param codes codes, {@code [n]}
   * @param ids receives the ids, at least {@code [n * digits]}
   */
  public void toIds(int[] codes, DigitVocabulary vocabulary, int[] ids) {
    int end = (int) Rounding.powerOfTen(digits);
    for (int i = 0; i < codes.length; i++) {
      int code = codes[i];
      if (code < 0 || code >= end) {
        throw badCode(code, digits);
      }
      for (int at = (i + 1) * digits - 1; at >= i * digits; at--) {
        int rest = code / 10;
        ids[at] = vocabulary.id(code - 10 * rest);
        code = rest;
      }
    }
  }

  /**
   * Finds the positions in a model's output: every {@code digits} digit tokens in a row are one,
   * left to right; a shorter rest is no position.
   *
   * @param ids generated ids, of which the first {@code count} are read
   * @param codes receives the codes, at least {@code [count / digits]}
   * @return the number of positions found
   */
  public int fromIds(int[] ids, int count, DigitVocabulary vocabulary, int[] codes) {
    int found = 0;
    int run = 0;
    int code = 0;
    for (int i = 0; i < count; i++) {
      int digit = vocabulary.digit(ids[i]);
      if (digit < 0) {
        run = 0;
        code = 0;
        continue;
      }
      code = code * 10 + digit;
      run++;
      if (run == digits) {
        codes[found++] = code;
        run = 0;
        code = 0;
      }
    }
    return found;
  }

  static int encode(double value, double length, int digits) {
    Axis.checkLength(length);
    Axis.checkValue(value, length);
    return (int)
        Math.min(Rounding.ofQuotient(value, length, digits), Rounding.powerOfTen(digits) - 1);
  }

  static double decode(int code, double length, int digits) {
    Axis.checkLength(length);
    long end = Rounding.powerOfTen(digits);
    if (code < 0 || code >= end) {
      throw badCode(code, digits);
    }
    return code * length / end;
  }

  static void checkDigits(int digits) {
    if (digits < 1 || digits > Rounding.MAX_DIGITS) {
      throw new IllegalArgumentException(
          digits + " digits per position, expected 1 to " + Rounding.MAX_DIGITS);
    }
  }

  private static IllegalArgumentException badCode(int code, int digits) {
    return new IllegalArgumentException(
        "the code " + code + " is not in 0 to " + (Rounding.powerOfTen(digits) - 1));
  }
}
