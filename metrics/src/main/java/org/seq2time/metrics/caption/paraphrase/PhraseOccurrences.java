package org.seq2time.metrics.caption.paraphrase;

import java.util.Arrays;

/**
 * Where phrases of the paraphrase table occur in a sentence, by start, then length.
 *
 * <p>The first three arrays run in parallel; {@code phrase} is the phrase's number in the table.
 * {@code distinct} holds the phrases in ascending order, each once. {@code filter} has a bit set
 * for every phrase that occurs, so that most values of the table are dismissed by one look.
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
public record PhraseOccurrences(
    int[] start, int[] length, int[] phrase, int[] distinct, long[] filter) {
  private static final int FILTER_SHIFT = 22;

  PhraseOccurrences(int[] start, int[] length, int[] phrase) {
    this(
        start,
        length,
        phrase,
        Arrays.stream(phrase).sorted().distinct().toArray(),
        new long[1 << (32 - FILTER_SHIFT - 6)]);
    for (int number : distinct) {
      int bit = bit(number);
      filter[bit >>> 6] |= 1L << bit;
    }
  }

  /** Number of occurrences. */
  public int count() {
    return phrase.length;
  }

  boolean contains(int number) {
    int bit = bit(number);
    return (filter[bit >>> 6] & (1L << bit)) != 0 && Arrays.binarySearch(distinct, number) >= 0;
  }

  private static int bit(int number) {
    return (number * 0x9E3779B9) >>> FILTER_SHIFT;
  }
}
