package org.seq2time.metrics.caption.cider;

import java.util.Arrays;

/** How often each n-gram occurs in a text, n = 1 to 4: made by {@link Cider#prepare}. */
public final class NgramCounts {
  private final NgramVocabulary vocabulary;

  /** N-gram numbers, by n, then ascending. */
  private final int[] ngrams;

  private final int[] counts;

  /** Where the n-grams of length n start, at n - 1; at the end, where the last ones end. */
  private final int[] starts;

  private final int bigrams;

  private NgramCounts(
      NgramVocabulary vocabulary, int[] ngrams, int[] counts, int[] starts, int bigrams) {
    this.vocabulary = vocabulary;
    this.ngrams = ngrams;
    this.counts = counts;
    this.starts = starts;
    this.bigrams = bigrams;
  }

  /**
   * Counts occurrences.
   *
   * @param occurrences for each n, at n - 1, the number of the n-gram at every place; sorted here
   */
  static NgramCounts of(NgramVocabulary vocabulary, int[][] occurrences) {
    int total = 0;
    for (int[] ofLength : occurrences) {
      Arrays.sort(ofLength);
      total += ofLength.length;
    }
    int[] ngrams = new int[total];
    int[] counts = new int[total];
    int[] starts = new int[occurrences.length + 1];
    int size = 0;
    for (int n = 0; n < occurrences.length; n++) {
      starts[n] = size;
      for (int ngram : occurrences[n]) {
        if (size == starts[n] || ngrams[size - 1] != ngram) {
          ngrams[size++] = ngram;
        }
        counts[size - 1]++;
      }
    }
    starts[occurrences.length] = size;
    return new NgramCounts(
        vocabulary,
        Arrays.copyOf(ngrams, size),
        Arrays.copyOf(counts, size),
        starts,
        occurrences[1].length);
  }

  NgramVocabulary vocabulary() {
    return vocabulary;
  }

  int size() {
    return ngrams.length;
  }

  int start(int n) {
    return starts[n - 1];
  }

  int ngram(int index) {
    return ngrams[index];
  }

  int count(int index) {
    return counts[index];
  }

  /** Number of bigrams, which is what the reference takes for a text's length. */
  int bigrams() {
    return bigrams;
  }
}
