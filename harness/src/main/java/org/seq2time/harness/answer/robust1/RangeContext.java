package org.seq2time.harness.answer.robust1;

import java.util.Locale;

/**
 * Where a range stands in its sentence.
 *
 * @param text the whole text
 * @param span the range
 * @param itemStart where its item starts: at the range, its lead-in or its list marker
 * @param isHead whether nothing but a lead-in stands between the start of the sentence and it
 */
record RangeContext(String text, Span span, int itemStart, boolean isHead) {

  private static final int MAX_LEAD = 64;
  private static final int MAX_MARKER = 6;

  static RangeContext of(String text, Span span, int from) {
    int limit = Math.max(from, span.start() - MAX_LEAD);
    int start = span.start();
    int wordEnd = start;
    boolean lead = true;
    while (start > limit && lead && !isBoundary(text, start)) {
      char c = text.charAt(start - 1);
      if (Character.isLetterOrDigit(c)) {
        start--;
      } else {
        lead = wordEnd == start || isLead(text.substring(start, wordEnd));
        start--;
        wordEnd = start;
      }
    }
    lead = lead && (wordEnd == start || isLead(text.substring(start, wordEnd)));
    boolean bounded = start == 0 || start == from || isBoundary(text, start);
    boolean head = lead && bounded;
    return new RangeContext(text, span, head ? withMarker(text, start, from) : span.start(), head);
  }

  private static boolean isBoundary(String text, int i) {
    char c = text.charAt(i - 1);
    if (c == '\n') {
      return true;
    }
    return (Character.isWhitespace(c) && i >= 2 && Caption.isStop(text, i - 2))
        || c == '。'
        || c == '！'
        || c == '？'
        || c == '।';
  }

  private static boolean isLead(String word) {
    return TimeVocabulary.LEAD.contains(word.toLowerCase(Locale.ROOT))
        || Digits.end(word, 0) == word.length();
  }

  /** "1. " belongs to the item that it starts. */
  private static int withMarker(String text, int start, int from) {
    int i = TimeVocabulary.skipBlanksBack(text, start, from);
    if (i > from && ".)".indexOf(text.charAt(i - 1)) >= 0) {
      int digits = i - 1;
      while (digits > from
          && i - digits < MAX_MARKER
          && Character.isDigit(text.charAt(digits - 1))) {
        digits--;
      }
      int before = TimeVocabulary.skipBlanksBack(text, digits, from);
      boolean alone =
          before == from
              || text.charAt(before - 1) == '\n'
              || (before < digits && Caption.isStop(text, before - 1));
      return digits < i - 1 && alone ? digits : start;
    }
    return start;
  }

  private char next() {
    int i = span.end();
    while (i < text.length() && ")]}>*_`\"'”".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    i = TimeVocabulary.skipBlanks(text, i);
    return i < text.length() ? text.charAt(i) : '\n';
  }

  /** Whether a mark or the end of the line stands behind the range, or a word of a caption. */
  boolean isSeparated() {
    char next = next();
    return !span.isMinutes() || ",:;-–—|\n".indexOf(next) >= 0;
  }

  /** Whether a caption seems to start behind the range. */
  boolean isAnnounced() {
    return ",:".indexOf(next()) >= 0;
  }

  /** Whether the range ends its sentence. */
  boolean isAtEnd() {
    return ".;!?\n".indexOf(next()) >= 0;
  }

  /** Whether a word such as "from" or a bracket ties the range to the words before it. */
  boolean isInPhrase() {
    int limit = Math.max(0, span.start() - MAX_LEAD);
    int end = TimeVocabulary.skipBlanksBack(text, span.start(), limit);
    if (end > 0 && "([{".indexOf(text.charAt(end - 1)) >= 0) {
      return true;
    }
    String word = TimeVocabulary.lower(text, TimeVocabulary.wordStart(text, end, limit), end);
    return Caption.isTie(word) || word.equals("for") || word.equals("to") || word.equals("until");
  }
}
