package org.seq2time.metrics.caption.cider;

import java.util.List;

/**
 * CIDEr as coco-caption computes it, which is CIDEr-D: agreement of tf-idf weighted n-grams, n = 1
 * to 4, times 10.
 *
 * <p>An n-gram weighs {@code count (ln N - ln max(1, df))}, with N pairs and document frequency df,
 * the number of pairs whose references hold it. Per n the similarity is {@code sum min(h, r) r /
 * (|h| |r|)} over the hypothesis' n-grams, times {@code exp(-(a - b)^2 / 72)} for a and b bigrams;
 * the score is the mean over n and over references. A corpus of one pair scores 0, because every
 * weight is. Source: Vedantam, Zitnick and Parikh, CVPR 2015; coco-caption's {@code
 * cider_scorer.py}.
 *
 * <p>An instance numbers the n-grams of the texts that it prepares; only its own texts can be
 * compared. Safe for use by several threads.
 */
public final class Cider {
  static final int MAX_N = 4;
  private static final double SCALE = 10.0;

  /** Two sigma squared for the reference's sigma of 6 bigrams. */
  private static final double LENGTH_SCALE = 72.0;

  private final NgramVocabulary vocabulary = new NgramVocabulary();

  /** A hypothesis and its references, at least one, all prepared by the same {@link Cider}. */
  public record Pair(NgramCounts hypothesis, List<NgramCounts> references) {
    /**
     * Copies the references.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Pair {
      references = List.copyOf(references);
      if (references.isEmpty()) {
        throw new IllegalArgumentException("a CIDEr pair needs at least one reference");
      }
    }

    /** A pair with one reference. */
    public Pair(NgramCounts hypothesis, NgramCounts reference) {
      this(hypothesis, List.of(reference));
    }
  }

  /** Counts the n-grams of a text's white-space separated tokens. */
  public NgramCounts prepare(String text) {
    return vocabulary.count(text);
  }

  /** Returns each pair's score in [0, 10], with the document frequencies of these very pairs. */
  public double[] scores(List<Pair> pairs) {
    return scores(pairs, DocumentFrequencies.of(pairs));
  }

  /**
   * Returns each pair's score with given document frequencies: for resampling, where a pair's score
   * must not change with the sample it is drawn into.
   *
   * @throws IllegalArgumentException if another {@link Cider} has prepared one of the texts
   */
  public double[] scores(List<Pair> pairs, DocumentFrequencies frequencies) {
    double[] scores = new double[pairs.size()];
    for (int i = 0; i < scores.length; i++) {
      Pair pair = pairs.get(i);
      checkOwn(pair.hypothesis());
      for (NgramCounts reference : pair.references()) {
        checkOwn(reference);
        scores[i] += similarity(pair.hypothesis(), reference, frequencies);
      }
      scores[i] *= SCALE / (MAX_N * pair.references().size());
    }
    return scores;
  }

  /** Returns the corpus score: the mean over pairs, 0 without pairs. */
  public double mean(List<Pair> pairs) {
    double sum = 0.0;
    for (double score : scores(pairs)) {
      sum += score;
    }
    return pairs.isEmpty() ? 0.0 : sum / pairs.size();
  }

  private void checkOwn(NgramCounts text) {
    if (text.vocabulary() != vocabulary) {
      throw new IllegalArgumentException("the text was prepared by another Cider");
    }
  }

  private static double similarity(
      NgramCounts hypothesis, NgramCounts reference, DocumentFrequencies frequencies) {
    double sum = 0.0;
    for (int n = 1; n <= MAX_N; n++) {
      double norms = norm(hypothesis, n, frequencies) * norm(reference, n, frequencies);
      if (norms > 0.0) {
        sum += product(hypothesis, reference, n, frequencies) / norms;
      }
    }
    double difference = hypothesis.bigrams() - reference.bigrams();
    return sum * Math.exp(-difference * difference / LENGTH_SCALE);
  }

  private static double norm(NgramCounts text, int n, DocumentFrequencies frequencies) {
    double squares = 0.0;
    for (int i = text.start(n); i < text.start(n + 1); i++) {
      double weight = text.count(i) * frequencies.weight(text.ngram(i));
      squares += weight * weight;
    }
    return Math.sqrt(squares);
  }

  private static double product(
      NgramCounts hypothesis, NgramCounts reference, int n, DocumentFrequencies frequencies) {
    double sum = 0.0;
    int h = hypothesis.start(n);
    int r = reference.start(n);
    while (h < hypothesis.start(n + 1) && r < reference.start(n + 1)) {
      int order = Integer.compare(hypothesis.ngram(h), reference.ngram(r));
      if (order == 0) {
        double weight = frequencies.weight(hypothesis.ngram(h));
        double inReference = reference.count(r) * weight;
        sum += Math.min(hypothesis.count(h) * weight, inReference) * inReference;
      }
      h += order <= 0 ? 1 : 0;
      r += order >= 0 ? 1 : 0;
    }
    return sum;
  }
}
