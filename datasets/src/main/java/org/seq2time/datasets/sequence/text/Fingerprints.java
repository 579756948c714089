package org.seq2time.datasets.sequence.text;

/**
 * A map from texts to small integers that keeps 128 bits of each text instead of the text: 20 bytes
 * a slot, at most three quarters of the slots full. Among three million texts two different ones
 * share a fingerprint with a probability of 10^-26.
 */
public final class Fingerprints {

  /** What {@link #putIfAbsent} and {@link #get} return where there is no value. */
  public static final int ABSENT = Integer.MIN_VALUE;

  private static final long SEED_HIGH = 0x5851F42D4C957F2DL;
  private static final long SEED_LOW = 0x14057B7EF767814FL;

  private long[] high;
  private long[] low;
  private int[] values;
  private int size;

  public Fingerprints() {
    this(1 << 10);
  }

  private Fingerprints(int capacity) {
    high = new long[capacity];
    low = new long[capacity];
    values = new int[capacity];
  }

  /** Number of texts. */
  public int size() {
    return size;
  }

  /** The value of this text before the call; if there was {@link #ABSENT none}, it is set. */
  public int putIfAbsent(char[] text, int from, int to, int value) {
    if (value == ABSENT) {
      throw new IllegalArgumentException("the value for 'absent' cannot be kept");
    }
    if (4L * (size + 1) > 3L * high.length) {
      grow();
    }
    long h = nonZero(TextHash.of(text, from, to, SEED_HIGH));
    long l = TextHash.of(text, from, to, SEED_LOW);
    int slot = find(h, l);
    if (high[slot] != 0) {
      return values[slot];
    }
    high[slot] = h;
    low[slot] = l;
    values[slot] = value;
    size++;
    return ABSENT;
  }

  /** The value of this text, or {@link #ABSENT}. */
  public int get(char[] text, int from, int to) {
    int slot =
        find(
            nonZero(TextHash.of(text, from, to, SEED_HIGH)), TextHash.of(text, from, to, SEED_LOW));
    return high[slot] == 0 ? ABSENT : values[slot];
  }

  private int find(long h, long l) {
    int mask = high.length - 1;
    int slot = (int) h & mask;
    while (high[slot] != 0 && (high[slot] != h || low[slot] != l)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    Fingerprints larger = new Fingerprints(2 * high.length);
    for (int i = 0; i < high.length; i++) {
      if (high[i] != 0) {
        int slot = larger.find(high[i], low[i]);
        larger.high[slot] = high[i];
        larger.low[slot] = low[i];
        larger.values[slot] = values[i];
      }
    }
    high = larger.high;
    low = larger.low;
    values = larger.values;
  }

  /** Zero marks a free slot. */
  private static long nonZero(long hash) {
    return hash == 0 ? 1 : hash;
  }
}
