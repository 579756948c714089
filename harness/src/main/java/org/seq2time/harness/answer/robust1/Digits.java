package org.seq2time.harness.answer.robust1;

import static org.seq2time.harness.answer.robust1.TimeVocabulary.skipBlanks;

import java.math.BigDecimal;
import org.seq2time.harness.answer.timechat.PythonText;

/** Numbers in the digits of any script. */
final class Digits {

  /** More digits are no time, index or score. */
  private static final int MAX_DIGITS = 9;

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
    if (c != ',' || end != i + 2 || (start > 0 && "[(,".indexOf(text.charAt(start - 1)) >= 0)) {
      return false;
    }
    int next = skipBlanks(text, end);
    String word = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
    return TimeVocabulary.SECONDS.contains(word)
        || SpanFinder.isConnector(word)
        || (next < text.length() && "-–—~".indexOf(text.charAt(next)) >= 0);
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
