package org.seq2time.metrics;

/** Which way a score improves. */
public enum Direction {
  HIGHER_IS_BETTER,
  LOWER_IS_BETTER
}
