package org.seq2time.metrics.score;

import java.util.function.Supplier;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.Task;
import org.seq2time.metrics.Metric;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.dense.DenseMetric;
import org.seq2time.metrics.grounding.GroundingMetric;
import org.seq2time.metrics.highlight.HighlightMetric;

/** The metric of each task. */
public final class TaskMetrics {

  private TaskMetrics() {}

  /**
   * What metrics have to be told. Each uses what concerns it.
   *
   * @param paraphrases METEOR's table, asked for only by tasks with captions
   * @param missing what will become of samples without an answer
   * @param isRaw whether predictions were parsed from a model's answers to the project's own
   *     questions, so that a part that no answer has is missing and not left out
   */
  public record Settings(Supplier<Paraphrases> paraphrases, Missing missing, boolean isRaw) {}

  /** The metric of a task. */
  @SuppressWarnings("unchecked") // Each case has the types of its task.
  public static <S extends Sample, P> Metric<S, P, ?> of(Task<S, P> task, Settings settings) {
    return (Metric<S, P, ?>)
        switch (task) {
          case Task.DenseCaptioning _ ->
              new DenseMetric(settings.paraphrases.get(), settings.missing);
          case Task.Grounding _ -> new GroundingMetric();
          case Task.Highlights _ -> new HighlightMetric(settings.isRaw);
        };
  }
}
