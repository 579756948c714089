package org.seq2time.reports.task;

import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;

/**
 * A task as reports show it.
 *
 * @param <S> the task's kind of sample
 * @param <P> the task's prediction type
 */
public sealed interface ReportedTask<S extends Sample, P>
    permits ReportedCaptioning, ReportedGrounding, ReportedHighlights {

  /**
   * A truth and what was predicted for it.
   *
   * @param truth the true window or event
   * @param predicted the prediction held against it, its times as the metric takes them; empty if
   *     there is none
   * @param iou the metric's own IoU of the two, 0 without a prediction
   */
  record Match(Mark truth, Optional<Mark> predicted, double iou) {}

  /** A task's reported side. */
  @SuppressWarnings("unchecked") // Each case has the types of its task.
  static <S extends Sample, P> ReportedTask<S, P> of(Task<S, P> task) {
    return (ReportedTask<S, P>)
        switch (task) {
          case Task.DenseCaptioning _ -> new ReportedCaptioning();
          case Task.Grounding _ -> new ReportedGrounding();
          case Task.Highlights _ -> new ReportedHighlights();
        };
  }

  /** The task of a benchmark by its key; grounding for one that this version does not know. */
  static ReportedTask<?, ?> ofBenchmark(String key) {
    Optional<Benchmark<?, ?>> benchmark = Benchmark.of(key);
    return benchmark.isPresent() ? of(benchmark.get().task()) : of(Task.GROUNDING);
  }

  /** Question, truth and prediction of a sample. */
  SampleContent describe(S sample, Answer<P> answer);

  /** Names of the scores that speak for a run, in order of preference. */
  List<String> mainScores();

  /** The per-sample IoU of the first window; empty for a task whose predictions are events. */
  Optional<String> iouDetail();

  /** What an IoU is counted over, in the plural. */
  String iouUnit();

  /** Whether every true event is looked for, and not one window for a query. */
  default boolean hasEvents() {
    return false;
  }

  /** Whether predicted windows are ranked, so that they have an average precision. */
  default boolean hasRankedWindows() {
    return false;
  }

  /** The truths of a sample, each with the prediction that the metric holds against it. */
  List<Match> matches(SampleContent content);
}
