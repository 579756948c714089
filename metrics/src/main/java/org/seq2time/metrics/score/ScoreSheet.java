package org.seq2time.metrics.score;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Evaluation.LeftOut;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.metrics.stats.Bootstrap;

/**
 * The scores of one system on one benchmark.
 *
 * @param benchmark the benchmark
 * @param n samples scored
 * @param coverage share of all samples for which a prediction was parsed
 * @param outcomes of all samples, scored or left out
 * @param scores in the metric's order
 * @param bootstrap how the intervals were drawn
 * @param notices what was ignored or looks odd
 */
public record ScoreSheet(
    Benchmark<?, ?> benchmark,
    int n,
    double coverage,
    Map<Outcome, Integer> outcomes,
    List<Score> scores,
    Bootstrap.Settings bootstrap,
    List<Notice> notices) {

  public ScoreSheet {
    outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
    scores = List.copyOf(scores);
    notices = List.copyOf(notices);
  }

  /**
   * Folds an evaluation into scores with intervals.
   *
   * @param selection what was selected from the benchmark, for the signatures; empty for all of it
   * @param threads for the bootstrap; the result is the same for any number
   */
  public static ScoreSheet of(
      Benchmark<?, ?> benchmark,
      Evaluation evaluation,
      Optional<String> selection,
      Bootstrap.Settings bootstrap,
      int threads) {
    return of(benchmark, evaluation, selection, Optional.empty(), bootstrap, threads);
  }

  /**
   * Folds an evaluation of parsed answers into scores with intervals.
   *
   * @param selection what was selected from the benchmark, for the signatures; empty for all of it
   * @param parser what turned raw answers into predictions, for the signatures; empty for
   *     predictions that were stored as such
   * @param threads for the bootstrap; the result is the same for any number
   */
  public static ScoreSheet of(
      Benchmark<?, ?> benchmark,
      Evaluation evaluation,
      Optional<String> selection,
      Optional<String> parser,
      Bootstrap.Settings bootstrap,
      int threads) {
    Map<String, String> reading = parser.isPresent() ? Map.of("parser", parser.get()) : Map.of();
    return of(benchmark, evaluation, selection, reading, bootstrap, threads);
  }

  /**
   * Folds an evaluation of answers or predictions into scores with intervals.
   *
   * @param selection what was selected from the benchmark, for the signatures; empty for all of it
   * @param reading how the file was read, for the signatures: parts in order
   * @param threads for the bootstrap; the result is the same for any number
   */
  public static ScoreSheet of(
      Benchmark<?, ?> benchmark,
      Evaluation evaluation,
      Optional<String> selection,
      Map<String, String> reading,
      Bootstrap.Settings bootstrap,
      int threads) {
    if (evaluation.ids().isEmpty()) {
      throw new IllegalArgumentException("no samples to score");
    }
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      if (outcome.isAlwaysCounted()) {
        outcomes.put(outcome, 0);
      }
    }
    evaluation.outcomes().forEach(o -> outcomes.merge(o, 1, Integer::sum));
    evaluation.leftOut().forEach(l -> outcomes.merge(l.outcome(), 1, Integer::sum));
    int all = evaluation.ids().size() + evaluation.leftOut().size();
    List<Optional<Interval>> intervals =
        new Bootstrap(bootstrap).intervals(evaluation.columns(), evaluation.ids().size(), threads);
    List<Score> scores = new ArrayList<>();
    for (int c = 0; c < evaluation.columns().size(); c++) {
      scores.add(score(evaluation, c, intervals.get(c), selection, reading));
    }
    return new ScoreSheet(
        benchmark,
        evaluation.ids().size(),
        (double) outcomes.getOrDefault(Outcome.PARSED, 0) / all,
        outcomes,
        scores,
        bootstrap,
        evaluation.notices());
  }

  /** The same with other notices. */
  public ScoreSheet withNotices(List<Notice> other) {
    return new ScoreSheet(benchmark, n, coverage, outcomes, scores, bootstrap, other);
  }

  private static Score score(
      Evaluation evaluation,
      int c,
      Optional<Interval> interval,
      Optional<String> selection,
      Map<String, String> reading) {
    ScoreColumn column = evaluation.columns().get(c);
    int n = 0;
    int parsed = 0;
    for (int i = 0; i < evaluation.ids().size(); i++) {
      if (column.includes(i)) {
        n++;
        parsed += evaluation.outcomes().get(i) == Outcome.PARSED ? 1 : 0;
      }
    }
    int eligible = n;
    for (LeftOut sample : evaluation.leftOut()) {
      eligible += sample.counted().get(c) ? 1 : 0;
    }
    Signature signature = column.spec().signature().with("missing", evaluation.missing().key());
    if (selection.isPresent()) {
      signature = signature.with("samples", selection.get());
    }
    for (Map.Entry<String, String> part : reading.entrySet()) {
      signature = signature.with(part.getKey(), part.getValue());
    }
    ScoreSpec spec =
        new ScoreSpec(
            signature.with("v", ToolVersion.get()),
            column.spec().label(),
            column.spec().direction(),
            column.spec().headline());
    double value = Bootstrap.value(column, evaluation.ids().size());
    return new Score(
        spec,
        Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value),
        interval,
        n,
        eligible == 0 ? 0 : (double) parsed / eligible);
  }
}
