package org.seq2time.harness.answer.robust;

import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/**
 * Reads the unit of a number: the word behind it ({@code 12 s}, {@code 1 min 5 s}, {@code 12th
 * second}) or before it ({@code second 12}, {@code frame 30}).
 */
final class Units {

  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  /** So far back is looked for the word before a number. */
  private static final int LOOK_BACK = 40;

  /** Shorter words before a number are too common to be its unit. */
  private static final int MIN_WORD_BEFORE = 3;

  private final String text;

  Units(String text) {
    this.text = text;
  }

  /** The number with the unit behind it; null without one. */
  @Nullable TimeMention behind(int start, int end, double value) {
    int next = TimeVocabulary.skipBlanks(text, end);
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
    if (c == '°' || c == '$' || c == '€' || c == '£') {
      return new TimeMention(Kind.COUNT, start, next + 1, value);
    }
    if (c == '″' || text.startsWith("''", next)) {
      return new TimeMention(Kind.SECONDS, start, c == '″' ? next + 1 : next + 2, value);
    }
    if (c == '-' && next == end && TimeVocabulary.isAsciiLetter(charAt(next + 1))) {
      return adjective(start, next + 1, value);
    }
    return word(start, end, next, value);
  }

  private @Nullable TimeMention word(int start, int end, int next, double value) {
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    String word = TimeVocabulary.lower(text, next, wordEnd);
    if (next == end && isOrdinal(word)) {
      return ordinal(start, wordEnd, value);
    }
    if (TimeVocabulary.PERCENT.contains(word)) {
      return new TimeMention(Kind.PERCENT, start, wordEnd, value);
    }
    if (TimeVocabulary.SECONDS.contains(word)) {
      Part more = part(wordEnd, 1);
      return more == null
          ? new TimeMention(isLength(wordEnd) ? Kind.COUNT : Kind.SECONDS, start, wordEnd, value)
          : new TimeMention(Kind.SECONDS, start, more.end, value + more.seconds);
    }
    if (TimeVocabulary.MILLISECONDS.contains(word)) {
      return new TimeMention(Kind.SECONDS, start, wordEnd, value / 1000);
    }
    if (TimeVocabulary.MINUTES.contains(word) || TimeVocabulary.HOURS.contains(word)) {
      return compound(start, wordEnd, value, TimeVocabulary.HOURS.contains(word));
    }
    if (word.equals("帧") || word.equals("幀") || word.equals("フレーム") || word.equals("프레임")) {
      return new TimeMention(Kind.FRAME, start, wordEnd, value);
    }
    boolean glued = next == end && TimeVocabulary.isAsciiLetter(text.charAt(next));
    return glued || TimeVocabulary.MEASURES.contains(word)
        ? new TimeMention(Kind.COUNT, start, glued ? glueEnd(end) : end, value)
        : null;
  }

  /** Past everything that is glued to a number which is part of a name or a date. */
  int glueEnd(int from) {
    int i = from;
    while (i < text.length()
        && (Digits.at(text, i) >= 0
            || TimeVocabulary.isAsciiLetter(text.charAt(i))
            || ((text.charAt(i) == '-' || text.charAt(i) == '/' || text.charAt(i) == '_')
                && Digits.at(text, i + 1) >= 0))) {
      i += text.charAt(i) < 128 ? 1 : Character.charCount(text.codePointAt(i));
    }
    return i;
  }

  /** {@code 20. seconds}, {@code 12. saniyeden}. */
  private @Nullable TimeMention behindDot(int start, int dot, double value) {
    int next = TimeVocabulary.skipBlanks(text, dot + 1);
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    boolean unit = TimeVocabulary.SECONDS.contains(TimeVocabulary.lower(text, next, wordEnd));
    return unit ? new TimeMention(Kind.SECONDS, start, wordEnd, value) : null;
  }

  private char charAt(int i) {
    return i < text.length() ? text.charAt(i) : ' ';
  }

