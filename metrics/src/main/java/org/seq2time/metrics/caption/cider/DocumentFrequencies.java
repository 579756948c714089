package org.seq2time.metrics.caption.cider;

import java.util.List;

/** How many pairs of a corpus have an n-gram among their references, as CIDEr's n-gram weights. */
public final class DocumentFrequencies {
  private static final int EMPTY = 0;

  private final int[] ngrams;
  private final int[] frequencies;

  /** The last pair that was counted at each slot: several references of a pair count once. */
  private final int[] countedIn;

  private final double[] weights;

  private DocumentFrequencies(List<Cider.Pair> pairs) {
    int occurrences = 0;
    for (Cider.Pair pair : pairs) {
      for (NgramCounts reference : pair.references()) {
        occurrences += reference.size();
      }
    }
    int capacity = Integer.highestOneBit(Math.max(8, occurrences)) << 1;
    ngrams = new int[capacity];
    frequencies = new int[capacity];
    countedIn = new int[capacity];
    weights = new double[pairs.size() + 1];
    for (int pair = 0; pair < pairs.size(); pair++) {
      for (NgramCounts reference : pairs.get(pair).references()) {
        add(reference, pair + 1);
      }
    }
    double logDocuments = Math.log(pairs.size());
    for (int frequency = 0; frequency < weights.length; frequency++) {
      weights[frequency] = logDocuments - Math.log(Math.max(1, frequency));
    }
  }

  /** Counts the references of a corpus. */
  public static DocumentFrequencies of(List<Cider.Pair> pairs) {
    return new DocumentFrequencies(pairs);
  }

  private void add(NgramCounts reference, int pair) {
    for (int i = 0; i < reference.size(); i++) {
      int slot = slot(reference.ngram(i));
      ngrams[slot] = reference.ngram(i);
      if (countedIn[slot] != pair) {
        countedIn[slot] = pair;
        frequencies[slot]++;
      }
    }
  }

  /** {@code ln N - ln max(1, df)} of an n-gram. */
  double weight(int ngram) {
    return weights[frequencies[slot(ngram)]];
  }

  private int slot(int ngram) {
    int mask = ngrams.length - 1;
    int hash = ngram * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (ngrams[slot] != EMPTY && ngrams[slot] != ngram) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
