package org.seq2time.harness.answer.robust1;

import java.util.Locale;
import java.util.Set;

/** Where the text around a range ends, and what of it is the caption. */
final class Caption {

  /** Around a caption, and no part of it. */
  private static final String LEADING = ",:;-–—|)]}>*_`=~•·．、，：；。.،";

  private static final String TRAILING = ",;|*_`([{<-–—•·、，；،";

  private static final Set<String> LABELS =
      Set.of(
          "description",
          "caption",
          "event",
          "action",
          "activity",
          "label",
          "text",
          "sentence",
          "summary",
          "title",
          "content",
          "step",
          "event description",
          "scene");

  /** TimeVocabulary that tie a range to its sentence: at most one of them stands before a range. */
  private static final Set<String> PREPOSITIONS =
      Set.of(
          "from",
          "at",
          "between",
          "in",
          "during",
          "on",
          "around",
          "about",
          "starting",
          "von",
          "de",
          "desde",
          "с",
          "从",
          "在");

  /** May stand between such a word and the range. */
  private static final Set<String> ARTICLES =
      Set.of(
          "the",
          "time",
          "timestamp",
          "timestamps",
          "second",
          "seconds",
          "approximately",
          "roughly",
          "period",
          "interval");

  /** May stand before such a word. */
  private static final Set<String> VERBS = Set.of("happens", "occurs", "happening", "occurring");

  private static final int MAX_LABEL = 20;
  private static final int MAX_MARKER = 6;

  private Caption() {}

  /** The caption behind a range: the rest of its line, or else the paragraph below it. */
  static String after(String text, int from, int limit) {
    int lineEnd = lineEnd(text, from, limit);
    String rest = clean(text.substring(from, lineEnd));
    int at = lineEnd;
    StringBuilder more = new StringBuilder();
    while (rest.isEmpty() && at < limit) {
      int next = lineEnd(text, at + 1, limit);
      String line = clean(text.substring(Math.min(at + 1, limit), next));
      if (line.isEmpty() && !more.isEmpty()) {
        break;
      }
      if (!line.isEmpty()) {
        more.append(more.isEmpty() ? "" : " ").append(line);
      }
      at = next;
    }
    return rest.isEmpty() ? more.toString() : rest;
  }

  /** The rest of the line, up to the limit. */
  static String restOfLine(String text, int from, int limit) {
    return clean(text.substring(from, lineEnd(text, from, limit)));
  }

  /** The caption before a range: the last line with text in it. */
  static String before(String text, int from, int to) {
    int end = to;
    while (end > from) {
      int start = Math.max(from, text.lastIndexOf('\n', end - 1) + 1);
      String line = clean(withoutMarker(text.substring(start, end)));
      if (!line.isEmpty()) {
        return line;
      }
      end = start - 1;
    }
    return "";
  }

  /** The sentence around a range, without the words that tie the range to it. */
  static String around(String text, int from, Span span, int end, boolean anotherFollows) {
    int start = Math.max(from, sentenceStart(text, span.start(), from));
    String raw = text.substring(start, span.start());
    boolean bracketed = endsWithOpener(raw);
    String plain = clean(withoutMarker(raw));
    String before = withoutConjunction(bracketed ? plain : withoutTies(plain), start == from);
    if (anotherFollows && !before.isEmpty()) {
      return before;
    }
    String tail = text.substring(span.end(), end);
    String after = clean(tail);
    if (before.isEmpty() || after.isEmpty()) {
      return before.isEmpty() ? after : before;
    }
    boolean title =
        tail.stripLeading().startsWith(":") || tail.contains("):") || tail.contains("]:");
    return before + (title ? ": " : " ") + after;
  }

  private static String withoutMarker(String line) {
    int i = TimeVocabulary.skipBlanks(line, 0);
    int end = i;
    while (end < line.length()
        && end - i < MAX_MARKER
        && Character.isLetterOrDigit(line.charAt(end))) {
      end++;
    }
    boolean number = end > i && Digits.end(line, i) == end;
    boolean mark = number && end < line.length() && ".):".indexOf(line.charAt(end)) >= 0;
    return mark ? line.substring(end + 1) : line;
  }

  private static boolean endsWithOpener(String before) {
    String stripped = before.stripTrailing();
    return !stripped.isEmpty() && "([{".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }

