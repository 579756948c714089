package org.seq2time.datasets;

import org.jspecify.annotations.Nullable;

/**
 * A sample's outcome and, where there is one, its prediction.
 *
 * @param <P> the task's prediction type
 * @param outcome how the attempt ended
 * @param prediction what was predicted; null exactly if {@code outcome} is not {@link
 *     Outcome#PARSED}
 */
public record Answer<P>(Outcome outcome, @Nullable P prediction) {
  public Answer {
    if ((outcome == Outcome.PARSED) != (prediction != null)) {
      throw new IllegalArgumentException(
          "outcome "
              + outcome.label()
              + (prediction == null ? " without" : " with")
              + " prediction");
    }
  }

  /** An answer that was understood. */
  public static <P> Answer<P> parsed(P prediction) {
    return new Answer<>(Outcome.PARSED, prediction);
  }

  /** No usable answer. */
  public static <P> Answer<P> none(Outcome outcome) {
    return new Answer<>(outcome, null);
  }
}
