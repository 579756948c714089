package org.seq2time.metrics;

/**
 * What a score is, before it has a value.
 *
 * @param signature its name and what else changes its value
 * @param label its name in the field, with its threshold: {@code R@1 (IoU=0.5)}
 * @param direction which way it improves
 * @param headline whether it belongs in a short table
 */
public record ScoreSpec(Signature signature, String label, Direction direction, boolean headline) {

  /** A score that improves upwards. */
  public static ScoreSpec higher(Signature signature, String label, boolean headline) {
    return new ScoreSpec(signature, label, Direction.HIGHER_IS_BETTER, headline);
  }

  /** The score's name: the key in every file. */
  public String name() {
    return signature.name();
  }
}
