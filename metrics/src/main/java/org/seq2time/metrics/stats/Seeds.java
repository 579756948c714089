package org.seq2time.metrics.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.seq2time.metrics.ScoreColumn;

/**
 * Several seeds of one configuration. What varies between seeds and what varies between samples are
 * two questions: {@link Spread} answers the first, resampling the {@link #average} the second.
 */
public final class Seeds {

  private Seeds() {}

  /**
   * How a score differs from seed to seed.
   *
   * @param seeds how many there are
   * @param mean of the seeds' values
   * @param standardDeviation with n - 1; NaN for one seed
   * @param min the lowest
   * @param max the highest
   */
  public record Spread(int seeds, double mean, double standardDeviation, double min, double max) {

    /** The spread of these values, at least one. */
    public static Spread of(double... values) {
      DescriptiveStatistics statistics = new DescriptiveStatistics(values);
      return new Spread(
          values.length,
          statistics.getMean(),
          // Commons Math calls the deviation of one value 0.
          values.length < 2 ? Double.NaN : statistics.getStandardDeviation(),
          statistics.getMin(),
          statistics.getMax());
    }
  }

  /**
   * One score over several seeds' answers to the same samples: every statistic is the mean over the
   * seeds. For a score that is a mean this is the mean of the seeds' scores; for another it is the
   * score of all answers together.
   *
   * @param seeds the score of each seed, at least one, with equally many statistics
   */
  public static ScoreColumn average(List<ScoreColumn> seeds) {
    ScoreColumn first = seeds.getFirst();
    if (seeds.size() == 1) {
      return first;
    }
    List<double[]> statistics = new ArrayList<>();
    for (int s = 0; s < first.statistics().size(); s++) {
      int number = s;
      statistics.add(mean(seeds.stream().map(c -> c.statistics().get(number)).toList()));
    }
    double[] perSample = new double[statistics.getFirst().length];
    Arrays.setAll(
        perSample, i -> seeds.stream().mapToDouble(c -> c.perSample(i)).sum() / seeds.size());
    ScoreColumn average = ScoreColumn.folded(first.spec(), statistics, first.fold(), perSample);
    Optional<String> fold = first.foldKey();
    return fold.isPresent() ? average.recordedAs(fold.get()) : average;
  }

  private static double[] mean(List<double[]> arrays) {
    double[] mean = new double[arrays.getFirst().length];
    for (double[] array : arrays) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += array[i];
      }
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= arrays.size();
    }
    return mean;
  }
}
