package org.seq2time.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.grounding.GroundingMetric;
import org.seq2time.metrics.highlight.HighlightMetric;
import org.seq2time.metrics.stats.Bootstrap;

/** Intervals of all scores from 10,000 resamples. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class BootstrapBenchmark {

  /** How many threads share the work. */
  @Param({"1", "2"})
  public int threads;

  private final Evaluation grounding =
      new GroundingMetric()
          .evaluate(
              SyntheticBenchmarks.groundingSamples(), SyntheticBenchmarks.groundingAnswers(), 1);
  private final Evaluation highlights =
      new HighlightMetric(false)
          .evaluate(
              SyntheticBenchmarks.highlightSamples(), SyntheticBenchmarks.highlightAnswers(), 1);

  /** Four scores of 3,720 queries. */
  @Benchmark
  public List<Optional<Interval>> grounding() {
    return intervals(grounding);
  }

  /** Ninety scores of 1,550 queries. */
  @Benchmark
  public List<Optional<Interval>> highlights() {
    return intervals(highlights);
  }

  private List<Optional<Interval>> intervals(Evaluation evaluation) {
    return new Bootstrap(Bootstrap.Settings.DEFAULT)
        .intervals(evaluation.columns(), evaluation.ids().size(), threads);
  }
}
