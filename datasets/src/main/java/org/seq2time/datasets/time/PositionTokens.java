package org.seq2time.datasets.time;

/**
 * Seq2Time's relative position tokens: the first digits of {@code value / length}, each as a token
 * of its own, {@code <0>} to {@code <9>}. Index 7 of 96 is {@code <0><7><2><9>}.
 *
 * <p>The paper leaves two things open. Rounding is half-up on the exact quotient; and a quotient
 * that rounds to 1, for which no code exists, is written as the last code, {@code <9><9><9><9>}.
 *
 * <p>Error: at most {@code length / 10^digits / 2}, and up to {@code length / 10^digits} in the
 * last half step before the end, where the clamp acts.
 *
 * @param digits number of tokens a position, 1 to 6; the paper has 4
 */
public record PositionTokens(int digits) implements TimeRepresentation {

  /** The paper's number of digits. */
  public static final int DEFAULT_DIGITS = 4;

  static final String NAME = "position-tokens";

  /** Characters of one token, {@code <d>}. */
  private static final int TOKEN_LENGTH = 3;

  public PositionTokens {
    PositionCodes.checkDigits(digits);
  }

  /** The paper's four digits. */
  public PositionTokens() {
    this(DEFAULT_DIGITS);
  }

  /** Codes of this many digits, for arrays and vocabulary ids. */
  public PositionCodes codes() {
    return new PositionCodes(digits);
  }

  @Override
  public String key() {
    return digits == DEFAULT_DIGITS ? NAME : NAME + "-" + digits;
  }

  @Override
  public void append(StringBuilder out, double value, double length) {
    int code = PositionCodes.encode(value, length, digits);
    int start = out.length();
    out.setLength(start + TOKEN_LENGTH * digits);
    for (int at = start + TOKEN_LENGTH * (digits - 1); at >= start; at -= TOKEN_LENGTH) {
      out.setCharAt(at, '<');
      out.setCharAt(at + 1, (char) ('0' + code % 10));
      out.setCharAt(at + 2, '>');
      code /= 10;
    }
  }

  @Override
  public double decode(CharSequence text, double length) {
    if (text.length() != TOKEN_LENGTH * digits || find(text, 0) != 0) {
      throw new IllegalArgumentException(
          Texts.quote(text) + " is not a position of " + digits + " tokens <0> to <9>");
    }
    return PositionCodes.decode(codeAt(text, 0), length, digits);
  }

  @Override
  public double maxError(double length) {
    Axis.checkLength(length);
    return length / Rounding.powerOfTen(digits);
  }

  /**
   * Where the next position starts: the next place at or after {@code from} where as many tokens
   * stand in a row as a position has.
   *
   * @return an offset in {@code text}, or -1 if there is no further one
   */
  public int find(CharSequence text, int from) {
    int run = 0;
    int at = from;
    int last = text.length() - TOKEN_LENGTH;
    while (at <= last) {
      if (isToken(text, at)) {
        run++;
        at += TOKEN_LENGTH;
        if (run == digits) {
          return at - TOKEN_LENGTH * digits;
        }
      } else {
        run = 0;
        at++;
      }
    }
    return -1;
  }

  /** The code of the position that starts there, as {@link #find} gave it. */
  public int codeAt(CharSequence text, int start) {
    int code = 0;
    for (int i = 0; i < digits; i++) {
      code = code * 10 + (text.charAt(start + TOKEN_LENGTH * i + 1) - '0');
    }
    return code;
  }

  /** The number of characters of a written position. */
  public int width() {
    return TOKEN_LENGTH * digits;
  }

  private static boolean isToken(CharSequence text, int at) {
    if (text.charAt(at) != '<' || text.charAt(at + 2) != '>') {
      return false;
    }
    char digit = text.charAt(at + 1);
    return digit >= '0' && digit <= '9';
  }
}