  /** Without "happens in the" and its like at the end. */
  private static String withoutTies(String caption) {
    String rest = caption;
    while (ARTICLES.contains(lastWord(rest))) {
      rest = withoutLastWord(rest);
    }
    if (PREPOSITIONS.contains(lastWord(rest))) {
      rest = withoutLastWord(rest);
      while (VERBS.contains(lastWord(rest))) {
        rest = withoutLastWord(rest);
      }
    }
    return rest;
  }

  private static String withoutConjunction(String caption, boolean goesOn) {
    int end = TimeVocabulary.wordEnd(caption, 0);
    String first = TimeVocabulary.lower(caption, 0, end);
    return goesOn && (first.equals("and") || first.equals("then"))
        ? clean(caption.substring(end))
        : caption;
  }

  /** Whether the word ties a range behind it to the words before it. */
  static boolean isTie(String word) {
    return PREPOSITIONS.contains(word) || ARTICLES.contains(word);
  }

  private static String lastWord(String text) {
    return TimeVocabulary.lower(
        text, TimeVocabulary.wordStart(text, text.length(), 0), text.length());
  }

  private static String withoutLastWord(String text) {
    return cleanEnd(text.substring(0, TimeVocabulary.wordStart(text, text.length(), 0)));
  }

  /** Behind the mark that ends the sentence or line. */
  static int sentenceEnd(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        return i;
      }
      if (isStop(text, i)) {
        return i + 1;
      }
    }
    return text.length();
  }

  private static int sentenceStart(String text, int to, int from) {
    for (int i = to - 1; i >= from; i--) {
      if (text.charAt(i) == '\n' || isStop(text, i)) {
        return i + 1;
      }
    }
    return from;
  }

  /** A full stop with a blank behind it, not behind the number of a list. */
  static boolean isStop(String text, int i) {
    char c = text.charAt(i);
    if (c == '。' || c == '！' || c == '？' || c == '।') {
      return true;
    }
    if (".!?;".indexOf(c) < 0) {
      return false;
    }
    return i + 1 >= text.length() || Character.isWhitespace(text.charAt(i + 1));
  }

  private static int lineEnd(String text, int from, int limit) {
    int end = text.indexOf('\n', Math.min(from, limit), limit);
    return end < 0 ? limit : end;
  }

  /**
   * The caption without the start of a further item that an answer breaks off in: digits, dashes
   * and tokens behind a full stop, or the pieces of a token anywhere.
   */
  static String withoutBrokenEnd(String caption) {
    int end = caption.length();
    boolean token = false;
    while (end > 0 && isPiece(caption.charAt(end - 1))) {
      end--;
      token |= caption.charAt(end) == '<';
    }
    boolean behindStop = end < caption.length() && caption.charAt(end) == '.';
    String rest = caption.substring(behindStop ? end + 1 : end);
    boolean digits = rest.chars().anyMatch(Character::isDigit);
    return digits && (token || (behindStop && rest.startsWith(" ")))
        ? caption.substring(0, behindStop ? end + 1 : end).strip()
        : caption;
  }

  private static boolean isPiece(char c) {
    return Character.isDigit(c) || " <>.-–—:[(".indexOf(c) >= 0;
  }

  /** The text without marks, labels and quotes around it. */
  static String clean(String raw) {
    String text = raw.replace("**", "").strip();
    int start = 0;
    while (start < text.length() && isAround(text, start)) {
      start++;
    }
    text = withoutLabel(cleanEnd(text.substring(start)));
    if (text.length() > 1 && isQuoted(text)) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  /** A separator, a blank, or the closing quote of the range before a separator. */
  private static boolean isAround(String text, int i) {
    char c = text.charAt(i);
    boolean quote = c == '\'' || c == '"' || c == '’' || c == '”';
    return LEADING.indexOf(c) >= 0
        || Character.isWhitespace(c)
        || c == '\u00a0'
        || (quote && i + 1 < text.length() && ",:;)]".indexOf(text.charAt(i + 1)) >= 0);
  }

  private static boolean isQuoted(String text) {
    char first = text.charAt(0);
    char last = text.charAt(text.length() - 1);
    return (first == last && (first == '"' || first == '\'')) || (first == '“' && last == '”');
  }

  private static String cleanEnd(String text) {
    int end = text.length();
    while (end > 0
        && (TRAILING.indexOf(text.charAt(end - 1)) >= 0
            || Character.isWhitespace(text.charAt(end - 1)))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String withoutLabel(String text) {
    int colon = text.indexOf(':');
    if (colon < 0 || colon > MAX_LABEL) {
      return text;
    }
    String label = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
    return LABELS.contains(label) ? text.substring(colon + 1).strip() : text;
  }
}
