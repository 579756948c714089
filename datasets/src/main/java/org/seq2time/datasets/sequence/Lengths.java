package org.seq2time.datasets.sequence;

import java.util.Arrays;

/** How often each length occurred; lengths of {@value #LIMIT} and more are counted as that. */
public final class Lengths {

  private static final int LIMIT = 1 << 20;

  private long[] counts = new long[64];
  private long count;
  private long sum;

  Lengths() {}

  void add(int length) {
    int at = Math.min(length, LIMIT);
    if (at >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(at + 1, 2 * counts.length));
    }
    counts[at]++;
    count++;
    sum += length;
  }

  void add(Lengths other) {
    if (other.counts.length > counts.length) {
      counts = Arrays.copyOf(counts, other.counts.length);
    }
    for (int i = 0; i < other.counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    sum += other.sum;
  }

  /** How many lengths were counted. */
  public long count() {
    return count;
  }

  /** Their mean; only if there is one. */
  public double mean() {
    requireSome();
    return (double) sum / count;
  }

  /** The smallest length that at least this share of all does not exceed; 0 for the least. */
  public int quantile(double share) {
    requireSome();
    long wanted = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    int length = -1;
    while (seen < wanted) {
      seen += counts[++length];
    }
    return length;
  }

  private void requireSome() {
    if (count == 0) {
      throw new IllegalStateException("no length was counted");
    }
  }
}
