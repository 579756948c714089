package org.seq2time.metrics.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.metrics.ScoreColumn;

/**
 * What is drawn or swapped as a whole: a video with all of its samples. Queries about one video
 * share its difficulty, so they are no independent evidence; drawing them one by one would make
 * intervals too narrow.
 */
public final class Units {

  private final int[] unitOf;
  private final double[] sizes;

  private Units(int[] unitOf, int count) {
    this.unitOf = unitOf;
    this.sizes = new double[count];
    for (int unit : unitOf) {
      sizes[unit]++;
    }
  }

  /** Samples with equal keys belong together. */
  public static Units of(List<String> keys) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] unitOf = new int[keys.size()];
    for (int i = 0; i < unitOf.length; i++) {
      unitOf[i] = numbers.computeIfAbsent(keys.get(i), key -> numbers.size());
    }
    return new Units(unitOf, numbers.size());
  }

  /** Every sample by itself. */
  public static Units single(int samples) {
    int[] unitOf = new int[samples];
    for (int i = 0; i < samples; i++) {
      unitOf[i] = i;
    }
    return new Units(unitOf, samples);
  }

  /** How many units there are. */
  public int count() {
    return sizes.length;
  }

  /** How many samples there are. */
  public int samples() {
    return unitOf.length;
  }

  /** The scores with the statistics of each unit's samples summed; per-sample values are gone. */
  List<ScoreColumn> sum(List<ScoreColumn> columns) {
    if (count() == samples()) {
      return columns;
    }
    IdentityHashMap<double[], double[]> summed = new IdentityHashMap<>();
    return columns.stream().map(c -> sum(c, summed)).toList();
  }

  private ScoreColumn sum(ScoreColumn column, IdentityHashMap<double[], double[]> summed) {
    List<double[]> statistics = new ArrayList<>();
    for (double[] values : column.statistics()) {
      statistics.add(summed.computeIfAbsent(values, this::sum));
    }
    statistics.add(sizes);
    int own = column.statistics().size();
    // The number of samples differs between resamples of units: it is a statistic as well.
    return ScoreColumn.folded(
        column.spec(),
        statistics,
        (sums, units) -> column.fold().value(Arrays.copyOf(sums, own), sums[own]),
        sizes);
  }

  private double[] sum(double[] values) {
    double[] sums = new double[sizes.length];
    for (int i = 0; i < unitOf.length; i++) {
      sums[unitOf[i]] += values[i];
    }
    return sums;
  }
}
