package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * Finds the numbers of an answer, {@value InputLimits#ANSWER_NUMBERS} at most, and says what each
 * may be, in one pass from left to right. Digits of any script count as digits. What stands around
 * a number is looked at for a bounded number of characters.
 */
final class TimeMentionScanner {

  /** Decimals that a plain relative position has at least. */
  private static final int FRACTION_DECIMALS = 3;

  /** So far back is looked for the word before a number. */
  private static final int LOOK_BACK = 40;

  private final String text;
  private final List<TimeMention> mentions = new ArrayList<>();
  private final Units units;
  private int at;
  private boolean decimalComma;

  private TimeMentionScanner(String text) {
    this.text = text;
    this.units = new Units(text);
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
    if (before == '±') {
      at = Digits.isDecimalPoint(text, whole, start) ? Digits.end(text, whole + 1) : whole;
      return;
    }
    boolean iso = before == 'T' && start > 1 && text.charAt(start - 2) == 'P';
    if (!iso && (TimeVocabulary.isAsciiLetter(before) || before == '_' || isDate(start, whole))) {
      at = units.glueEnd(whole);
      return;
    }
    if (isNegative(start)) {
      int end = Digits.isDecimalPoint(text, whole, start) ? Digits.end(text, whole + 1) : whole;
      TimeMention unit = units.behind(start, end, 0);
      at = unit == null ? end : unit.end();
      mentions.add(
          new TimeMention(Kind.NEGATIVE, start - 1, at, -Digits.decimal(text, start, whole, end)));
      return;
    }
    TimeMention clock = Clocks.read(text, start, whole);
    if (clock != null) {
      add(clock.kind(), start, clock.end(), clock.value());
    } else if (!ratio(start, whole)) {
      plain(start, whole);
    }
  }

  /** A minus sign behind a bracket, comma, colon or quote; alone at the start only of a one. */
  private boolean isNegative(int start) {
    if (start == 0 || "-−".indexOf(text.charAt(start - 1)) < 0) {
      return false;
    }
    int sign = start - 1;
    int back = TimeVocabulary.skipBlanksBack(text, sign, Math.max(0, sign - 3));
    if (back > 0 && "[({,:=\"'".indexOf(text.charAt(back - 1)) >= 0) {
      return true;
    }
    boolean one =
        text.charAt(start) == '1' && (start + 1 == text.length() || Digits.at(text, start + 1) < 0);
    boolean again = !mentions.isEmpty() && mentions.getLast().kind() == Kind.NEGATIVE;
    return one && (back == 0 || again);
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
    at = units.glueEnd(denominator);
    if (value >= 0 && at == denominator) {
      mentions.add(new TimeMention(Kind.RATIO, start, denominator, value));
    }
    return true;
  }

  private void plain(int start, int whole) {
    Digits.Grouped grouped = Digits.grouped(text, start, whole);
    int end = grouped == null ? whole : grouped.end();
    if (grouped == null && isDecimalPoint(whole, start)) {
      end = Digits.end(text, whole + 1);
      if (end + 1 < text.length() && text.charAt(end) == '.' && Digits.at(text, end + 1) >= 0) {
        at = versionEnd(end); // 1.2.3 is no number.
        return;
      }
    }
    double value = grouped == null ? Digits.decimal(text, start, whole, end) : grouped.value();
    if (value < 0) {
      at = end;
      return;
    }
    boolean fraction = grouped == null && end - whole - 1 >= FRACTION_DECIMALS && value <= 1;
    TimeMention unit = units.behind(start, end, value);
    int free = mentions.isEmpty() ? 0 : mentions.getLast().end();
    TimeMention before = unit == null ? units.before(start, end, value, free) : null;
    if (before != null) {
      mentions.add(before);
      at = before.end();
    } else if (unit == null) {
      add(fraction ? Kind.FRACTION : Kind.BARE, start, end, value);
    } else {
      add(unit.kind(), start, unit.end(), unit.value());
    }
  }

  /** A dot; or a comma where a number with a decimal comma was read just before. */
  private boolean isDecimalPoint(int i, int start) {
    if (Digits.isDecimalPoint(text, i, start)) {
      decimalComma |= text.charAt(i) == ',';
      return true;
    }
    boolean comma = decimalComma && i + 1 < text.length() && text.charAt(i) == ',';
    return comma && Digits.at(text, i + 1) >= 0;
  }

  private int versionEnd(int from) {
    int i = from;
    while (i < text.length()
        && (Digits.at(text, i) >= 0 || (text.charAt(i) == '.' && Digits.at(text, i + 1) >= 0))) {
      i += text.charAt(i) < 128 ? 1 : Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  private void add(Kind kind, int start, int end, double value) {
    at = end;
    boolean counts =
        (kind == Kind.BARE || kind == Kind.SECONDS || kind == Kind.MINUTES) && isDuration(start);
    int open = start - 1;
    if (!counts
        && open >= 0
        && text.charAt(open) == '<'
        && end < text.length()
        && text.charAt(end) == '>') {
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
