package org.seq2time.harness.answer.timechat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What Python's {@code re}, {@code str} and {@code float} make of characters, where Java differs:
 * digits, white space and word characters are Unicode's, and text is counted in code points.
 */
public final class PythonText {

  /** Python refuses to convert longer integers. */
  private static final int MAX_INT_DIGITS = 4300;

  private PythonText() {}

  /** {@code \d}: a decimal digit of any script. */
  public static boolean isDigit(int c) {
    return c < 128 ? c >= '0' && c <= '9' : Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /** {@code \s} and {@code str.isspace}. */
  static boolean isSpace(int c) {
    return (c >= 0x09 && c <= 0x0d)
        || (c >= 0x1c && c <= 0x20)
        || c == 0x85
        || c == 0xa0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200a)
        || c == 0x2028
        || c == 0x2029
        || c == 0x202f
        || c == 0x205f
        || c == 0x3000;
  }

  /** {@code \w}: a letter, a number of any kind or an underscore. */
  static boolean isWord(int c) {
    if (c < 128) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return Character.isLetter(c)
        || switch (Character.getType(c)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }

  /** {@code text.strip()}. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** {@code text.rstrip()}. */
  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** {@code text.strip(characters)}. */
  static String strip(String text, String characters) {
    int start = 0;
    int end = text.length();
    while (start < end && characters.indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && characters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(start, end);
  }

  /** {@code len(text)}. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The characters {@code [start, end)} as a string. */
  static String string(int[] text, int start, int end) {
    return new String(text, start, end - start);
  }

  /** The end of the run of digits that starts here. */
  static int skipDigits(int[] text, int at, int end) {
    int i = at;
    while (i < end && isDigit(text[i])) {
      i++;
    }
    return i;
  }

  /** The end of the run of white space that starts here. */
  static int skipSpace(int[] text, int at, int end) {
    int i = at;
    while (i < end && isSpace(text[i])) {
      i++;
    }
    return i;
  }

  /**
   * The end of what {@code \d+\.*\d*} matches at a digit: digits, any number of dots, digits.
   * Nothing in the reference's patterns makes it give back a character except where noted.
   */
  static int skipNumber(int[] text, int at, int end) {
    int i = skipDigits(text, at, end);
    while (i < end && text[i] == '.') {
      i++;
    }
    return skipDigits(text, i, end);
  }

  /** Whether a word starts or ends between {@code at - 1} and {@code at}. */
  static boolean isBoundary(int[] text, int at, int end) {
    boolean before = at > 0 && isWord(text[at - 1]);
    boolean after = at < end && isWord(text[at]);
    return before != after;
  }

  /**
   * {@code float(...)} of a sign, digits and dots; infinite where that is too large.
   *
   * @return NaN where Python raises ValueError: more than one dot, or no digit
   */
  static double toFloat(int[] text, int start, int end) {
    StringBuilder ascii = ascii(text, start, end);
    int digits = 0;
    int dots = 0;
    for (int i = 0; i < ascii.length(); i++) {
      if (ascii.charAt(i) == '.') {
        dots++;
      } else if (ascii.charAt(i) >= '0' && ascii.charAt(i) <= '9') {
        digits++;
      }
    }
    return digits == 0 || dots > 1 ? Double.NaN : Double.parseDouble(ascii.toString());
  }

  /**
   * {@code int(...)} of digits.
   *
   * @return null where Python raises ValueError: no digits, other characters, or too many
   */
  static @Nullable BigInteger toInt(int[] text, int start, int end) {
    if (start == end || end - start > MAX_INT_DIGITS || skipDigits(text, start, end) != end) {
      return null;
    }
    return new BigInteger(ascii(text, start, end).toString());
  }

  /** {@code round(value, 2)}: the nearest hundredth of the exact value, ties to even. */
  static double roundToHundredths(double value) {
    return Double.isInfinite(value)
        ? value
        : new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static StringBuilder ascii(int[] text, int start, int end) {
    StringBuilder ascii = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      int digit = isDigit(text[i]) ? Character.digit(text[i], 10) : -1;
      ascii.append(digit >= 0 ? (char) ('0' + digit) : (char) text[i]);
    }
    return ascii;
  }
}