  private boolean isOrdinal(String word) {
    return TimeVocabulary.ORDINALS.contains(word);
  }

  /** {@code 82nd second} is a time; any other ordinal counts something. */
  private TimeMention ordinal(int start, int suffixEnd, double value) {
    int next = TimeVocabulary.skipBlanks(text, suffixEnd);
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    String word = TimeVocabulary.lower(text, next, wordEnd);
    if (TimeVocabulary.SECONDS.contains(word)) {
      return new TimeMention(Kind.SECONDS, start, wordEnd, value);
    }
    if (TimeVocabulary.FRAMES.contains(word)) {
      return new TimeMention(Kind.FRAME, start, wordEnd, value);
    }
    boolean minute = TimeVocabulary.MINUTES.contains(word) && wordEnd - next > 1;
    return minute
        ? new TimeMention(Kind.MINUTES, start, wordEnd, value * SECONDS_PER_MINUTE)
        : new TimeMention(Kind.ORDINAL, start, suffixEnd, value);
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
    int next = TimeVocabulary.skipBlanks(text, wordEnd);
    String mark = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
    boolean time = mark.equals("mark") || mark.equals("point");
    double seconds = TimeVocabulary.MINUTES.contains(word) ? value * SECONDS_PER_MINUTE : value;
    return new TimeMention(time ? Kind.SECONDS : Kind.COUNT, start, wordEnd, seconds);
  }

  /** Whether {@code long} or {@code in length} follows: the length of the video or of an action. */
  private boolean isLength(int unitEnd) {
    int next = TimeVocabulary.skipBlanks(text, unitEnd);
    int wordEnd = TimeVocabulary.wordEnd(text, next);
    String word = TimeVocabulary.lower(text, next, wordEnd);
    if (word.equals("in") || word.equals("of")) {
      next = TimeVocabulary.skipBlanks(text, wordEnd);
      word = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
      return word.equals("length")
          || word.equals("total")
          || word.equals("duration")
          || word.equals("video")
          || word.equals("footage");
    }
    return word.equals("long")
        || word.equals("later")
        || word.equals("each")
        || word.equals("apart")
        || word.equals("ago")
        || word.equals("earlier");
  }

  /** {@code 1 min 20 s}, {@code 1h2m3s447ms}, {@code 1 hour and 2 minutes}, {@code 1min05}. */
  private TimeMention compound(int start, int unitEnd, double value, boolean hours) {
    double seconds = value * (hours ? SECONDS_PER_HOUR : SECONDS_PER_MINUTE);
    int end = unitEnd;
    int rank = hours ? 3 : 2;
    boolean exact = false;
    while (rank > 0) {
      Part part = part(end, rank);
      if (part == null) {
        break;
      }
      seconds += part.seconds;
      end = part.end;
      rank = part.rank;
      exact |= rank <= 1;
    }
    return new TimeMention(exact ? Kind.SECONDS : Kind.MINUTES, start, end, seconds);
  }

  /** A further, smaller part of a time: its unit's rank (milliseconds 0), its end, its seconds. */
  private record Part(int rank, int end, double seconds) {}

  private @Nullable Part part(int from, int rankBefore) {
    int next = TimeVocabulary.skipBlanks(text, from);
    String and = TimeVocabulary.lower(text, next, TimeVocabulary.wordEnd(text, next));
    if (TimeVocabulary.AND.contains(and)) {
      next = TimeVocabulary.skipBlanks(text, next + and.length());
    } else if (charAt(next) == ',') {
      next = TimeVocabulary.skipBlanks(text, next + 1);
    }
    int digits = Digits.end(text, next);
    double value = digits == next ? -1 : Digits.value(text, next, digits);
    if (value < 0) {
      return null;
    }
    int end = digits;
    if (Digits.isDecimalPoint(text, digits, next)) {
      end = Digits.end(text, digits + 1);
      value = Digits.decimal(text, next, digits, end);
    }
    int word = TimeVocabulary.skipBlanks(text, end);
    int wordEnd = TimeVocabulary.wordEnd(text, word);
    String unit = TimeVocabulary.lower(text, word, wordEnd);
    if (rankBefore > 2 && TimeVocabulary.MINUTES.contains(unit)) {
      return new Part(2, wordEnd, value * SECONDS_PER_MINUTE);
    }
    if (rankBefore > 1 && TimeVocabulary.SECONDS.contains(unit)) {
      return new Part(1, wordEnd, value);
    }
    if (TimeVocabulary.MILLISECONDS.contains(unit)) {
      return new Part(0, wordEnd, value / 1000);
    }
    boolean glued = next == from && digits - next == 2 && rankBefore == 2 && value < 60;
    return glued && (word >= text.length() || !Character.isLetter(text.charAt(word)))
        ? new Part(1, end, value)
        : null;
  }

