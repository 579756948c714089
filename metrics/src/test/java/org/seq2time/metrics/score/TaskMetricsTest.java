package org.seq2time.metrics.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Metric;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.dense.DenseMetric;
import org.seq2time.metrics.grounding.GroundingMetric;
import org.seq2time.metrics.highlight.HighlightMetric;

class TaskMetricsTest {

  private static final TaskMetrics.Settings SETTINGS =
      new TaskMetrics.Settings(Paraphrases::none, Missing.ZERO, false);

  @Test
  void everyTaskHasItsMetric() {
    assertThat(TaskMetrics.of(Task.DENSE_CAPTIONING, SETTINGS)).isInstanceOf(DenseMetric.class);
    assertThat(TaskMetrics.of(Task.GROUNDING, SETTINGS)).isInstanceOf(GroundingMetric.class);
    assertThat(TaskMetrics.of(Task.HIGHLIGHTS, SETTINGS)).isInstanceOf(HighlightMetric.class);
    Task.ALL.forEach(task -> assertThat(TaskMetrics.of(task, SETTINGS)).isNotNull());
  }

  @Test
  void onlyATaskWithCaptionsOpensTheParaphraseTable() {
    TaskMetrics.Settings closed =
        new TaskMetrics.Settings(
            () -> {
              throw new AssertionError("the table was opened");
            },
            Missing.ZERO,
            false);
    assertThat(TaskMetrics.of(Task.GROUNDING, closed)).isNotNull();
    assertThat(TaskMetrics.of(Task.HIGHLIGHTS, closed)).isNotNull();
  }

  @Test
  void measuringAndFoldingIsTheSameForAnyNumberOfThreads() {
    List<GroundingSample> samples = new ArrayList<>();
    List<Answer<List<Segment>>> answers = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      samples.add(
          new GroundingSample(
              "q" + i, "v", OptionalDouble.empty(), "a door opens", new Segment(i, i + 10)));
      answers.add(Answer.parsed(List.of(new Segment(i + i % 7, i + 11))));
    }
    Metric<GroundingSample, List<Segment>, ?> metric = TaskMetrics.of(Task.GROUNDING, SETTINGS);
    Evaluation one = metric.evaluate(samples, answers, 1);
    Evaluation four = metric.evaluate(samples, answers, 4);
    for (int c = 0; c < one.columns().size(); c++) {
      assertThat(four.columns().get(c).statistics().getFirst())
          .isEqualTo(one.columns().get(c).statistics().getFirst());
    }
    assertThat(one.ids()).hasSize(10_000).startsWith("q0", "q1");
  }

  @Test
  void asManyAnswersAsSamplesAreNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GroundingMetric()
                    .evaluate(
                        List.of(
                            new GroundingSample(
                                "q", "v", OptionalDouble.empty(), "x", new Segment(0, 1))),
                        List.of(),
                        1))
        .withMessage("1 samples but 0 answers");
  }
}
