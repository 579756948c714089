package org.seq2time.harness.answer.robust;

import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * Reads clock times: {@code m:ss}, {@code h:mm:ss}, with decimals behind a dot or a comma, with
 * parts of one digit where decimals or a leading zero tell them from ratios, and {@code 0'12"}.
 */
final class Clocks {

  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;
  private static final int MAX_DECIMALS = 7;

  private Clocks() {}

  /** A part below 60 behind a colon: where it ends, and its value. */
  private record Part(int end, double value) {}

  /** The clock time that starts there; null if none does. */
  static @Nullable TimeMention read(String text, int start, int whole) {
    double first = Digits.value(text, start, whole);
    if (first < 0 || whole >= text.length()) {
      return null;
    }
    if (text.charAt(whole) == '\'' || text.charAt(whole) == '′' || text.charAt(whole) == '’') {
      return primes(text, start, whole, first);
    }
    Part second = part(text, whole);
    if (second == null) {
      return null;
    }
    Part third = part(text, second.end);
    Part last = third == null ? second : third;
    int end = decimalsEnd(text, last.end);
    boolean oneDigit = last.end - (third == null ? whole : second.end) == 2;
    boolean padded = text.charAt(start) == '0' && whole - start <= 2;
    if (oneDigit && !padded) {
      return null; // 16:9, a score, a verse.
    }
    double seconds =
        third == null
            ? first * SECONDS_PER_MINUTE + second.value
            : first * SECONDS_PER_HOUR + second.value * SECONDS_PER_MINUTE + third.value;
    if (end > last.end) {
      seconds += Digits.value(text, last.end + 1, end) / Math.pow(10, end - last.end - 1);
    }
    return withUnit(text, start, end, seconds);
  }

  /** A clock of the day is no time in a video; "00:12 min" is one. */
  private static TimeMention withUnit(String text, int start, int end, double seconds) {
    int word = TimeVocabulary.skipBlanks(text, end);
    String after = TimeVocabulary.lower(text, word, TimeVocabulary.wordEnd(text, word));
    boolean timeOfDay = after.equals("am") || after.equals("pm") || after.equals("o'clock");
    boolean unit = TimeVocabulary.SECONDS.contains(after) || after.equals("min");
    return new TimeMention(
        timeOfDay ? Kind.COUNT : Kind.CLOCK, start, unit ? word + after.length() : end, seconds);
  }

  /** {@code :d} or {@code :dd} below 60; null if it is none. */
  private static @Nullable Part part(String text, int colon) {
    if (colon + 1 >= text.length()
        || (text.charAt(colon) != ':' && text.charAt(colon) != '：')
        || Digits.at(text, colon + 1) < 0) {
      return null;
    }
    int end = Digits.end(text, colon + 1);
    double value = Digits.value(text, colon + 1, end);
    return end - colon <= 3 && value >= 0 && value < SECONDS_PER_MINUTE
        ? new Part(end, value)
        : null;
  }

  private static int decimalsEnd(String text, int at) {
    if (at + 1 >= text.length() || Digits.at(text, at + 1) < 0) {
      return at;
    }
    int end = Digits.end(text, at + 1);
    boolean dot = text.charAt(at) == '.' && end - at <= MAX_DECIMALS;
    boolean comma = text.charAt(at) == ',' && end - at == 4;
    return dot || comma ? end : at;
  }

  /** {@code 0'12"}, {@code 1′05″}, {@code 1'05''}. */
  private static @Nullable TimeMention primes(String text, int start, int prime, double minutes) {
    int end = Digits.end(text, prime + 1);
    if (end == prime + 1 || end > prime + 3) {
      return null;
    }
    double seconds = Digits.value(text, prime + 1, end);
    int decimals = decimalsEnd(text, end);
    if (decimals > end) {
      seconds += Digits.value(text, end + 1, decimals) / Math.pow(10, decimals - end - 1);
    }
    int close = decimals;
    if (text.startsWith("''", close) || text.startsWith("’’", close)) {
      close += 2;
    } else if (close < text.length() && "\"″”".indexOf(text.charAt(close)) >= 0) {
      close++;
    } else {
      return null;
    }
    return seconds < SECONDS_PER_MINUTE
        ? new TimeMention(Kind.CLOCK, start, close, minutes * SECONDS_PER_MINUTE + seconds)
        : null;
  }
}
