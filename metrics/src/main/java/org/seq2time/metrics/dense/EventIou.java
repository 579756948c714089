package org.seq2time.metrics.dense;

import org.seq2time.datasets.Segment;

/**
 * IoU of two events: each segment is put in order first; intersection / (min(hull, sum of lengths)
 * + 1e-8). The 1e-8 is the reference's and decides: an exact overlap of 3/10 stays below 0.3.
 */
final class EventIou {

  private static final double EPSILON = 1e-8;

  private EventIou() {}

  static double of(Segment a, Segment b) {
    double startA = Math.min(a.startSeconds(), a.endSeconds());
    double endA = Math.max(a.startSeconds(), a.endSeconds());
    double startB = Math.min(b.startSeconds(), b.endSeconds());
    double endB = Math.max(b.startSeconds(), b.endSeconds());
    double intersection = Math.max(0, Math.min(endA, endB) - Math.max(startA, startB));
    double union =
        Math.min(Math.max(endA, endB) - Math.min(startA, startB), endA - startA + endB - startB);
    return intersection / (union + EPSILON);
  }
}
