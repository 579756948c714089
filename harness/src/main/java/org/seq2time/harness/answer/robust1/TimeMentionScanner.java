package org.seq2time.harness.answer.robust1;

import static org.seq2time.harness.answer.robust1.TimeVocabulary.isAsciiLetter;
import static org.seq2time.harness.answer.robust1.TimeVocabulary.skipBlanks;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Finds the numbers of an answer, {@value InputLimits#ANSWER_NUMBERS} at most, and says what each
 * may be, in one pass from left to right. Digits of any script count as digits. What stands around
 * a number is looked at for a bounded number of characters.
 */
final class TimeMentionScanner {

  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  /** Decimals that a plain relative position has at least. */
  private static final int FRACTION_DECIMALS = 3;

  /** So far back is looked for the word before a number. */
  private static final int LOOK_BACK = 40;

  private final String text;
  private final List<TimeMention> mentions = new ArrayList<>();
  private int at;

  private TimeMentionScanner(String text) {
    this.text = text;
  }

  /** All numbers in the order of the text. */
  static List<TimeMention> scan(String text) {
    TimeMentionScanner scanner = new TimeMentionScanner(text);
    TokenScanner tokens = new TokenScanner(text);
    while (scanner.at < text.length() && scanner.mentions.size() < InputLimits.ANSWER_NUMBERS) {
      char c = text.charAt(scanner.at);
      if (c == '<') {
        int end = tokens.scan(scanner.at, scanner.mentions);
        scanner.at = end > scanner.at ? end : scanner.at + 1;
      } else if (Digits.at(text, scanner.at) >= 0) {
        scanner.number();
      } else {
        scanner.at++;
      }
    }
    return scanner.mentions;
  }

  private void number() {
    int start = at;
    int whole = Digits.end(text, start);
    char before = start == 0 ? ' ' : text.charAt(start - 1);
    if (isAsciiLetter(before) || before == '_' || isDate(start, whole)) {
      at = glueEnd(whole);
      return;
    }
    if (!clock(start, whole) && !ratio(start, whole)) {
      plain(start, whole);
    }
  }

  /** Past everything that is glued to a number which is part of a name or a date. */
  private int glueEnd(int from) {
    int i = from;
    while (i < text.length()
        && (Digits.at(text, i) >= 0
            || isAsciiLetter(text.charAt(i))
            || ((text.charAt(i) == '-' || text.charAt(i) == '/' || text.charAt(i) == '_')
                && Digits.at(text, i + 1) >= 0))) {
      i += text.charAt(i) < 128 ? 1 : Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  /** {@code 2023-05-06}. */
  private boolean isDate(int start, int whole) {
    return whole - start == 4
        && isSeparatedPair(whole, '-')
        && Digits.end(text, whole + 1) == whole + 3
        && isSeparatedPair(whole + 3, '-');
  }

  private boolean isSeparatedPair(int i, char separator) {
    return i + 2 < text.length()
        && text.charAt(i) == separator
        && Digits.at(text, i + 1) >= 0
        && Digits.at(text, i + 2) >= 0
        && Digits.end(text, i + 1) == i + 3;
  }

  /** {@code m:ss} or {@code h:mm:ss} with decimals; false if it is none. */
  private boolean clock(int start, int whole) {
    double first = Digits.value(text, start, whole);
    double second = first < 0 ? -1 : sixtieth(whole);
    if (second < 0) {
      return false;
    }
    int end = whole + 3;
    double third = sixtieth(end);
    double seconds = first * SECONDS_PER_MINUTE + second;
    if (third >= 0) {
      seconds = first * SECONDS_PER_HOUR + second * SECONDS_PER_MINUTE + third;
      end += 3;
    }
    if (end < text.length()
        && (text.charAt(end) == '.' || text.charAt(end) == ',')
        && Digits.at(text, end + 1) >= 0
        && Digits.end(text, end + 1) - end <= (text.charAt(end) == '.' ? 7 : 4)) {
      int fraction = Digits.end(text, end + 1);
      boolean decimals = text.charAt(end) == '.' || fraction - end == 4;
      if (decimals) {
        seconds += Digits.value(text, end + 1, fraction) / Math.pow(10, fraction - end - 1);
        end = fraction;
      }
    }
    int word = skipBlanks(text, end);
    String after = TimeVocabulary.lower(text, word, TimeVocabulary.wordEnd(text, word));
    boolean timeOfDay = after.equals("am") || after.equals("pm") || after.equals("o'clock");
    int unitEnd =
        TimeVocabulary.SECONDS.contains(after) || after.equals("min") ? word + after.length() : end;
    add(timeOfDay ? Kind.COUNT : Kind.CLOCK, start, unitEnd, seconds);
    return true;
  }

  /** The value of {@code :dd} below 60 that stands there; -1 if there is none. */
  private double sixtieth(int colon) {
    if (colon + 2 >= text.length()
        || (text.charAt(colon) != ':' && text.charAt(colon) != '：')
        || Digits.at(text, colon + 1) < 0
        || Digits.end(text, colon + 1) != colon + 3) {
      return -1;
    }
    double value = Digits.value(text, colon + 1, colon + 3);
    return value < SECONDS_PER_MINUTE ? value : -1;
  }

  /** {@code 4/5}; false if it is none. */
  private boolean ratio(int start, int whole) {
    int end = whole;
    if (end < text.length() && text.charAt(end) == '.' && Digits.at(text, end + 1) >= 0) {
      end = Digits.end(text, end + 1);
    }
    if (end >= text.length() || text.charAt(end) != '/' || Digits.at(text, end + 1) < 0) {
      return false;
    }
    int denominator = Digits.end(text, end + 1);
    double value = Digits.decimal(text, start, whole, end);
    at = glueEnd(denominator);
    if (value >= 0 && at == denominator) {
      mentions.add(new TimeMention(Kind.RATIO, start, denominator, value));
    }
    return true;
  }

  private void plain(int start, int whole) {
    int end = whole;
    if (Digits.isDecimalPoint(text, whole, start)) {
      end = Digits.end(text, whole + 1);
      if (end + 1 < text.length() && text.charAt(end) == '.' && Digits.at(text, end + 1) >= 0) {
        at = versionEnd(end); // 1.2.3 is no number.
        return;
      }
    }
    double value = Digits.decimal(text, start, whole, end);
    if (value < 0) {
      at = end;
      return;
    }
    boolean fraction = end - whole - 1 >= FRACTION_DECIMALS && value <= 1;
    TimeMention unit = unit(start, end, value);
    int before = unit == null ? secondBefore(start) : start;
    if (unit == null && before < start) {
      mentions.add(new TimeMention(Kind.SECONDS, before, end, value));
      at = end;
    } else if (unit == null) {
      add(fraction ? Kind.FRACTION : Kind.BARE, start, end, value);
    } else {
      add(unit.kind(), start, unit.end(), unit.value());
    }
  }

  /** Where "second" starts in "second 5"; the number's start if it does not stand there. */
  private int secondBefore(int start) {
    int end = TimeVocabulary.skipBlanksBack(text, start, Math.max(0, start - 2));
    int word = TimeVocabulary.wordStart(text, end, Math.max(0, end - LOOK_BACK));
    String lower = TimeVocabulary.lower(text, word, end);
    boolean found = end < start && (lower.equals("second") || lower.equals("sec"));
    boolean free = mentions.isEmpty() || mentions.getLast().end() <= word;
    return found && free ? word : start;
  }

  private int versionEnd(int from) {
    int i = from;
    while (i < text.length()
        && (Digits.at(text, i) >= 0 || (text.charAt(i) == '.' && Digits.at(text, i + 1) >= 0))) {
      i += text.charAt(i) < 128 ? 1 : Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  /** The number with the unit behind it; null without one. */
  private @Nullable TimeMention unit(int start, int end, double value) {
    int next = skipBlanks(text, end);
    if (next >= text.length()) {
      return null;
    }
    char c = text.charAt(next);
    if (c == '.' && next == end) {
      return behindDot(start, end, value);
    }
    if (c == '%' || c == '％') {
      return new TimeMention(Kind.PERCENT, start, next + 1, value);
    }
    if (c == '°' || c == '$' || c == '€') {
      return new TimeMention(Kind.COUNT, start, next + 1, value);
    }
    if (c == '-' && next == end && isAsciiLetter(charAt(next + 1))) {
      return adjective(start, next + 1, value);
    }
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    String word = TimeVocabulary.lower(text, next, wordEnd);
    if (next == end && isOrdinal(word)) {
      return ordinal(start, wordEnd, value);
    }
    if (word.equals("percent")) {
      return new TimeMention(Kind.PERCENT, start, wordEnd, value);
    }
    if (TimeVocabulary.SECONDS.contains(word)) {
      return new TimeMention(isLength(wordEnd) ? Kind.COUNT : Kind.SECONDS, start, wordEnd, value);
    }
    if (TimeVocabulary.MILLISECONDS.contains(word)) {
      return new TimeMention(Kind.SECONDS, start, wordEnd, value / 1000);
    }
    if (TimeVocabulary.MINUTES.contains(word) || TimeVocabulary.HOURS.contains(word)) {
      return minutes(start, wordEnd, value, TimeVocabulary.HOURS.contains(word));
    }
    boolean glued = next == end && isAsciiLetter(c);
    return glued || TimeVocabulary.MEASURES.contains(word)
        ? new TimeMention(Kind.COUNT, start, glued ? glueEnd(end) : end, value)
        : null;
  }

  /** {@code 20. seconds}. */
  private @Nullable TimeMention behindDot(int start, int dot, double value) {
    int next = skipBlanks(text, dot + 1);
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    boolean unit = TimeVocabulary.SECONDS.contains(TimeVocabulary.lower(text, next, wordEnd));
    return unit ? new TimeMention(Kind.SECONDS, start, wordEnd, value) : null;
  }

  private char charAt(int i) {
    return i < text.length() ? text.charAt(i) : ' ';
  }

  private static boolean isOrdinal(String word) {
    return word.equals("st") || word.equals("nd") || word.equals("rd") || word.equals("th");
  }

  /** {@code 82nd second} is a time; any other ordinal counts something. */
  private TimeMention ordinal(int start, int suffixEnd, double value) {
    int next = skipBlanks(text, suffixEnd);
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    boolean second = TimeVocabulary.SECONDS.contains(TimeVocabulary.lower(text, next, wordEnd));
    return new TimeMention(
        second ? Kind.SECONDS : Kind.COUNT, start, second ? wordEnd : suffixEnd, value);
  }

  /** {@code a 20-second clip} says how long it is, {@code the 20-second mark} is a time. */
  private @Nullable TimeMention adjective(int start, int wordStart, double value) {
    int wordEnd = TimeVocabulary.wordEnd(text, wordStart);
    String word = TimeVocabulary.lower(text, wordStart, wordEnd);
    if (!TimeVocabulary.SECONDS.contains(word) && !TimeVocabulary.MINUTES.contains(word)) {
      return TimeVocabulary.MEASURES.contains(word)
          ? new TimeMention(Kind.COUNT, start, wordEnd, value)
          : null;
    }
    int next = skipBlanks(text, wordEnd);
    String mark = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
    boolean time = mark.equals("mark") || mark.equals("point");
    double seconds = TimeVocabulary.MINUTES.contains(word) ? value * SECONDS_PER_MINUTE : value;
    return new TimeMention(time ? Kind.SECONDS : Kind.COUNT, start, wordEnd, seconds);
  }

  /** Whether {@code long} or {@code in length} follows: the length of the video or of an action. */
  private boolean isLength(int unitEnd) {
    int next = skipBlanks(text, unitEnd);
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    String word = TimeVocabulary.lower(text, next, wordEnd);
    if (word.equals("in")) {
      next = skipBlanks(text, wordEnd);
      word = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
      return word.equals("length") || word.equals("total") || word.equals("duration");
    }
    return word.equals("long") || word.equals("later") || word.equals("each");
  }

  /** {@code 1 min 20 s}, {@code 1m20s}, {@code 1 hour and 2 minutes}. */
  private TimeMention minutes(int start, int unitEnd, double value, boolean hours) {
    double seconds = value * (hours ? SECONDS_PER_HOUR : SECONDS_PER_MINUTE);
    int next = skipBlanks(text, unitEnd);
    String and = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
    if (and.equals("and")) {
      next = skipBlanks(text, next + and.length());
    } else if (charAt(next) == ',') {
      next = skipBlanks(text, next + 1);
    }
    int digits = Digits.end(text, next);
    if (digits > next) {
      double more = Digits.value(text, next, digits);
      if (Digits.isDecimalPoint(text, digits, next)) {
        int decimals = Digits.end(text, digits + 1);
        more = Digits.decimal(text, next, digits, decimals);
        digits = decimals;
      }
      int word = skipBlanks(text, digits);
      int wordEnd = TimeVocabulary.wordEnd(text, word);
      String unit = TimeVocabulary.lower(text, word, wordEnd);
      if (more >= 0 && TimeVocabulary.SECONDS.contains(unit)) {
        return new TimeMention(Kind.SECONDS, start, wordEnd, seconds + more);
      }
      if (more >= 0 && hours && TimeVocabulary.MINUTES.contains(unit)) {
        return minutes(start, wordEnd, (seconds + more * SECONDS_PER_MINUTE) / 60, false);
      }
    }
    return new TimeMention(Kind.MINUTES, start, unitEnd, seconds);
  }

  private void add(Kind kind, int start, int end, double value) {
    at = end;
    boolean counts =
        (kind == Kind.BARE || kind == Kind.SECONDS || kind == Kind.MINUTES) && isDuration(start);
    int open = start - 1;
    if (!counts && open >= 0 && text.charAt(open) == '<' && charAt(end) == '>') {
      mentions.add(new TimeMention(kind == Kind.BARE ? Kind.TAG : kind, open, end + 1, value));
      at = end + 1;
    } else {
      mentions.add(new TimeMention(counts ? Kind.COUNT : kind, start, end, value));
    }
  }

  /** Whether a word such as "for" stands before the number, vague ones between them skipped. */
  private boolean isDuration(int start) {
    int limit = Math.max(0, start - LOOK_BACK);
    int end = TimeVocabulary.skipBlanksBack(text, start, limit);
    for (int words = 0; words < 4; words++) {
      int wordStart = TimeVocabulary.wordStart(text, end, limit);
      String word = TimeVocabulary.lower(text, wordStart, end);
      if (TimeVocabulary.DURATION_BEFORE.contains(word)) {
        return true;
      }
      if (!TimeVocabulary.VAGUE.contains(word)) {
        return false;
      }
      end = TimeVocabulary.skipBlanksBack(text, wordStart, limit);
    }
    return false;
  }
}
