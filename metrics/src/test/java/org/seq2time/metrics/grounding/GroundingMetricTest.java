package org.seq2time.metrics.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;
import org.seq2time.metrics.iou.Iou;

class GroundingMetricTest {

  private static final GroundingSample QUERY =
      new GroundingSample(
          "0", "a.mp4", OptionalDouble.empty(), "someone waves", new Segment(10, 20));

  private static Evaluation evaluate(Answer<List<Segment>> answer) {
    return new GroundingMetric().evaluate(List.of(QUERY), List.of(answer), 1);
  }

  @Test
  void onlyTheFirstWindowCounts() {
    Evaluation evaluation =
        evaluate(Answer.parsed(List.of(new Segment(50, 60), new Segment(10, 20))));
    assertThat(GoldenFiles.value(evaluation, "miou")).isZero();
  }

  @Test
  void rankedListsAddRecallAmongTheFirstFive() {
    Segment other = new Segment(50, 60);
    Evaluation ranked = evaluate(Answer.parsed(List.of(other, new Segment(10, 20))));
    assertThat(GoldenFiles.value(ranked, "r1@0.5")).isZero();
    assertThat(GoldenFiles.value(ranked, "r5@0.5")).isEqualTo(1);
    Evaluation late =
        evaluate(Answer.parsed(List.of(other, other, other, other, other, new Segment(10, 20))));
    assertThat(GoldenFiles.value(late, "r5@0.5")).isZero();
    Evaluation single = evaluate(Answer.parsed(List.of(other)));
    assertThat(single.columns()).hasSize(4);
  }

  @Test
  void reversedWindowIsNotPutInOrder() {
    assertThat(Iou.HULL.of(new Segment(20, 10), new Segment(10, 20))).isZero();
  }

  @Test
  void zeroOverZeroIsZero() {
    assertThat(Iou.HULL.of(new Segment(5, 5), new Segment(5, 5))).isZero();
  }

  @Test
  void thresholdItselfPasses() {
    Evaluation evaluation = evaluate(Answer.parsed(List.of(new Segment(10, 15))));
    assertThat(GoldenFiles.value(evaluation, "r1@0.5")).isEqualTo(1);
    assertThat(GoldenFiles.value(evaluation, "r1@0.7")).isZero();
  }

  @Test
  void answerWithoutTimeStaysInTheDenominator() {
    Evaluation evaluation = evaluate(Answer.none(Outcome.NO_TIME_FOUND)).answeredOnly();
    assertThat(evaluation.ids()).hasSize(1);
    assertThat(GoldenFiles.value(evaluation, "r1@0.3")).isZero();
    assertThat(evaluation.details().getFirst().values()[0]).isNaN();
  }

  @Test
  void onlyUnansweredSamplesAreLeftOut() {
    Evaluation evaluation = evaluate(Answer.none(Outcome.NOT_ANSWERED)).answeredOnly();
    assertThat(evaluation.ids()).isEmpty();
    assertThat(evaluation.leftOut()).hasSize(1);
  }

  @Test
  void iouOfOrderedWindowsIsSymmetricAndBounded() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      Segment a = window(random);
      Segment b = window(random);
      double iou = Iou.HULL.of(a, b);
      assertThat(iou).isBetween(0.0, 1.0).isEqualTo(Iou.HULL.of(b, a));
      assertThat(Iou.HULL.of(a, a)).isEqualTo(a.lengthSeconds() == 0 ? 0 : 1);
    }
  }

  private static Segment window(SplittableRandom random) {
    double start = random.nextInt(100) / 4.0;
    return new Segment(start, start + random.nextInt(40) / 4.0);
  }
}
