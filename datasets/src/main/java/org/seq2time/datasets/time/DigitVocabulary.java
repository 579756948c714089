package org.seq2time.datasets.time;

import java.util.Arrays;

/**
 * Which ids a tokenizer gave to the ten digit tokens {@code <0>} to {@code <9>}. They usually
 * follow each other, but need not.
 */
public final class DigitVocabulary {

  private final int[] ids;
  private final boolean contiguous;

  private DigitVocabulary(int[] ids) {
    this.ids = ids;
    boolean inRow = true;
    for (int digit = 1; digit < ids.length; digit++) {
      inRow &= ids[digit] == ids[0] + digit;
    }
    this.contiguous = inRow;
  }

  /**
   * The ids of the ten tokens.
   *
   * @param ids the id of {@code <0>}, {@code <1>}, ..., ten different ones, none negative
   */
  public static DigitVocabulary of(int... ids) {
    if (ids.length != 10
        || Arrays.stream(ids).distinct().count() != 10
        || Arrays.stream(ids).min().orElse(-1) < 0) {
      throw new IllegalArgumentException(
          "the digit tokens need ten different ids, not " + Arrays.toString(ids));
    }
    return new DigitVocabulary(ids.clone());
  }

  /** Ten ids in a row, as tokenizers number added tokens. */
  public static DigitVocabulary startingAt(int firstId) {
    int[] ids = new int[10];
    Arrays.setAll(ids, digit -> firstId + digit);
    return of(ids);
  }

  /** The id of a digit, 0 to 9. */
  public int id(int digit) {
    return ids[digit];
  }

  /** The digit of an id, or -1 if the id is no digit token. */
  public int digit(int id) {
    if (contiguous) {
      int digit = id - ids[0];
      return digit >= 0 && digit < 10 ? digit : -1;
    }
    for (int digit = 0; digit < ids.length; digit++) {
      if (ids[digit] == id) {
        return digit;
      }
    }
    return -1;
  }
}
