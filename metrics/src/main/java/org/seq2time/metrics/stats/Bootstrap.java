package org.seq2time.metrics.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;

/**
 * Percentile bootstrap over samples: a resample draws as many samples as there are, with
 * replacement; a score's interval spans the middle 95 % of its values over all resamples, ends
 * interpolated linearly between order statistics.
 *
 * <p>All scores see the same resamples: they depend on the seed, the resample's number and the
 * number of samples alone, hence not on the number of threads.
 */
public final class Bootstrap {

  /** Share of the resamples inside an interval. */
  public static final double CONFIDENCE = 0.95;

  private final Settings settings;

  public Bootstrap(Settings settings) {
    this.settings = settings;
  }

  /**
   * How resamples are drawn.
   *
   * @param resamples how many, at least 1
   * @param seed of the first of them
   */
  public record Settings(int resamples, long seed) {

    /** 10,000 resamples, seed 1. */
    public static final Settings DEFAULT = new Settings(10_000, 1);

    public Settings {
      if (resamples < 1) {
        throw new IllegalArgumentException("resamples " + resamples + " is below 1");
      }
    }

    /** The same with another seed. */
    public Settings withSeed(long other) {
      return new Settings(resamples, other);
    }
  }

  /** The score of the samples as they are; NaN where it is not defined. */
  public static double value(ScoreColumn column, int samples) {
    double[] sums =
        column.statistics().stream().mapToDouble(values -> Arrays.stream(values).sum()).toArray();
    return column.fold().value(sums, samples);
  }

  /**
   * The 95 % interval of every score.
   *
   * @param columns scores over the same samples
   * @param samples how many samples there are
   * @param threads how many threads work on it, at least 1
   * @return per score its interval; empty where a score is not defined in any resample
   */
  public List<Optional<Interval>> intervals(List<ScoreColumn> columns, int samples, int threads) {
    double[][] values = resampled(columns, samples, threads);
    List<Optional<Interval>> intervals =
        new ArrayList<>(Collections.nCopies(values.length, Optional.empty()));
    Workers.run(threads, values.length, 1, (c, end) -> intervals.set(c, interval(values[c])));
    return intervals;
  }

  /** The same with samples drawn together that belong together. */
  public List<Optional<Interval>> intervals(List<ScoreColumn> columns, Units units, int threads) {
    return intervals(units.sum(columns), units.count(), threads);
  }

  /**
   * The value of every score in every resample.
   *
   * @return {@code [score][resample]}; NaN where a score is not defined in a resample
   */
  public double[][] resampled(List<ScoreColumn> columns, int samples, int threads) {
    Statistics statistics = Statistics.of(columns, samples);
    double[][] values = new double[columns.size()][settings.resamples];
    ThreadLocal<Resampler> resamplers = ThreadLocal.withInitial(() -> new Resampler(statistics));
    Workers.run(
        threads,
        settings.resamples,
        Resampler.BLOCK,
        (from, to) -> {
          Resampler resampler = resamplers.get();
          SplittableRandom[] randoms = new SplittableRandom[to - from];
          Arrays.setAll(randoms, r -> new SplittableRandom(seedOf(from + r)));
          resampler.draw(randoms);
          for (int c = 0; c < values.length; c++) {
            for (int r = from; r < to; r++) {
              values[c][r] = resampler.value(c, r - from);
            }
          }
        });
    return values;
  }

  private long seedOf(int resample) {
    return spread(settings.seed, resample);
  }

  /** Neighbouring numbers must not share a stream: their seeds are spread first. */
  static long spread(long seed, long number) {
    return new SplittableRandom(seed ^ (number * 0x9e3779b97f4a7c15L)).nextLong();
  }

  /** The middle 95 % of the values that are defined; empty if none is. */
  static Optional<Interval> interval(double[] values) {
    double[] defined = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    if (defined.length == 0) {
      return Optional.empty();
    }
    Arrays.sort(defined);
    double tail = (1 - CONFIDENCE) / 2;
    return Optional.of(new Interval(quantile(defined, tail), quantile(defined, 1 - tail)));
  }

  /**
   * Commons Math's {@code Percentile} of type R_7 is the same definition, but takes its position
   * from 1 and its share in percent: the last bit differs in one of a hundred intervals. This one
   * stays, so that published intervals keep their digits.
   */
  private static double quantile(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
