package org.seq2time.metrics.stats;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.seq2time.metrics.Fold;
import org.seq2time.metrics.ScoreColumn;

/**
 * The distinct statistics of many scores as one matrix, {@code [samples, width]}, row-major: a
 * resample then reads each sample's row once, for all scores together.
 */
final class Statistics {

  final int samples;
  final int width;
  final double[] rows;
  final List<Fold> folds;

  /** For each score, where its statistics stand in a row. */
  final int[][] places;

  private Statistics(int samples, int width, double[] rows, List<Fold> folds, int[][] places) {
    this.samples = samples;
    this.width = width;
    this.rows = rows;
    this.folds = folds;
    this.places = places;
  }

  static Statistics of(List<ScoreColumn> columns, int samples) {
    IdentityHashMap<double[], Integer> placeOf = new IdentityHashMap<>();
    int[][] places = new int[columns.size()][];
    for (int c = 0; c < columns.size(); c++) {
      List<double[]> statistics = columns.get(c).statistics();
      places[c] = new int[statistics.size()];
      for (int s = 0; s < statistics.size(); s++) {
        places[c][s] = placeOf.computeIfAbsent(statistics.get(s), key -> placeOf.size());
      }
    }
    int width = placeOf.size();
    double[] rows = new double[samples * width];
    placeOf.forEach(
        (values, place) -> {
          for (int i = 0; i < samples; i++) {
            rows[i * width + place] = values[i];
          }
        });
    return new Statistics(
        samples,
        width,
        rows,
        Arrays.asList(columns.stream().map(ScoreColumn::fold).toArray(Fold[]::new)),
        places);
  }
}
