package org.seq2time.datasets.sequence.source;

/** Where a JSON string's inside (or a whole JSON object) lies in its file, and the text's hash. */
final class Span {

  /** The seed of all caption hashes. */
  static final long SEED = 0x2545F4914F6CDD1DL;

  long offset;
  int length;
  long hash;
  boolean isSet;
  boolean isBlank;

  void clear() {
    isSet = false;
  }

  void set(Span other) {
    offset = other.offset;
    length = other.length;
    hash = other.hash;
    isBlank = other.isBlank;
    isSet = true;
  }
}
