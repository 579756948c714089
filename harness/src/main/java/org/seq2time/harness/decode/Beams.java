package org.seq2time.harness.decode;

/**
 * Beam search in place of one token at a time, as transformers searches: the likeliest of several
 * answers that grow side by side, by the sum of their tokens' log probabilities divided by {@code
 * length ^ lengthPenalty}.
 *
 * @param count answers that grow at a time
 * @param lengthPenalty above 0 favours long answers, below 0 short ones
 * @param ending when the search ends
 */
public record Beams(int count, double lengthPenalty, Ending ending) {

  /** When a search ends: transformers' {@code early_stopping}. */
  public enum Ending {
    /** As soon as there are as many finished answers as beams: {@code True}. */
    EARLY,
    /** When no growing answer is likely to become better at its present length: {@code False}. */
    LIKELY,
    /** When none can become better at all: {@code "never"}. */
    CERTAIN
  }

  public Beams {
    if (count < 2 || count > 64) {
      throw new IllegalArgumentException(count + " beams; expected 2 to 64");
    }
    if (!(Math.abs(lengthPenalty) <= 100)) {
      throw new IllegalArgumentException(
          "length penalty " + lengthPenalty + "; expected -100 to 100");
    }
  }

  /** Transformers' defaults. */
  public static Beams of(int count) {
    return new Beams(count, 1, Ending.LIKELY);
  }
}
