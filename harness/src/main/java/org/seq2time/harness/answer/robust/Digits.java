package org.seq2time.harness.answer.robust;

import static org.seq2time.harness.answer.robust.TimeVocabulary.skipBlanks;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.timechat.PythonText;

/** Numbers in the digits of any script. */
final class Digits {

  /** More digits are no time, index or score. */
  private static final int MAX_DIGITS = 9;

  private static final double MAX_GROUPED = 1e9;

  private static final long MAX_EXACT = 1L << 53;

  private static final double[] POWERS_OF_TEN = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private Digits() {}

  /** The value of the digit there, in any script; -1 if there is none. */
  static int at(String text, int i) {
    if (i >= text.length()) {
      return -1;
    }
    char c = text.charAt(i);
    if (c < 128) {
      return c >= '0' && c <= '9' ? c - '0' : -1;
    }
    int point = text.codePointAt(i);
    return PythonText.isDigit(point) ? Character.digit(point, 10) : -1;
  }

  /** The end of the digits that start there. */
  static int end(String text, int from) {
    int i = from;
    while (at(text, i) >= 0) {
      i += text.charAt(i) < 128 ? 1 : Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  /** The value of a run of digits; negative if it is too long. */
  static double value(String text, int start, int end) {
    double value = 0;
    int count = 0;
    for (int i = start; i < end && count <= MAX_DIGITS; count++) {
      value = value * 10 + at(text, i);
      i += Character.charCount(text.codePointAt(i));
    }
    return count > MAX_DIGITS ? -1 : value;
  }

  /** A dot between digits; or a comma before one digit, where a unit or a dash follows. */
  static boolean isDecimalPoint(String text, int i, int start) {
    if (i >= text.length() || at(text, i + 1) < 0) {
      return false;
    }
    char c = text.charAt(i);
    if (c == '.' || c == '．' || c == '٫') {
      return true;
    }
    int end = end(text, i + 1);
    if (c != ',' || (start > 0 && "[(,".indexOf(text.charAt(start - 1)) >= 0)) {
      return false;
    }
    return end == i + 2 && isUnitOrLink(text, end);
  }

  private static boolean isUnitOrLink(String text, int end) {
    int next = skipBlanks(text, end);
    String word = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
    return TimeVocabulary.SECONDS.contains(word)
        || TimeVocabulary.TO.contains(word)
        || (next < text.length() && "-–—~".indexOf(text.charAt(next)) >= 0);
  }

  /**
   * A number with separators of thousands.
   *
   * @param end where it ends, decimals included
   * @param value its value
   */
  record Grouped(int end, double value) {}

  /**
   * {@code 1,234.5}, {@code 1.234,5}, {@code 12,000 seconds}: groups of three digits, and a decimal
   * point of the other kind or a unit behind them; null if this is none.
   */
  static @Nullable Grouped grouped(String text, int start, int whole) {
    if (whole - start > 3 || whole >= text.length() || at(text, start) == 0) {
      return null;
    }
    char separator = text.charAt(whole);
    if ((separator != ',' && separator != '.') || end(text, whole + 1) != whole + 4) {
      return null;
    }
    double value = value(text, start, whole);
    int end = whole;
    while (value < MAX_GROUPED
        && end < text.length()
        && text.charAt(end) == separator
        && end(text, end + 1) == end + 4) {
      value = value * 1000 + value(text, end + 1, end + 4);
      end += 4;
    }
    char point = separator == ',' ? '.' : ',';
    if (end + 1 < text.length() && text.charAt(end) == point && at(text, end + 1) >= 0) {
      int decimals = end(text, end + 1);
      double fraction = value(text, end + 1, decimals) / Math.pow(10, decimals - end - 1);
      return fraction < 0 ? null : new Grouped(decimals, value + fraction);
    }
    boolean several = end > whole + 4;
    boolean unit = separator == ',' && isUnitOrLink(text, end);
    return value < MAX_GROUPED && (several || unit) ? new Grouped(end, value) : null;
  }

  static double decimal(String text, int start, int whole, int end) {
    double value = value(text, start, whole);
    if (value < 0 || end == whole) {
      return value;
    }
    long all = (long) value;
    int decimals = 0;
    int i = whole + 1;
    while (decimals < MAX_DIGITS && i < end && at(text, i) >= 0) {
      all = 10 * all + at(text, i);
      decimals++;
      i += Character.charCount(text.codePointAt(i));
    }
    // Both are exact up to 2^53, so their quotient is the nearest double.
    return all < MAX_EXACT
        ? all / POWERS_OF_TEN[decimals]
        : BigDecimal.valueOf(all, decimals).doubleValue();
  }
}
