package org.seq2time.harness.answer.robust;

import java.util.Locale;
import java.util.Set;

/** The words around numbers that tell times from other numbers, and how to find them. */
final class TimeVocabulary {

  static final Set<String> SECONDS = Words.of("second");

  static final Set<String> MILLISECONDS = Words.of("millisecond");

  static final Set<String> MINUTES = Words.of("minute");

  static final Set<String> HOURS = Words.of("hour");

  static final Set<String> FRAMES = Words.of("frame");

  static final Set<String> PERCENT = Words.of("percent");

  static final Set<String> TO = Words.of("to");

  static final Set<String> AND = Words.of("and");

  static final Set<String> BETWEEN = Words.of("between");

  static final Set<String> FROM = Words.of("from");

  static final Set<String> STARTS = Words.of("start");

  static final Set<String> ENDS = Words.of("end");

  static final Set<String> ORDINALS = Words.of("ordinal");

  /** What is counted or measured in captions. */
  static final Set<String> MEASURES = Words.of("measure");

  /** Before a number: how long something takes, or how much of it there is. */
  static final Set<String> DURATION_BEFORE = Words.of("length");

  /** May stand between one of {@link #DURATION_BEFORE} or a start word and its number. */
  static final Set<String> VAGUE = Words.of("vague");

  /** Between "start" or "end" and the time that belongs to it. */
  static final Set<String> KEY_FILLERS = Words.of("filler");

  /** Before a range at the head of an item. */
  static final Set<String> LEAD = Words.of("lead");

  private TimeVocabulary() {}

  static boolean isAsciiLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Blank, but not the end of a line. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\u00a0' || c == '\u202f' || c == '\u3000' || c == '\r';
  }

  /** The end of the blanks that start here. */
  static int skipBlanks(CharSequence text, int at) {
    int i = at;
    while (i < text.length() && isBlank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The start of the blanks that end here, not before the limit. */
  static int skipBlanksBack(CharSequence text, int at, int limit) {
    int i = at;
    while (i > limit && isBlank(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /**
   * The end of the word that starts here. Scripts without blanks between words are cut into what
   * the lists above hold: an ideograph each, but for a few pairs, and Korean units without their
   * endings.
   */
  static int wordEnd(CharSequence text, int at) {
    int i = at;
    if (at < text.length() && isUnspaced(text.charAt(at))) {
      boolean pair =
          at + 2 <= text.length()
              && UNSPACED_PAIRS.contains(text.subSequence(at, at + 2).toString());
      return at + (pair ? 2 : 1);
    }
    while (i < text.length()
        && i - at <= MAX_WORD
        && !isUnspaced(text.charAt(i))
        && (Character.isLetter(text.charAt(i))
            || isMark(text.charAt(i))
            || (text.charAt(i) == '\''
                && i + 1 < text.length()
                && isAsciiLetter(text.charAt(i + 1))))) {
      i++;
    }
    return i;
  }

  private static final Set<String> UNSPACED_PAIRS = Set.of("秒钟", "分钟", "小时");

  /** Longer words are none of ours; the limit keeps every look around constant. */
  private static final int MAX_WORD = 24;

  /** The start of the word that ends here, not before the limit. */
  static int wordStart(CharSequence text, int end, int limit) {
    int i = end;
    if (end > limit && isUnspaced(text.charAt(end - 1))) {
      return end - 1;
    }
    while (i > limit
        && end - i <= MAX_WORD
        && !isUnspaced(text.charAt(i - 1))
        && (Character.isLetter(text.charAt(i - 1)) || isMark(text.charAt(i - 1)))) {
      i--;
    }
    return i;
  }

  private static boolean isUnspaced(char c) {
    return c > 0x1000 && (Character.isIdeographic(c) || c == '초' || c == '분');
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /** The word in lower case. */
  static String lower(CharSequence text, int start, int end) {
    return start == end ? "" : text.subSequence(start, end).toString().toLowerCase(Locale.ROOT);
  }
}
