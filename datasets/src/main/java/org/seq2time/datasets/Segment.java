package org.seq2time.datasets;

/**
 * A stretch of a video: two times in seconds, in the order in which they were given.
 *
 * <p>Annotations are ordered ({@code start <= end}, checked where they are read). A predicted
 * segment may be reversed; whether that is mended is a matter of the metric, not of this type.
 *
 * @param startSeconds first time, finite
 * @param endSeconds second time, finite
 */
public record Segment(double startSeconds, double endSeconds) {
  public Segment {
    if (!Double.isFinite(startSeconds) || !Double.isFinite(endSeconds)) {
      throw new IllegalArgumentException(
          "segment [" + startSeconds + ", " + endSeconds + "] is not finite");
    }
  }

  /** End minus start, in seconds; negative for a reversed segment. */
  public double lengthSeconds() {
    return endSeconds - startSeconds;
  }
}
