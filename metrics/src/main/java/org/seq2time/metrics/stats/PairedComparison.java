package org.seq2time.metrics.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.DoublePredicate;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;

/**
 * Compares two systems on the same samples. Corpus scores are folded again for every resample,
 * never averaged from per-sample values.
 *
 * <ul>
 *   <li>Interval: a resample draws as many {@linkplain Units units} as there are, with replacement,
 *       the same for both systems; the interval spans the middle 95 % of the differences.
 *   <li>Paired bootstrap: p is the share of resamples whose difference lies at least as far from
 *       the observed difference as that lies from 0.
 *   <li>Paired permutation: each unit's two answers change sides with probability 1/2; p is the
 *       share of such swaps with a difference at least as large as the observed one. It is exact
 *       where nothing but the label tells the systems apart, for any number of units, and is the
 *       one to decide by.
 * </ul>
 *
 * <p>Beside them, the {@linkplain SampleTest exact tests of textbooks} over single samples, for
 * scores that are means.
 *
 * <p>Both p count the observed difference itself: (1 + hits) / (1 + resamples). The same seed gives
 * the same numbers on any number of threads.
 */
public final class PairedComparison {

  /** Differences this close are equal: sums in another order differ in their last bits. */
  static final double TIE = 1e-12;

  /** Swaps must not follow the draws of the bootstrap with the same seed. */
  private static final long SWAPS = 0x5357_4150L;

  private final Bootstrap.Settings settings;

  public PairedComparison(Bootstrap.Settings settings) {
    this.settings = settings;
  }

  /**
   * One score of two systems over the same samples in the same order.
   *
   * @param first the one compared with
   * @param second the one in question
   */
  public record Pair(ScoreColumn first, ScoreColumn second) {
    public Pair {
      if (first.statistics().size() != second.statistics().size()) {
        throw new IllegalArgumentException(
            first.spec().name() + " has different statistics in the two systems");
      }
    }
  }

  /**
   * What was found for one score.
   *
   * @param spec the score, as the first system has it
   * @param first the first system's score
   * @param second the second system's
   * @param difference second - first; empty where one of them is not defined
   * @param wins samples where the second is better
   * @param losses samples where it is worse
   * @param ties samples where both are equal
   * @param sampleTest the textbook test over single samples; empty for a score that is no mean
   */
  public record Result(
      ScoreSpec spec,
      OptionalDouble first,
      OptionalDouble second,
      Optional<Difference> difference,
      int wins,
      int losses,
      int ties,
      Optional<SampleTest> sampleTest) {}

  /**
   * How the second system's score differs from the first's.
   *
   * @param value second - first
   * @param interval 95 % bootstrap interval
   * @param standardError standard deviation of the resampled differences
   * @param bootstrapP two-sided paired bootstrap
   * @param permutationP two-sided paired permutation
   * @param worseP one-sided: the second is worse
   * @param betterP one-sided: the second is better
   */
  public record Difference(
      double value,
      Interval interval,
      double standardError,
      double bootstrapP,
      double permutationP,
      double worseP,
      double betterP) {}

  /**
   * Compares score by score; all scores see the same resamples.
   *
   * @param pairs the scores
   * @param units which samples belong together
   * @param threads how many threads work on it, at least 1
   */
  public List<Result> compare(List<Pair> pairs, Units units, int threads) {
    List<ScoreColumn> both = new ArrayList<>();
    pairs.forEach(p -> both.add(p.first()));
    pairs.forEach(p -> both.add(p.second()));
    List<ScoreColumn> summed = units.sum(both);
    double[][] resampled = new Bootstrap(settings).resampled(summed, units.count(), threads);
    List<ScoreColumn> first = summed.subList(0, pairs.size());
    List<ScoreColumn> second = summed.subList(pairs.size(), summed.size());
    double[][] swapped = swapped(first, second, units.count(), threads);
    List<Result> results = new ArrayList<>(Collections.nCopies(pairs.size(), null));
    Workers.run(
        threads,
        pairs.size(),
        1,
        (c, end) -> {
          double[] differences = new double[settings.resamples()];
          Arrays.setAll(differences, r -> resampled[pairs.size() + c][r] - resampled[c][r]);
          results.set(c, result(pairs.get(c), units.samples(), differences, swapped[c]));
        });
    return results;
  }

