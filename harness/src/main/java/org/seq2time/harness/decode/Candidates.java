package org.seq2time.harness.decode;

import java.util.Arrays;

/**
 * The tokens that one draw chooses among, the likeliest first: transformers' filters in its order,
 * temperature, top-k, top-p, min-p.
 *
 * @param tokens their ids
 * @param weights not normalised; the likeliest has 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Candidates(int[] tokens, double[] weights) {

  /**
   * The candidates of a row.
   *
   * @param largest the largest logit
   */
  static Candidates of(float[] logits, float largest, Sampler sampler) {
    double[] weights = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      double weight = Math.exp((logits[i] - (double) largest) / sampler.temperature());
      weights[i] = weight >= 0 ? weight : 0;
    }
    double least = sampler.topK() > 0 ? kth(logits, sampler.topK()) : Double.NEGATIVE_INFINITY;
    int[] order = new int[logits.length];
    int count = 0;
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] >= least && weights[i] > 0) {
        order[count++] = i;
        sum += weights[i];
      }
    }
    int[] likeliest =
        Arrays.stream(order, 0, count)
            .boxed()
            .sorted((a, b) -> Double.compare(weights[b], weights[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    int size = nucleus(likeliest, weights, sum, sampler.topP());
    while (size > 1 && weights[likeliest[size - 1]] < sampler.minP()) {
      size--;
    }
    int[] tokens = Arrays.copyOf(likeliest, size);
    return new Candidates(tokens, Arrays.stream(tokens).mapToDouble(t -> weights[t]).toArray());
  }

  /** The k-th largest logit; equal ones are all kept. */
  private static double kth(float[] logits, int k) {
    if (k >= logits.length) {
      return Double.NEGATIVE_INFINITY;
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - k];
  }

  private static int nucleus(int[] likeliest, double[] weights, double sum, double topP) {
    if (topP >= 1) {
      return likeliest.length;
    }
    double nucleus = 0;
    int size = 0;
    while (size < likeliest.length && nucleus < topP * sum) {
      nucleus += weights[likeliest[size++]];
    }
    return size;
  }

  /**
   * One of them.
   *
   * @param uniform in [0, 1)
   */
  int draw(double uniform) {
    double due = uniform * Arrays.stream(weights).sum();
    for (int i = 0; i < tokens.length; i++) {
      due -= weights[i];
      if (due < 0) {
        return tokens[i];
      }
    }
    return tokens[tokens.length - 1];
  }
}
