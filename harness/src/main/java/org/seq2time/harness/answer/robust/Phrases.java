package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The phrases of some classes of {@link Words} in a text, found in one pass. A phrase starts and
 * ends at the border of a word; in scripts that write no blanks it may be anywhere.
 */
final class Phrases {

  /** The classes whose phrases are looked for. */
  enum Kind {
    DENIAL,
    ANSWER,
    CONCLUSION,
    CORRECTION,
    ASIDE,
    WHOLE,
    CONFIDENCE,
    EXAMPLE,
    VIDEO,
    LASTING,
    ONWARD,
    BEGINNING,
    SPAN,
    START,
    OCCURRENCE
  }

  /**
   * A phrase in a text.
   *
   * @param start where it starts
   * @param end where it ends
   */
  record Match(int start, int end) {}

  private record Phrase(String text, Kind kind) {}

  /** From here on are scripts without blanks between words. */
  private static final char UNSPACED = '\u2e80';

  private static final Map<String, List<Phrase>> BY_FIRST_WORD = new HashMap<>();
  private static final List<Phrase> WITHOUT_BLANKS = new ArrayList<>();

  /** Lengths of first words by their first letter, as bits: most words of a text are none. */
  private static final int[] LENGTHS = new int[128];

  static {
    for (Kind kind : Kind.values()) {
      for (String text : Words.of(kind.name().toLowerCase(Locale.ROOT))) {
        add(new Phrase(text, kind));
      }
    }
    Comparator<Phrase> longestFirst =
        Comparator.comparingInt((Phrase p) -> p.text.length())
            .reversed()
            .thenComparing(Phrase::text)
            .thenComparing(Phrase::kind);
    BY_FIRST_WORD.values().forEach(phrases -> phrases.sort(longestFirst));
    WITHOUT_BLANKS.sort(longestFirst);
  }

  private static void add(Phrase phrase) {
    if (phrase.text.chars().anyMatch(c -> c >= UNSPACED)) {
      WITHOUT_BLANKS.add(phrase);
      return;
    }
    String first = phrase.text.substring(0, wordEnd(phrase.text, 0));
    LENGTHS[first.charAt(0) & 127] |= bit(first.length());
    BY_FIRST_WORD.computeIfAbsent(first, f -> new ArrayList<>()).add(phrase);
  }

  private final Map<Kind, List<Match>> matches = new EnumMap<>(Kind.class);

  /** Finds the phrases of a text that {@link #lower} made. */
  Phrases(String lower) {
    boolean anyUnspaced = false;
    int i = 0;
    while (i < lower.length()) {
      char c = lower.charAt(i);
      if (c >= UNSPACED) {
        anyUnspaced = true;
        i++;
      } else if (Character.isLetter(c)) {
        int end = wordEnd(lower, i);
        addAt(lower, i, end);
        i = end;
      } else {
        i++;
      }
    }
    if (anyUnspaced) {
      addUnspaced(lower);
    }
  }

  /** The text in lower case, as long as before, with plain apostrophes. */
  static String lower(String text) {
    char[] lower = new char[text.length()];
    for (int i = 0; i < lower.length; i++) {
      char c = text.charAt(i);
      lower[i] = c == '’' || c == '‘' ? '\'' : Character.toLowerCase(c);
    }
    return new String(lower);
  }

  /** The phrases of a class in the order of the text; of one class none overlap at their starts. */
  List<Match> all(Kind kind) {
    return matches.getOrDefault(kind, List.of());
  }

  /** The first phrase from there on; null if there is none. */
  @Nullable Match next(Kind kind, int from) {
    List<Match> all = all(kind);
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).start < from) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < all.size() ? all.get(low) : null;
  }

  /** Whether a phrase is between two places. */
  boolean isIn(Kind kind, int from, int to) {
    Match next = next(kind, from);
    return next != null && next.end <= to;
  }

  private void addAt(String lower, int start, int wordEnd) {
    if ((LENGTHS[lower.charAt(start) & 127] & bit(wordEnd - start)) == 0) {
      return;
    }
    List<Phrase> phrases = BY_FIRST_WORD.get(lower.substring(start, wordEnd));
    if (phrases == null) {
      return;
    }
    for (Phrase phrase : phrases) {
      int end = start + phrase.text.length();
      boolean border = end >= lower.length() || !Character.isLetterOrDigit(lower.charAt(end));
      if (border && lower.startsWith(phrase.text, start)) {
        List<Match> found = matches.computeIfAbsent(phrase.kind, k -> new ArrayList<>());
        if (found.isEmpty() || found.getLast().start < start) {
          found.add(new Match(start, end));
        }
      }
    }
  }

  private void addUnspaced(String lower) {
    for (Phrase phrase : WITHOUT_BLANKS) {
      int length = phrase.text.length();
      int at = lower.indexOf(phrase.text);
      if (at >= 0) {
        List<Match> found = matches.computeIfAbsent(phrase.kind, k -> new ArrayList<>());
        while (at >= 0) {
          found.add(new Match(at, at + length));
          at = lower.indexOf(phrase.text, at + length);
        }
      }
    }
    matches.values().forEach(m -> m.sort(Comparator.comparingInt(Match::start)));
  }

  private static int bit(int length) {
    return 1 << Math.min(31, length);
  }

  private static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length()
        && text.charAt(i) < UNSPACED
        && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '\'')) {
      i++;
    }
    return Math.max(i, from + 1);
  }
}
