package org.seq2time.metrics.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.Evaluation.Detail;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.metrics.stats.Bootstrap;

class ScoreSheetTest {

  private static final Bootstrap.Settings SETTINGS = new Bootstrap.Settings(200, 3);

  private static final List<Outcome> OUTCOMES =
      List.of(
          Outcome.PARSED,
          Outcome.PARSED,
          Outcome.NO_TIME_FOUND,
          Outcome.NOT_ANSWERED,
          Outcome.NOT_ANSWERED);

  /** Five samples; the second score counts in the first, the third and the last of them. */
  private static Evaluation evaluation() {
    List<GroundingSample> samples =
        List.of(sample("a"), sample("b"), sample("c"), sample("d"), sample("e"));
    List<Answer<Segment>> answers =
        OUTCOMES.stream()
            .map(
                o ->
                    o == Outcome.PARSED
                        ? Answer.parsed(new Segment(0, 1))
                        : Answer.<Segment>none(o))
            .toList();
    double[] all = {1, 0.5, 0, 0, 0};
    double[] some = {1, 0, 0, 0, 0};
    double[] counts = {1, 0, 1, 0, 1};
    ScoreSpec lower = new ScoreSpec(Signature.of("some"), "Some", Direction.LOWER_IS_BETTER, false);
    return Evaluation.of(
        samples,
        answers,
        List.of(
            ScoreColumn.mean(
                ScoreSpec.higher(Signature.of("all").with("k", "x"), "All", true), all),
            ScoreColumn.mean(lower, some, counts),
            ScoreColumn.mean(
                ScoreSpec.higher(Signature.of("none"), "None", true),
                new double[5],
                new double[5])),
        List.of(new Detail("detail", new double[] {1, 2, 3, 4, 5})),
        List.of(new Notice("odd", 1, List.of("a"))));
  }

  private static GroundingSample sample(String id) {
    return new GroundingSample(id, id + ".mp4", OptionalDouble.empty(), "query", new Segment(0, 1));
  }

  private static ScoreSheet sheet(Evaluation evaluation) {
    return ScoreSheet.of(Benchmark.CHARADES_STA, evaluation, Optional.empty(), SETTINGS, 1);
  }

  private static Score score(ScoreSheet sheet, String name) {
    return sheet.scores().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void everySampleStaysInTheDenominator() {
    ScoreSheet sheet = sheet(evaluation());
    assertThat(sheet.n()).isEqualTo(5);
    assertThat(sheet.coverage()).isEqualTo(0.4);
    Score all = score(sheet, "all");
    assertThat(all.value()).hasValue(0.3);
    assertThat(all.n()).isEqualTo(5);
    assertThat(all.coverage()).isEqualTo(0.4);
    Score some = score(sheet, "some");
    assertThat(some.n()).isEqualTo(3);
    assertThat(some.value()).hasValue(1.0 / 3);
    assertThat(some.coverage()).isEqualTo(1.0 / 3);
  }

  @Test
  void leftOutSamplesStayInTheCoverageOfEachScoreThatTheyCountIn() {
    ScoreSheet sheet = sheet(evaluation().answeredOnly());
    assertThat(sheet.n()).isEqualTo(3);
    assertThat(sheet.coverage()).isEqualTo(0.4);
    Score all = score(sheet, "all");
    assertThat(all.value()).hasValue(0.5);
    assertThat(all.n()).isEqualTo(3);
    assertThat(all.coverage()).isEqualTo(0.4);
    Score some = score(sheet, "some");
    assertThat(some.n()).isEqualTo(2);
    assertThat(some.value()).hasValue(0.5);
    // Of "a", "c" and the "e" that was left out one is parsed; "d" would not have counted.
    assertThat(some.coverage()).isEqualTo(1.0 / 3);
  }

  @Test
  void outcomesOfAllSamplesAreCountedWhetherScoredOrNot() {
    Map<Outcome, Integer> scored = sheet(evaluation()).outcomes();
    assertThat(scored)
        .containsEntry(Outcome.PARSED, 2)
        .containsEntry(Outcome.NO_TIME_FOUND, 1)
        .containsEntry(Outcome.NOT_ANSWERED, 2)
        .containsEntry(Outcome.MODEL_ERROR, 0);
    assertThat(scored.keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Outcome.values()).filter(Outcome::isAlwaysCounted).toList());
    assertThat(sheet(evaluation().answeredOnly()).outcomes()).isEqualTo(scored);
  }

  @Test
  void scoreThatNoSampleCountsInIsNotDefined() {
    Score none = score(sheet(evaluation()), "none");
    assertThat(none.value()).isEmpty();
    assertThat(none.interval()).isEmpty();
    assertThat(none.n()).isZero();
    assertThat(none.coverage()).isZero();
  }

  @Test
  void signatureSaysWhatBecameOfTheRestAndWhoParsed() {
    ScoreSheet zero = sheet(evaluation());
    String version = "|v:" + ToolVersion.get();
    assertThat(score(zero, "all").spec().signature()).hasToString("all|k:x|missing:zero" + version);
    ScoreSheet full =
        ScoreSheet.of(
            Benchmark.CHARADES_STA,
            evaluation().answeredOnly(),
            Optional.of("first-5"),
            Optional.of("robust-1"),
            SETTINGS,
            1);
    assertThat(score(full, "all").spec().signature())
        .hasToString("all|k:x|missing:left-out|samples:first-5|parser:robust-1" + version);
    assertThat(score(full, "some").spec().direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThat(score(full, "some").spec().label()).isEqualTo("Some");
    assertThat(score(full, "some").spec().headline()).isFalse();
  }

  @Test
  void intervalsAreThoseOfTheBootstrap() {
    Evaluation evaluation = evaluation();
    List<Optional<Interval>> drawn = new Bootstrap(SETTINGS).intervals(evaluation.columns(), 5, 1);
    ScoreSheet sheet = sheet(evaluation);
    assertThat(sheet.scores().stream().map(Score::interval)).isEqualTo(drawn);
    assertThat(sheet.bootstrap()).isEqualTo(SETTINGS);
    assertThat(sheet.notices()).extracting(Notice::text).containsExactly("odd");
    assertThat(sheet.withNotices(List.of()).notices()).isEmpty();
    assertThat(sheet.withNotices(List.of()).scores()).isEqualTo(sheet.scores());
  }

  @Test
  void nothingToScoreIsAnError() {
    Evaluation none =
        Evaluation.of(
            List.of(sample("a")),
            List.of(Answer.<Segment>none(Outcome.NOT_ANSWERED)),
            List.of(),
            List.of(),
            List.of());
    assertThatThrownBy(() -> sheet(none.answeredOnly()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no samples to score");
  }
}