  /**
   * The number with the unit before it, as in "second 5", "Second{5}", "minute 1", "frame #30";
   * null without one.
   *
   * @param free no unit starts before here, since what is there belongs to another number
   */
  @Nullable TimeMention before(int start, int end, double value, int free) {
    int limit = Math.max(free, start - LOOK_BACK);
    int at = TimeVocabulary.skipBlanksBack(text, start, limit);
    while (at > limit && ":=#{".indexOf(text.charAt(at - 1)) >= 0) {
      at = TimeVocabulary.skipBlanksBack(text, at - 1, limit);
    }
    int word = TimeVocabulary.wordStart(text, at, limit);
    String lower = TimeVocabulary.lower(text, word, at);
    if (lower.equals("no") || lower.equals("number") || lower.equals("index")) {
      at = TimeVocabulary.skipBlanksBack(text, word, limit);
      word = TimeVocabulary.wordStart(text, at, limit);
      String named = TimeVocabulary.lower(text, word, at);
      lower = TimeVocabulary.FRAMES.contains(named) ? named : "";
    }
    boolean glued = at == start && !lower.isEmpty();
    if (glued || lower.length() < MIN_WORD_BEFORE || word < free) {
      return null;
    }
    boolean colon = text.substring(at, start).indexOf(':') >= 0;
    if (colon && !TimeVocabulary.FRAMES.contains(lower)) {
      return null; // A label of a list, of which no number has a unit.
    }
    int close = charAt(end) == '}' && text.charAt(start - 1) == '{' ? end + 1 : end;
    if (TimeVocabulary.FRAMES.contains(lower)) {
      return new TimeMention(Kind.FRAME, word, close, value);
    }
    if (TimeVocabulary.SECONDS.contains(lower)) {
      return new TimeMention(Kind.SECONDS, word, close, value);
    }
    return TimeVocabulary.MINUTES.contains(lower) ? minutesBefore(word, close, value) : null;
  }

  /** "minute 1", "minute 1, second 5". */
  private TimeMention minutesBefore(int start, int end, double value) {
    int at = TimeVocabulary.skipBlanks(text, charAt(end) == ',' ? end + 1 : end);
    int wordEnd = TimeVocabulary.wordEnd(text, at);
    if (TimeVocabulary.AND.contains(TimeVocabulary.lower(text, at, wordEnd))) {
      at = TimeVocabulary.skipBlanks(text, wordEnd);
      wordEnd = TimeVocabulary.wordEnd(text, at);
    }
    boolean second = TimeVocabulary.SECONDS.contains(TimeVocabulary.lower(text, at, wordEnd));
    int number = TimeVocabulary.skipBlanks(text, wordEnd);
    int numberEnd = Digits.end(text, number);
    double seconds = second && numberEnd > number ? Digits.value(text, number, numberEnd) : -1;
    return seconds >= 0
        ? new TimeMention(Kind.SECONDS, start, numberEnd, value * SECONDS_PER_MINUTE + seconds)
        : new TimeMention(Kind.MINUTES, start, end, value * SECONDS_PER_MINUTE);
  }
}
