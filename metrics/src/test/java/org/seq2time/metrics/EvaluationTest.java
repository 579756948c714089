package org.seq2time.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.Evaluation.LeftOut;
import org.seq2time.metrics.stats.Bootstrap;

/** Evaluations, columns, signatures and the other parts of the frame. */
class EvaluationTest {

  private static final ScoreSpec SPEC = ScoreSpec.higher(Signature.of("s"), "S", true);

  private static GroundingSample sample(String id) {
    return new GroundingSample(id, id + ".mp4", OptionalDouble.empty(), "query", new Segment(0, 1));
  }

  private static Evaluation three(ScoreColumn... columns) {
    return Evaluation.of(
        List.of(sample("a"), sample("b"), sample("c")),
        List.of(
            Answer.parsed(1),
            Answer.<Integer>none(Outcome.NOT_ANSWERED),
            Answer.<Integer>none(Outcome.NO_TIME_FOUND)),
        List.of(columns),
        List.of(new Detail("d", new double[] {7, 8, 9})),
        List.of());
  }

  @Test
  void answeredOnlyKeepsRowsTogetherAndSaysWhatItLeftOut() {
    double[] included = {1, 0, 1};
    Evaluation all =
        three(
            ScoreColumn.mean(SPEC, new double[] {1, 0, 0}),
            ScoreColumn.mean(SPEC, new double[] {0.5, 0, 0.25}, included));
    assertThat(all.missing()).isEqualTo(Missing.ZERO);
    assertThat(all.leftOut()).isEmpty();
    Evaluation answered = all.answeredOnly();
    assertThat(answered.ids()).containsExactly("a", "c");
    assertThat(answered.videos()).containsExactly("a.mp4", "c.mp4");
    assertThat(answered.outcomes()).containsExactly(Outcome.PARSED, Outcome.NO_TIME_FOUND);
    assertThat(answered.missing()).isEqualTo(Missing.LEFT_OUT);
    assertThat(answered.leftOut())
        .containsExactly(new LeftOut(Outcome.NOT_ANSWERED, List.of(true, false)));
    assertThat(answered.details().getFirst().name()).isEqualTo("d");
    assertThat(answered.details().getFirst().values()).containsExactly(7, 9);
    assertThat(Bootstrap.value(answered.columns().getFirst(), 2)).isEqualTo(0.5);
    assertThat(Bootstrap.value(answered.columns().get(1), 2)).isEqualTo(0.375);
  }

  @Test
  void arraysThatAreSharedStayShared() {
    double[] included = {1, 0, 1};
    Evaluation all =
        three(
            ScoreColumn.mean(SPEC, new double[] {1, 0, 0}, included),
            ScoreColumn.mean(SPEC, new double[] {0, 0, 1}, included));
    Evaluation answered = all.answeredOnly();
    assertThat(answered.columns().get(0).statistics().get(1))
        .isSameAs(answered.columns().get(1).statistics().get(1));
  }

  @Test
  void answersAreAsManyAsSamples() {
    assertThatThrownBy(
            () -> Evaluation.of(List.of(sample("a")), List.of(), List.of(), List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 samples but 0 answers");
  }

  @Test
  void meanOverSomeSamplesLeavesTheOthersOut() {
    ScoreColumn column = ScoreColumn.mean(SPEC, new double[] {1, 0, 0.5}, new double[] {1, 0, 1});
    assertThat(Bootstrap.value(column, 3)).isEqualTo(0.75);
    assertThat(column.includes(0)).isTrue();
    assertThat(column.includes(1)).isFalse();
    assertThat(column.perSample(1)).isNaN();
    assertThat(column.perSample(2)).isEqualTo(0.5);
    assertThat(column.foldKey()).contains(ScoreColumn.MEAN);
    ScoreColumn nobody = ScoreColumn.mean(SPEC, new double[2], new double[2]);
    assertThat(Bootstrap.value(nobody, 2)).isNaN();
  }

  @Test
  void selectionTakesPositionsInTheirOrder() {
    double[] values = {1, 2, 3};
    ScoreColumn twice = ScoreColumn.folded(SPEC, List.of(values, values), (s, n) -> s[0], values);
    ScoreColumn selected = twice.select(new int[] {2, 0, 2});
    assertThat(selected.statistics().get(0)).containsExactly(3, 1, 3);
    assertThat(selected.statistics().get(1)).isSameAs(selected.statistics().get(0));
    assertThat(selected.perSample(0)).isEqualTo(3);
    assertThat(selected.includes(1)).isTrue();
    assertThat(selected.foldKey()).isEmpty();
    assertThat(twice.recordedAs("k").foldKey()).contains("k");
    assertThat(twice.recordedAs("k").select(new int[] {0}).foldKey()).contains("k");
  }

  @Test
  void signatureIsItsNameAndParts() {
    Signature name = Signature.of("r1");
    assertThat(name).hasToString("r1");
    assertThat(name.settings()).isEmpty();
    Signature more = name.with("iou", "hull").with("v", "1");
    assertThat(more).hasToString("r1|iou:hull|v:1");
    assertThat(more.settings()).isEqualTo("iou:hull|v:1");
    assertThat(name.parts()).isEmpty();
    assertThat(new ScoreSpec(more, "l", Direction.LOWER_IS_BETTER, false).name()).isEqualTo("r1");
    assertThat(SPEC.direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
  }

  @Test
  void intervalIsOrdered() {
    assertThat(new Interval(1, 1).low()).isEqualTo(1);
    assertThatThrownBy(() -> new Interval(2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("interval [2.0, 1.0] is not ordered");
    assertThatThrownBy(() -> new Interval(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void versionIsTheBuilds() {
    assertThat(ToolVersion.get()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(Missing.ZERO.key()).isEqualTo("zero");
    assertThat(Missing.LEFT_OUT.key()).isEqualTo("left-out");
  }
}
