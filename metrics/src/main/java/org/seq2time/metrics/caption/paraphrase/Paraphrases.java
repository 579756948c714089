package org.seq2time.metrics.caption.paraphrase;

/**
 * METEOR's paraphrase table, or none. The table (61 MB) is not part of this project; a score
 * without it lacks METEOR's fourth stage, which {@link #signature} says.
 */
public sealed interface Paraphrases permits ParaphraseIndex, Paraphrases.None {

  /** Returns the empty table: the paraphrase stage finds nothing. */
  static Paraphrases none() {
    return None.INSTANCE;
  }

  /**
   * Returns what a score's signature says of the table: {@code off} or the start of its blob id.
   */
  String signature();

  /** No table. */
  final class None implements Paraphrases {
    private static final None INSTANCE = new None();

    private None() {}

    @Override
    public String signature() {
      return "off";
    }
  }
}
