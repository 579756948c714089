package org.seq2time.datasets;

/**
 * A predicted window with the model's confidence in it.
 *
 * @param segment the window, as predicted
 * @param score confidence on the model's own scale; only its order matters; finite
 */
public record ScoredWindow(Segment segment, double score) {
  public ScoredWindow {
    if (!Double.isFinite(score)) {
      throw new IllegalArgumentException("window score " + score + " is not finite");
    }
  }
}
