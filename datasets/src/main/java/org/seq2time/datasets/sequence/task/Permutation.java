package org.seq2time.datasets.sequence.task;

import org.seq2time.datasets.sequence.text.TextHash;

/**
 * A shuffled order of {@code 0 ... size - 1} that is computed place by place, without a table: six
 * Feistel rounds on the next power of four, repeated until the value is in range.
 */
public final class Permutation {

  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  /** The order that the seed stands for. */
  public Permutation(long size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("size is " + size + ", expected at least 1");
    }
    this.size = size;
    int bits = 64 - Long.numberOfLeadingZeros(size - 1);
    this.halfBits = Math.max(1, (bits + 1) / 2);
    for (int r = 0; r < ROUNDS; r++) {
      keys[r] = TextHash.mix(seed + r * 0x9E3779B97F4A7C15L);
    }
  }

  /** What stands at this place. */
  public long at(long place) {
    if (place < 0 || place >= size) {
      throw new IndexOutOfBoundsException(place + " of " + size);
    }
    long value = place;
    do {
      value = round(value);
    } while (value >= size);
    return value;
  }

  private long round(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (long key : keys) {
      long next = left ^ (TextHash.mix(right ^ key) & mask);
      left = right;
      right = next;
    }
    return (left << halfBits) | right;
  }
}
