package org.seq2time.datasets.io;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known name that an unknown one was probably meant to be. */
public final class Suggestion {

  private static final int MAX_EDITS = 3;

  /** Longer words are no typing errors of ours. */
  private static final int MAX_LENGTH = 100;

  private Suggestion() {}

  /**
   * The nearest known name, letter case aside, if it is at most three edits and half the word away;
   * the first among equals.
   */
  public static Optional<String> of(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String nearest = null;
    int fewest = Math.min(MAX_EDITS, word.length() / 2) + 1;
    for (String name : known) {
      int edits = edits(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (edits < fewest && edits < name.length()) {
        fewest = edits;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** {@code did you mean "time"? } with a blank at its end, or nothing if no name is near. */
  public static String question(String word, Collection<String> known) {
    return of(word, known).map(name -> "did you mean \"" + name + "\"? ").orElse("");
  }

  /** Levenshtein's distance: characters that have to be added, removed or replaced. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
