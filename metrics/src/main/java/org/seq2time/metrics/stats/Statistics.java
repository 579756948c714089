package org.seq2time.metrics.stats;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.seq2time.metrics.Fold;
import org.seq2time.metrics.ScoreColumn;

/**
 * The distinct statistics of many scores, each as the list of its samples that are not zero: most
 * values of most statistics are (a hit at a high threshold, an average precision), and a resample
 * need not read them.
 */
final class Statistics {

  final int samples;

  /** For each distinct statistic its samples with a value other than 0, ascending. */
  final int[][] sampleOf;

  /** The values of the same samples. */
  final double[][] valueOf;

  final List<Fold> folds;

  /** For each score the numbers of its statistics. */
  final int[][] statisticsOf;

  private Statistics(
      int samples, int[][] sampleOf, double[][] valueOf, List<Fold> folds, int[][] statisticsOf) {
    this.samples = samples;
    this.sampleOf = sampleOf;
    this.valueOf = valueOf;
    this.folds = folds;
    this.statisticsOf = statisticsOf;
  }

  static Statistics of(List<ScoreColumn> columns, int samples) {
    IdentityHashMap<double[], Integer> numberOf = new IdentityHashMap<>();
    int[][] statisticsOf = new int[columns.size()][];
    for (int c = 0; c < columns.size(); c++) {
      List<double[]> statistics = columns.get(c).statistics();
      statisticsOf[c] = new int[statistics.size()];
      for (int s = 0; s < statistics.size(); s++) {
        statisticsOf[c][s] = numberOf.computeIfAbsent(statistics.get(s), key -> numberOf.size());
      }
    }
    int[][] sampleOf = new int[numberOf.size()][];
    double[][] valueOf = new double[numberOf.size()][];
    numberOf.forEach(
        (values, number) -> {
          sampleOf[number] = nonZero(values);
          valueOf[number] = new double[sampleOf[number].length];
          for (int i = 0; i < sampleOf[number].length; i++) {
            valueOf[number][i] = values[sampleOf[number][i]];
          }
        });
    List<Fold> folds = columns.stream().map(ScoreColumn::fold).toList();
    return new Statistics(samples, sampleOf, valueOf, folds, statisticsOf);
  }

  private static int[] nonZero(double[] values) {
    int[] samples = new int[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0) {
        samples[count++] = i;
      }
    }
    return Arrays.copyOf(samples, count);
  }
}
