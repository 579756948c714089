package org.seq2time.reports.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;
import org.seq2time.metrics.dense.DenseMetric;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;
import org.seq2time.reports.task.ReportedTask.Match;

class ReportedTaskTest {

  private static final double[] NONE = {};

  private static SampleContent content(List<Segment> truth, List<Segment> predicted) {
    return new SampleContent(
        OptionalDouble.empty(),
        "",
        truth.stream().map(Mark::of).toList(),
        predicted.stream().map(Mark::of).toList(),
        NONE,
        NONE);
  }

  @Test
  void reversedEventsOverlapOnThePageAsTheyDoInTheScore() {
    DenseSample sample =
        new DenseSample(
            "video",
            OptionalDouble.empty(),
            List.of(
                new Event(new Segment(10, 20), "stir the soup"),
                new Event(new Segment(30, 40), "serve it")));
    Answer<List<Event>> reversed =
        Answer.parsed(
            List.of(
                new Event(new Segment(20, 10), "stir the soup"),
                new Event(new Segment(40, 30), "serve it")));
    ScoreColumn f1 =
        new DenseMetric(Paraphrases.none(), Missing.ZERO)
            .evaluate(List.of(sample), List.of(reversed), 1).columns().stream()
                .filter(c -> c.spec().name().equals("f1"))
                .findFirst()
                .orElseThrow();
    assertThat(f1.perSample(0)).isEqualTo(1);

    ReportedTask<DenseSample, List<Event>> task = ReportedTask.of(Task.DENSE_CAPTIONING);
    List<Match> matches = task.matches(task.describe(sample, reversed));
    assertThat(matches).hasSize(2).allSatisfy(m -> assertThat(m.iou()).isGreaterThan(0.999));
    assertThat(matches.getFirst().predicted().orElseThrow().segment())
        .isEqualTo(new Segment(10, 20));
  }

  @Test
  void everyTrueEventHasTheBestPredictionOrNone() {
    ReportedTask<?, ?> task = ReportedTask.of(Task.DENSE_CAPTIONING);
    List<Match> matches =
        task.matches(
            content(
                List.of(new Segment(0, 10), new Segment(50, 60)),
                List.of(new Segment(5, 10), new Segment(0, 9))));
    assertThat(matches.get(0).predicted()).contains(Mark.of(new Segment(0, 9)));
    assertThat(matches.get(1))
        .isEqualTo(new Match(Mark.of(new Segment(50, 60)), Optional.empty(), 0));
  }

  @Test
  void groundingHoldsTheFirstWindowAgainstTheTruth() {
    ReportedTask<?, ?> task = ReportedTask.of(Task.GROUNDING);
    assertThat(
            task.matches(
                content(
                    List.of(new Segment(0, 10)), List.of(new Segment(0, 5), new Segment(0, 10)))))
        .singleElement()
        .satisfies(m -> assertThat(m.iou()).isEqualTo(0.5));
    // Not put in order here, as in the metric.
    assertThat(task.matches(content(List.of(new Segment(0, 10)), List.of(new Segment(10, 0)))))
        .singleElement()
        .satisfies(m -> assertThat(m.iou()).isZero());
    assertThat(task.matches(content(List.of(new Segment(0, 10)), List.of())))
        .containsExactly(new Match(Mark.of(new Segment(0, 10)), Optional.empty(), 0));
  }

  @Test
  void highlightsHoldTheFirstWindowAgainstTheBestTruth() {
    ReportedTask<?, ?> task = ReportedTask.of(Task.HIGHLIGHTS);
    assertThat(
            task.matches(
                content(
                    List.of(new Segment(0, 10), new Segment(20, 40)),
                    List.of(new Segment(20, 30), new Segment(0, 10)))))
        .singleElement()
        .satisfies(
            m -> {
              assertThat(m.truth()).isEqualTo(Mark.of(new Segment(20, 40)));
              assertThat(m.iou()).isEqualTo(0.5);
            });
    assertThat(task.matches(content(List.of(), List.of(new Segment(0, 1))))).isEmpty();
  }

  @Test
  void aBenchmarkOfAnotherVersionIsShownAsGrounding() {
    assertThat(ReportedTask.ofBenchmark("of-tomorrow").mainScores()).containsExactly("miou");
    assertThat(ReportedTask.ofBenchmark("youcook2").mainScores()).containsExactly("soda_c");
    assertThat(ReportedTask.ofBenchmark("qvhighlights").mainScores())
        .containsExactly("moment.map", "map");
  }

  @Test
  void aSampleWithoutAnAnswerIsDescribedWithoutAPrediction() {
    GroundingSample sample =
        new GroundingSample("q", "v", OptionalDouble.of(30), "a door opens", new Segment(1, 2));
    SampleContent content =
        ReportedTask.of(Task.GROUNDING).describe(sample, Answer.none(Outcome.NOT_ANSWERED));
    assertThat(content.query()).isEqualTo("a door opens");
    assertThat(content.truth()).containsExactly(Mark.of(new Segment(1, 2)));
    assertThat(content.prediction()).isEmpty();
  }
}
