package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the phrases of one class of {@link Words} in a text, in one pass. A phrase starts and ends
 * at the border of a word; in scripts that write no blanks it may be anywhere.
 */
final class Phrases {

  static final Phrases DENIAL = new Phrases("denial");
  static final Phrases ANSWER = new Phrases("answer");
  static final Phrases CONCLUSION = new Phrases("conclusion");
  static final Phrases CORRECTION = new Phrases("correction");
  static final Phrases ASIDE = new Phrases("aside");
  static final Phrases WHOLE = new Phrases("whole");
  static final Phrases CONFIDENCE = new Phrases("confidence");
  static final Phrases EXAMPLE = new Phrases("example");
  static final Phrases VIDEO = new Phrases("video");
  static final Phrases LASTING = new Phrases("lasting");

  /** From here on are scripts without blanks between words. */
  private static final char UNSPACED = '\u2e80';

  private final Map<String, List<String>> byFirstWord = new HashMap<>();
  private final List<String> unspaced = new ArrayList<>();

  Phrases(String name) {
    List<String> longestFirst = new ArrayList<>(Words.of(name));
    longestFirst.sort(
        Comparator.comparingInt(String::length).reversed().thenComparing(p -> p));
    for (String phrase : longestFirst) {
      if (phrase.chars().anyMatch(c -> c >= UNSPACED)) {
        unspaced.add(phrase);
      } else {
        String first = phrase.substring(0, wordEnd(phrase, 0));
        byFirstWord.computeIfAbsent(first, f -> new ArrayList<>()).add(phrase);
      }
    }
  }

  /**
   * A phrase in a text.
   *
   * @param start where it starts
   * @param end where it ends
   */
  record Match(int start, int end) {}

  /** The text in lower case, as long as before, with plain apostrophes. */
  static String lower(String text) {
    char[] lower = new char[text.length()];
    for (int i = 0; i < lower.length; i++) {
      char c = text.charAt(i);
      lower[i] = c == '’' || c == '‘' ? '\'' : Character.toLowerCase(c);
    }
    return new String(lower);
  }

  /** All matches that do not overlap, in order. */
  List<Match> all(String lower) {
    return all(lower, 0, lower.length());
  }

  /** All matches between two places. */
  List<Match> all(String lower, int from, int to) {
    List<Match> found = new ArrayList<>();
    boolean anyUnspaced = false;
    int i = from;
    while (i < to) {
      char c = lower.charAt(i);
      anyUnspaced |= c >= UNSPACED;
      if (!Character.isLetter(c)) {
        i++;
        continue;
      }
      int end = wordEnd(lower, i);
      Match match = end <= to ? at(lower, i, end, to) : null;
      if (match != null) {
        found.add(match);
      }
      i = match == null ? end : Math.max(end, match.end);
    }
    if (anyUnspaced && !unspaced.isEmpty()) {
      addUnspaced(lower, from, to, found);
    }
    return found;
  }

  private void addUnspaced(String lower, int from, int to, List<Match> found) {
    for (String phrase : unspaced) {
      for (int at = lower.indexOf(phrase, from);
          at >= 0 && at + phrase.length() <= to;
          at = lower.indexOf(phrase, at + phrase.length())) {
        found.add(new Match(at, at + phrase.length()));
      }
    }
    found.sort(Comparator.comparingInt(Match::start).thenComparing(Match::end));
  }

  /** The first match; null if there is none. */
  @Nullable Match first(String lower, int from, int to) {
    List<Match> all = all(lower, from, to);
    return all.isEmpty() ? null : all.getFirst();
  }

  boolean isIn(String lower, int from, int to) {
    return !all(lower, from, to).isEmpty();
  }

  private @Nullable Match at(String lower, int start, int wordEnd, int to) {
    List<String> phrases = byFirstWord.get(lower.substring(start, wordEnd));
    if (phrases == null) {
      return null;
    }
    for (String phrase : phrases) {
      int end = start + phrase.length();
      boolean borders = end >= lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
      if (end <= to && borders && lower.startsWith(phrase, start)) {
        return new Match(start, end);
      }
    }
    return null;
  }

  private static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length()
        && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '\'')) {
      i++;
    }
    return Math.max(i, from + 1);
  }
}
