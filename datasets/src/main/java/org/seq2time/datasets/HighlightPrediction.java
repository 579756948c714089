package org.seq2time.datasets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer to a {@link HighlightSample}. A part that the file does not hold is {@code null}
 * and not scored as if it were empty; at least one part is present.
 */
public final class HighlightPrediction {

  private final @Nullable List<ScoredWindow> windows;
  private final double @Nullable [] saliency;

  private HighlightPrediction(@Nullable List<ScoredWindow> windows, double @Nullable [] saliency) {
    this.windows = windows;
    this.saliency = saliency;
  }

  /**
   * An answer with at least one of its parts.
   *
   * @param windows predicted windows in file order, or null
   * @param saliency one finite score per clip, or null
   * @throws IllegalArgumentException if both are null or a score is not finite
   */
  public static HighlightPrediction of(
      @Nullable List<ScoredWindow> windows, double @Nullable [] saliency) {
    if (windows == null && saliency == null) {
      throw new IllegalArgumentException("neither windows nor saliency scores are given");
    }
    if (saliency != null) {
      for (double score : saliency) {
        if (!Double.isFinite(score)) {
          throw new IllegalArgumentException("saliency score " + score + " is not finite");
        }
      }
    }
    return new HighlightPrediction(
        windows == null ? null : List.copyOf(windows), saliency == null ? null : saliency.clone());
  }

  /** Predicted windows in file order; null if the file has none for this query. */
  public @Nullable List<ScoredWindow> windows() {
    return windows;
  }

  /** A copy of the predicted saliency, one score per clip; null if the file has none. */
  public double @Nullable [] saliency() {
    return saliency == null ? null : saliency.clone();
  }
}
