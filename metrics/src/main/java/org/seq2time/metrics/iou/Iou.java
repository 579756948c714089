package org.seq2time.metrics.iou;

import org.seq2time.datasets.Segment;

/**
 * Intersection over union of two segments, as the published scripts define it. Each is symmetric;
 * for segments in order (start before end) that overlap, {@link #HULL} and {@link #UNION} agree.
 */
public enum Iou {

  /**
   * Intersection over hull: max(0, min(ends) - max(starts)) / (max(ends) - min(starts)).
   *
   * <p>Source: TimeChat's {@code eval_tvg.py}, and R@1 of Moment-DETR's {@code standalone_eval}.
   * Quirks: a reversed segment is not put in order, and so usually scores 0; 0/0 counts as 0. In
   * [0, 1].
   */
  HULL("hull") {
    @Override
    public double of(Segment a, Segment b) {
      double hull =
          Math.max(a.endSeconds(), b.endSeconds()) - Math.min(a.startSeconds(), b.startSeconds());
      double intersection = intersection(a, b);
      return hull == 0 || intersection == 0 ? 0 : intersection / hull;
    }
  },

  /**
   * Intersection over true union: intersection / (length + length - intersection).
   *
   * <p>Source: mAP of Moment-DETR's {@code standalone_eval}. Quirks: the length of a reversed
   * segment is negative; NaN if the union is zero, which takes a reversed segment, or two of zero
   * length. That NaN counts as a match in the reference, so it is not replaced here.
   */
  UNION("union") {
    @Override
    public double of(Segment a, Segment b) {
      double intersection = intersection(a, b);
      return intersection / (a.lengthSeconds() + b.lengthSeconds() - intersection);
    }
  },

  /**
   * Each segment is put in order first; intersection / (min(hull, sum of lengths) + 1e-8).
   *
   * <p>Source: TimeChat's {@code eval_dvc.py}. Quirk: the 1e-8 decides; an exact overlap of 3/10
   * stays below 0.3, and a segment with itself below 1. In [0, 1).
   */
  ORDERED("union+1e-8") {
    @Override
    public double of(Segment a, Segment b) {
      double startA = Math.min(a.startSeconds(), a.endSeconds());
      double endA = Math.max(a.startSeconds(), a.endSeconds());
      double startB = Math.min(b.startSeconds(), b.endSeconds());
      double endB = Math.max(b.startSeconds(), b.endSeconds());
      double intersection = Math.max(0, Math.min(endA, endB) - Math.max(startA, startB));
      double hull = Math.max(endA, endB) - Math.min(startA, startB);
      return intersection / (Math.min(hull, endA - startA + endB - startB) + EPSILON);
    }
  };

  private static final double EPSILON = 1e-8;

  private final String key;

  Iou(String key) {
    this.key = key;
  }

  /** The value in a signature. */
  public String key() {
    return key;
  }

  /** The overlap of two segments. */
  public abstract double of(Segment a, Segment b);

  private static double intersection(Segment a, Segment b) {
    return Math.max(
        0, Math.min(a.endSeconds(), b.endSeconds()) - Math.max(a.startSeconds(), b.startSeconds()));
  }
}
