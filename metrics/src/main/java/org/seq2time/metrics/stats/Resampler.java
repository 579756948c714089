package org.seq2time.metrics.stats;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Weighs the samples in {@value #BLOCK} resamples at a time and sums their statistics: the product
 * of a sparse matrix of statistics with a matrix {@code [samples, BLOCK]} of weights (how often
 * each sample was drawn, or its sign), in loops over the resamples that the JIT turns into vector
 * instructions. Each sum is the same whatever resamples stand beside it in a block.
 */
final class Resampler {

  /**
   * The weights of QVHighlights' 1,550 queries in a block take 0.8 MB: they stay in the L2 cache.
   */
  static final int BLOCK = 64;

  private final Statistics statistics;
  private final double[] weights;
  private final double[][] sums;
  private final double[][] arguments;

  Resampler(Statistics statistics) {
    this.statistics = statistics;
    this.weights = new double[statistics.samples * BLOCK];
    this.sums = new double[statistics.sampleOf.length][BLOCK];
    this.arguments = new double[statistics.statisticsOf.length][];
    for (int c = 0; c < arguments.length; c++) {
      arguments[c] = new double[statistics.statisticsOf[c].length];
    }
  }

  /** Draws a block of resamples, one from each generator. */
  void draw(SplittableRandom[] randoms) {
    Arrays.fill(weights, 0);
    int samples = statistics.samples;
    for (int r = 0; r < randoms.length; r++) {
      SplittableRandom random = randoms[r];
      for (int i = 0; i < samples; i++) {
        weights[random.nextInt(samples) * BLOCK + r]++;
      }
    }
    sumAll();
  }

  /** Gives every sample the weight 1 or -1 in each resample of the block. */
  void flip(SplittableRandom random) {
    for (int i = 0; i < statistics.samples; i++) {
      long bits = random.nextLong();
      for (int r = 0; r < BLOCK; r++) {
        weights[i * BLOCK + r] = 1 - 2 * ((bits >>> r) & 1);
      }
    }
    sumAll();
  }

  /** The value of a score in a resample of the block drawn last. */
  double value(int score, int resample) {
    return statistics.folds.get(score).value(sums(score, resample), statistics.samples);
  }

  /**
   * The sums of a score's statistics in a resample of the last block; overwritten by later calls.
   */
  double[] sums(int score, int resample) {
    int[] numbers = statistics.statisticsOf[score];
    double[] scoreSums = arguments[score];
    for (int s = 0; s < numbers.length; s++) {
      scoreSums[s] = sums[numbers[s]][resample];
    }
    return scoreSums;
  }

  private void sumAll() {
    for (int s = 0; s < sums.length; s++) {
      sum(statistics.sampleOf[s], statistics.valueOf[s], sums[s]);
    }
  }

  private void sum(int[] samples, double[] values, double[] sum) {
    Arrays.fill(sum, 0);
    int i = 0;
    for (; i + 3 < samples.length; i += 4) {
      addFour(sum, weights, samples, values, i);
    }
    for (; i < samples.length; i++) {
      addOne(sum, weights, samples[i] * BLOCK, values[i]);
    }
  }

  /** Four samples at a time, so that the sums are loaded and stored a quarter as often. */
  private static void addFour(
      double[] sum, double[] weights, int[] samples, double[] values, int i) {
    int a = samples[i] * BLOCK;
    int b = samples[i + 1] * BLOCK;
    int c = samples[i + 2] * BLOCK;
    int d = samples[i + 3] * BLOCK;
    double valueA = values[i];
    double valueB = values[i + 1];
    double valueC = values[i + 2];
    double valueD = values[i + 3];
    for (int r = 0; r < sum.length; r++) {
      sum[r] +=
          (valueA * weights[a + r] + valueB * weights[b + r])
              + (valueC * weights[c + r] + valueD * weights[d + r]);
    }
  }

  private static void addOne(double[] sum, double[] weights, int offset, double value) {
    for (int r = 0; r < sum.length; r++) {
      sum[r] += value * weights[offset + r];
    }
  }
}