  /** The difference of every score after every swap, {@code [score][resample]}. */
  private double[][] swapped(
      List<ScoreColumn> first, List<ScoreColumn> second, int units, int threads) {
    List<ScoreColumn> changes = new ArrayList<>();
    double[][] totals = new double[first.size()][];
    for (int c = 0; c < first.size(); c++) {
      List<double[]> change = new ArrayList<>();
      totals[c] = new double[first.get(c).statistics().size()];
      for (int s = 0; s < totals[c].length; s++) {
        double[] a = first.get(c).statistics().get(s);
        double[] b = second.get(c).statistics().get(s);
        double[] difference = new double[units];
        Arrays.setAll(difference, i -> b[i] - a[i]);
        change.add(difference);
        totals[c][s] = Arrays.stream(a).sum() + Arrays.stream(b).sum();
      }
      changes.add(
          ScoreColumn.folded(first.get(c).spec(), change, first.get(c).fold(), change.getFirst()));
    }
    Statistics statistics = Statistics.of(changes, units);
    double[][] values = new double[first.size()][settings.resamples()];
    ThreadLocal<Resampler> resamplers = ThreadLocal.withInitial(() -> new Resampler(statistics));
    Workers.run(
        threads,
        settings.resamples(),
        Resampler.BLOCK,
        (from, to) -> {
          Resampler resampler = resamplers.get();
          resampler.flip(new SplittableRandom(Bootstrap.spread(settings.seed() ^ SWAPS, from)));
          for (int c = 0; c < values.length; c++) {
            for (int r = from; r < to; r++) {
              values[c][r] =
                  difference(first.get(c), totals[c], resampler.sums(c, r - from), units);
            }
          }
        });
    return values;
  }

  /** With the sums S = A + B and D = B - A after a swap, A = (S - D) / 2 and B = (S + D) / 2. */
  private static double difference(
      ScoreColumn column, double[] totals, double[] changes, int units) {
    double[] a = new double[totals.length];
    double[] b = new double[totals.length];
    for (int s = 0; s < totals.length; s++) {
      a[s] = (totals[s] - changes[s]) / 2;
      b[s] = (totals[s] + changes[s]) / 2;
    }
    return column.fold().value(b, units) - column.fold().value(a, units);
  }

  private static Result result(Pair pair, int samples, double[] resampled, double[] swapped) {
    double first = Bootstrap.value(pair.first(), samples);
    double second = Bootstrap.value(pair.second(), samples);
    int[] counts = new int[3];
    boolean higher = pair.first().spec().direction() == Direction.HIGHER_IS_BETTER;
    for (int i = 0; i < samples; i++) {
      double difference = pair.second().perSample(i) - pair.first().perSample(i);
      if (Math.abs(difference) <= TIE) {
        counts[2]++;
      } else if (!Double.isNaN(difference)) {
        counts[difference > 0 == higher ? 0 : 1]++;
      }
    }
    return new Result(
        pair.first().spec(),
        optional(first),
        optional(second),
        Bootstrap.interval(resampled)
            .filter(i -> !Double.isNaN(second - first))
            .map(i -> difference(second - first, i, resampled, swapped, higher)),
        counts[0],
        counts[1],
        counts[2],
        SampleTest.of(pair, samples));
  }

  private static Difference difference(
      double observed, Interval interval, double[] resampled, double[] swapped, boolean higher) {
    double[] defined = Arrays.stream(resampled).filter(v -> !Double.isNaN(v)).toArray();
    double far = Math.abs(observed) - TIE;
    double low = share(swapped, v -> v <= observed + TIE);
    double high = share(swapped, v -> v >= observed - TIE);
    return new Difference(
        observed,
        interval,
        new StandardDeviation().evaluate(defined),
        share(defined, v -> Math.abs(v - observed) >= far),
        share(swapped, v -> Math.abs(v) >= far),
        higher ? low : high,
        higher ? high : low);
  }

  private static double share(double[] values, DoublePredicate hit) {
    return (1.0 + Arrays.stream(values).filter(hit).count()) / (1.0 + values.length);
  }

  private static OptionalDouble optional(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
