package org.seq2time.metrics;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One score over one list of samples: its statistics per sample and the fold of their sums.
 *
 * <p>Arrays are not copied (a benchmark has a hundred of them) and must not be changed afterwards.
 */
public final class ScoreColumn {

  /** Key of the fold whose value is the mean over the samples that count. */
  public static final String MEAN = "mean";

  private final ScoreSpec spec;
  private final List<double[]> statistics;
  private final Fold fold;
  private final double[] perSample;
  private final double @Nullable [] included;
  private final @Nullable String foldKey;

  private ScoreColumn(
      ScoreSpec spec,
      List<double[]> statistics,
      Fold fold,
      double[] perSample,
      double @Nullable [] included,
      @Nullable String foldKey) {
    this.spec = spec;
    this.statistics = List.copyOf(statistics);
    this.fold = fold;
    this.perSample = perSample;
    this.included = included;
    this.foldKey = foldKey;
  }

  /** The mean of a value over all samples. */
  public static ScoreColumn mean(ScoreSpec spec, double[] values) {
    return new ScoreColumn(
        spec, List.of(values), (sums, samples) -> sums[0] / samples, values, null, MEAN);
  }

  /**
   * The mean of a value over some of the samples.
   *
   * @param values a value per sample, 0 where the sample is left out
   * @param included 1 where the sample counts, 0 where not; share one array between scores
   */
  public static ScoreColumn mean(ScoreSpec spec, double[] values, double[] included) {
    double[] perSample = values.clone();
    for (int i = 0; i < perSample.length; i++) {
      if (included[i] == 0) {
        perSample[i] = Double.NaN;
      }
    }
    return new ScoreColumn(
        spec,
        List.of(values, included),
        (sums, samples) -> sums[1] == 0 ? Double.NaN : sums[0] / sums[1],
        perSample,
        included,
        MEAN);
  }

  /**
   * A score that is not a mean.
   *
   * @param statistics per statistic one value per sample
   * @param fold the score of their sums
   * @param perSample the score of each sample by itself, NaN where there is none
   */
  public static ScoreColumn folded(
      ScoreSpec spec, List<double[]> statistics, Fold fold, double[] perSample) {
    return new ScoreColumn(spec, statistics, fold, perSample, null, null);
  }

  /**
   * The same score with a key by which {@link org.seq2time.metrics.score.Folds} finds its fold
   * again: per-sample rows of a run folder then carry its statistics.
   */
  public ScoreColumn recordedAs(String key) {
    return new ScoreColumn(spec, statistics, fold, perSample, included, key);
  }

  /** What the score is. */
  public ScoreSpec spec() {
    return spec;
  }

  /** Per statistic one value per sample; not to be changed. */
  public List<double[]> statistics() {
    return statistics;
  }

  /** The fold of the statistics' sums. */
  public Fold fold() {
    return fold;
  }

  /** The fold's key in files: {@link #MEAN}, another, or none if it cannot be found again. */
  public Optional<String> foldKey() {
    return Optional.ofNullable(foldKey);
  }

  /** The sample's own value; NaN if it does not count in this score. */
  public double perSample(int sample) {
    return perSample[sample];
  }

  /** Whether the sample counts in this score. */
  public boolean includes(int sample) {
    return included == null || included[sample] != 0;
  }

  /** The same score over the samples at these positions, in this order. */
  public ScoreColumn select(int[] positions) {
    IdentityHashMap<double[], double[]> selected = new IdentityHashMap<>();
    return select(
        values ->
            selected.computeIfAbsent(
                values, all -> Arrays.stream(positions).mapToDouble(i -> all[i]).toArray()));
  }

  /** The same score over other samples; arrays shared before are to be shared after. */
  ScoreColumn select(UnaryOperator<double[]> selection) {
    return new ScoreColumn(
        spec,
        statistics.stream().map(selection).toList(),
        fold,
        selection.apply(perSample),
        included == null ? null : selection.apply(included),
        foldKey);
  }
}
