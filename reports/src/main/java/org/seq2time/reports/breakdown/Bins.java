package org.seq2time.reports.breakdown;

import java.util.List;
import java.util.Locale;
import org.seq2time.reports.breakdown.Grouping.Group;

/**
 * Ranges of a number: up to the first end, up to the second, ..., over the last. A range holds its
 * upper end.
 *
 * @param ends ascending
 * @param unit as it follows a number
 * @param whole whether the number counts something, so that ranges start one above the last end
 */
record Bins(List<Integer> ends, String unit, boolean whole) {

  /** Lengths of videos: Charades has about 30 s, QVHighlights 150, YouCook2 over 300. */
  static final Bins DURATION = new Bins(List.of(15, 30, 60, 120, 180, 300, 600), "s", false);

  /** Lengths of moments; 10 and 30 s are where QVHighlights' own length ranges end. */
  static final Bins TRUTH = new Bins(List.of(5, 10, 30, 60, 150), "s", false);

  /** Lengths of queries. */
  static final Bins WORDS = new Bins(List.of(4, 8, 12, 20), "words", true);

  Bins {
    ends = List.copyOf(ends);
  }

  /** The range of a number. */
  Group of(double value) {
    int bin = 0;
    while (bin < ends.size() && value > ends.get(bin)) {
      bin++;
    }
    return new Group(bin, label(bin));
  }

  /** Where a number is not known: after all ranges. */
  Group unknown() {
    return new Group(ends.size() + 1, "unknown");
  }

  private String label(int bin) {
    if (bin == 0) {
      return String.format(Locale.ROOT, "up to %d %s", ends.getFirst(), unit);
    }
    int below = ends.get(bin - 1);
    return bin == ends.size()
        ? String.format(Locale.ROOT, "over %d %s", below, unit)
        : String.format(Locale.ROOT, "%d to %d %s", below + (whole ? 1 : 0), ends.get(bin), unit);
  }
}
