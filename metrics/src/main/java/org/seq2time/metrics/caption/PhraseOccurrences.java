package org.seq2time.metrics.caption;

/**
 * Where phrases of the paraphrase table occur in a sentence, by start, then length.
 *
 * <p>Arrays run in parallel; {@code phrase} is the phrase's number in the table. {@code filter} has
 * a bit set for every phrase that occurs, so that most values of the table are dismissed by one
 * look.
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record PhraseOccurrences(int[] start, int[] length, int[] phrase, long[] filter) {
  private static final int FILTER_SHIFT = 20;

  PhraseOccurrences(int[] start, int[] length, int[] phrase) {
    this(start, length, phrase, new long[1 << (32 - FILTER_SHIFT - 6)]);
    for (int number : phrase) {
      int bit = bit(number);
      filter[bit >>> 6] |= 1L << bit;
    }
  }

  int count() {
    return phrase.length;
  }

  /** False if the phrase certainly does not occur. */
  boolean mayContain(int number) {
    int bit = bit(number);
    return (filter[bit >>> 6] & (1L << bit)) != 0;
  }

  private static int bit(int number) {
    return (number * 0x9E3779B9) >>> FILTER_SHIFT;
  }
}
