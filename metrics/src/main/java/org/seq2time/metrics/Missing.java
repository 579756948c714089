package org.seq2time.metrics;

/** What becomes of a sample without an answer. */
public enum Missing {
  /** It counts as a miss: 0 in every mean. */
  ZERO("zero"),
  /** It is left out, as the references do that score only what is in the prediction file. */
  LEFT_OUT("left-out");

  private final String key;

  Missing(String key) {
    this.key = key;
  }

  /** The value in a signature. */
  public String key() {
    return key;
  }
}
