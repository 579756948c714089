package org.seq2time.datasets.sequence.recipe;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What somebody may have meant who mistyped a name. */
public final class Suggestion {

  private static final int MAX_DISTANCE = 2;

  private Suggestion() {}

  /** {@code did you mean "time"? } with a blank at its end, or nothing if no name is near. */
  public static String of(String typed, Collection<String> names) {
    String best = nearest(typed, names);
    return best == null ? "" : "did you mean \"" + best + "\"? ";
  }

  private static @Nullable String nearest(String typed, Collection<String> names) {
    String best = null;
    int least = MAX_DISTANCE + 1;
    for (String name : names) {
      int distance = distance(typed, name);
      if (distance < least && distance < name.length()) {
        best = name;
        least = distance;
      }
    }
    return best;
  }

  /** Levenshtein's: insertions, deletions and replacements. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > MAX_DISTANCE) {
      return MAX_DISTANCE + 1;
    }
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
