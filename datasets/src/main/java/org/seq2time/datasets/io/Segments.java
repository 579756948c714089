package org.seq2time.datasets.io;

import org.seq2time.datasets.Segment;

/** Reads {@code [start, end]} pairs. */
public final class Segments {

  private Segments() {}

  /** Two finite numbers in any order, as a model may predict them. */
  public static Segment predicted(JsonCursor cursor, String what) {
    cursor.expectArray(what);
    double start = element(cursor, what);
    double end = element(cursor, what);
    if (cursor.nextElement()) {
      throw cursor.error(what + " has more than two numbers", "[start, end] in seconds");
    }
    return new Segment(start, end);
  }

  /** Two finite numbers with {@code 0 <= start <= end}, as an annotation must hold them. */
  public static Segment annotated(JsonCursor cursor, String what) {
    Segment segment = predicted(cursor, what);
    String problem = problem(segment);
    if (problem != null) {
      throw cursor.error(what + " " + problem, "0 <= start <= end, in seconds");
    }
    return segment;
  }

  /** Why an annotation must not hold this segment; null if it may. */
  public static @org.jspecify.annotations.Nullable String problem(Segment segment) {
    if (segment.startSeconds() < 0) {
      return "starts at " + segment.startSeconds() + " s, before its video";
    }
    if (segment.startSeconds() > segment.endSeconds()) {
      return "is reversed: [" + segment.startSeconds() + ", " + segment.endSeconds() + "]";
    }
    return null;
  }

  private static double element(JsonCursor cursor, String what) {
    if (!cursor.nextElement()) {
      throw cursor.error(what + " has fewer than two numbers", "[start, end] in seconds");
    }
    return cursor.expectNumber(what);
  }
}
