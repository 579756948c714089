package org.seq2time.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.grounding.GroundingMetric;
import org.seq2time.metrics.highlight.AveragePrecision;
import org.seq2time.metrics.highlight.HighlightMetric;
import org.seq2time.metrics.stats.Bootstrap;

/** Measuring whole benchmarks from pairs in memory, and their parts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class MetricBenchmark {

  private final List<GroundingSample> queries = SyntheticBenchmarks.groundingSamples();
  private final List<Answer<List<Segment>>> windows = SyntheticBenchmarks.groundingAnswers();
  private final List<HighlightSample> highlights = SyntheticBenchmarks.highlightSamples();
  private final List<Answer<HighlightPrediction>> submissions =
      SyntheticBenchmarks.highlightAnswers();
  private final List<ScoreColumn> groundingColumns =
      new GroundingMetric().evaluate(queries, windows, 1).columns();
  private final double[] clipScores = clipScores();
  private final boolean[] clipTruth = new boolean[clipScores.length];

  public MetricBenchmark() {
    for (int i = 20; i < 40; i++) {
      clipTruth[i] = true;
    }
  }

  private double[] clipScores() {
    HighlightPrediction first = submissions.getFirst().prediction();
    double[] scores = first == null ? null : first.saliency();
    if (scores == null) {
      throw new IllegalStateException("synthetic submissions have saliency scores");
    }
    return scores;
  }

  /** IoU, hits and columns of 3,720 queries. */
  @Benchmark
  public Evaluation groundingMeasure() {
    return new GroundingMetric().evaluate(queries, windows, 1);
  }

  /** The fold alone: four scores of 3,720 queries from their statistics. */
  @Benchmark
  public double groundingFold() {
    double sum = 0;
    for (ScoreColumn column : groundingColumns) {
      sum += Bootstrap.value(column, queries.size());
    }
    return sum;
  }

  /** One query's 75 clips ranked and held against one truth. */
  @Benchmark
  public double highlightAveragePrecision() {
    return AveragePrecision.of(clipScores, clipTruth.length).against(clipTruth);
  }

  /** All 90 scores of 1,550 queries with ten windows each. */
  @Benchmark
  public Evaluation highlightMeasure() {
    return new HighlightMetric(false).evaluate(highlights, submissions, 1);
  }
}
