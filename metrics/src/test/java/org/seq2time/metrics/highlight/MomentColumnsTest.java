package org.seq2time.metrics.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;

/**
 * What is counted where, what the scores are called and what is noticed: the parts of highlights
 * and moments that the reference's numbers alone do not show.
 */
class MomentColumnsTest {

  private static final List<List<Integer>> VERY_GOOD = List.of(List.of(4, 0, 0));

  private static HighlightSample sample(String id, Segment... windows) {
    return new HighlightSample(
        id,
        "v" + id,
        OptionalDouble.of(150),
        "query",
        List.of(windows),
        Saliency.of(75, List.of(1), VERY_GOOD));
  }

  private static Answer<HighlightPrediction> windows(Segment... windows) {
    return answer(Arrays.stream(windows).map(w -> new ScoredWindow(w, 0.5)).toList(), null);
  }

  private static Answer<HighlightPrediction> answer(
      @Nullable List<ScoredWindow> windows, double @Nullable [] saliency) {
    return Answer.parsed(HighlightPrediction.of(windows, saliency));
  }

  private static final Segment SHORT = new Segment(0, 10);
  private static final Segment MIDDLE = new Segment(20, 50);
  private static final Segment LONG = new Segment(60, 91);

  /** A query for each range of lengths, each found exactly. */
  private static Evaluation ranges() {
    return new HighlightMetric(false)
        .evaluate(
            List.of(sample("0", SHORT), sample("1", MIDDLE), sample("2", LONG)),
            List.of(windows(SHORT), windows(MIDDLE), windows(LONG)),
            1);
  }

  private static boolean[] counted(Evaluation evaluation, String name) {
    ScoreColumn column = GoldenFiles.column(evaluation, name);
    boolean[] counted = new boolean[evaluation.ids().size()];
    for (int i = 0; i < counted.length; i++) {
      counted[i] = column.includes(i);
    }
    return counted;
  }

  @Test
  void lengthOfTheTrueWindowDecidesTheRange() {
    Evaluation evaluation = ranges();
    assertThat(counted(evaluation, "moment.map")).containsExactly(true, true, true);
    // Ten seconds are still short, thirty still of middle length.
    assertThat(counted(evaluation, "moment.map.short")).containsExactly(true, false, false);
    assertThat(counted(evaluation, "moment.map.middle")).containsExactly(false, true, false);
    assertThat(counted(evaluation, "moment.r1.long@0.5")).containsExactly(false, false, true);
    for (String name : List.of("moment.map", "moment.map.short@0.75", "moment.r1.middle@0.95")) {
      assertThat(GoldenFiles.value(evaluation, name)).as(name).isEqualTo(1);
    }
  }

  @Test
  void windowsOfOtherLengthsAreNoTruthInARange() {
    Evaluation evaluation =
        new HighlightMetric(false)
            .evaluate(List.of(sample("0", SHORT, MIDDLE)), List.of(windows(MIDDLE)), 1);
    assertThat(GoldenFiles.value(evaluation, "moment.r1@0.5")).isEqualTo(1);
    assertThat(GoldenFiles.value(evaluation, "moment.r1.middle@0.5")).isEqualTo(1);
    assertThat(GoldenFiles.value(evaluation, "moment.r1.short@0.5")).isZero();
    assertThat(GoldenFiles.value(evaluation, "moment.r1.long@0.5")).isNaN();
  }

  @Test
  void windowOfNoLengthCountsInTheFullRangeAlone() {
    Evaluation evaluation =
        new HighlightMetric(false)
            .evaluate(List.of(sample("0", new Segment(5, 5))), List.of(windows(SHORT)), 1);
    assertThat(counted(evaluation, "moment.map")).containsExactly(true);
    assertThat(counted(evaluation, "moment.map.short")).containsExactly(false);
  }

  private static ScoreSpec spec(Evaluation evaluation, String name) {
    return GoldenFiles.column(evaluation, name).spec();
  }

  @Test
  void scoresAreCalledAsInTheField() {
    Evaluation evaluation = ranges();
    assertThat(spec(evaluation, "moment.map").label()).isEqualTo("moment mAP");
    assertThat(spec(evaluation, "moment.map.short").label()).isEqualTo("moment mAP (short)");
    assertThat(spec(evaluation, "moment.map@0.5").label()).isEqualTo("moment mAP (IoU=0.5)");
    assertThat(spec(evaluation, "moment.map.long@0.75").label())
        .isEqualTo("moment mAP (long, IoU=0.75)");
    assertThat(spec(evaluation, "moment.r1.middle@0.7").label())
        .isEqualTo("moment R@1 (middle, IoU=0.7)");
    assertThat(spec(evaluation, "moment.map").signature())
        .hasToString("moment.map|length:all|windows:10|ap:interpolated|iou:0.5..0.95");
    assertThat(spec(evaluation, "moment.map.middle@0.5").signature())
        .hasToString("moment.map.middle@0.5|length:10-30|windows:10|ap:interpolated");
    assertThat(spec(evaluation, "moment.r1.long@0.5").signature())
        .hasToString("moment.r1.long@0.5|length:30-150|iou:hull|window:first");
  }

  @Test
  void headlineScoresAreThoseThatPapersPrint() {
    assertThat(ranges().columns().stream().map(ScoreColumn::spec).filter(ScoreSpec::headline))
        .extracting(ScoreSpec::name)
        .containsExactly(
            "moment.map",
            "moment.map@0.5",
            "moment.map@0.75",
            "moment.r1@0.5",
            "moment.r1@0.7",
            "moment.map.short",
            "moment.map.middle",
            "moment.map.long");
  }

  @Test
  void predictionWithoutWindowsIsAMissAndNoticed() {
    Evaluation evaluation =
        new HighlightMetric(false)
            .evaluate(
                List.of(sample("0", SHORT), sample("1", SHORT), sample("2", SHORT)),
                List.of(windows(SHORT), answer(List.of(), null), Answer.none(Outcome.NOT_ANSWERED)),
                1);
    assertThat(evaluation.notices())
        .containsExactly(
            Notice.of("predictions without windows are counted as misses there", List.of("1")));
    assertThat(GoldenFiles.value(evaluation, "moment.map")).isEqualTo(1.0 / 3);
    double[] iou = evaluation.details().getFirst().values();
    assertThat(evaluation.details().getFirst().name()).isEqualTo("moment.iou");
    assertThat(iou).containsExactly(1, Double.NaN, Double.NaN);
    assertThat(ranges().notices()).isEmpty();
  }

  @Test
  void windowWithAZeroUnionIsNoticed() {
    // Reversed by as much as the truth is long: the union of lengths is zero.
    Evaluation evaluation =
        new HighlightMetric(false)
            .evaluate(
                List.of(sample("0", new Segment(0, 10)), sample("1", SHORT)),
                List.of(windows(new Segment(30, 20)), windows(SHORT)),
                1);
    assertThat(evaluation.notices())
        .containsExactly(
            Notice.of(
                "predicted windows with a zero union count as matches in mAP, as in the"
                    + " reference",
                List.of("0")));
  }

  @Test
  void onlyWhatAnySystemGaveIsScored() {
    List<HighlightSample> one = List.of(sample("0", SHORT));
    Evaluation moments = new HighlightMetric(false).evaluate(one, List.of(windows(SHORT)), 1);
    assertThat(moments.columns()).allMatch(c -> c.spec().name().startsWith("moment."));
    Evaluation clips =
        new HighlightMetric(false).evaluate(one, List.of(answer(null, new double[] {0, 1, 0})), 1);
    assertThat(clips.columns())
        .extracting(c -> c.spec().name())
        .containsExactly("map", "hit1", "map.good", "hit1.good", "map.fair", "hit1.fair");
    assertThat(clips.details()).isEmpty();
    Evaluation nothing =
        new HighlightMetric(false).evaluate(one, List.of(Answer.none(Outcome.NOT_ANSWERED)), 1);
    assertThat(nothing.columns()).isEmpty();
    Evaluation asked =
        new HighlightMetric(true).evaluate(one, List.of(Answer.none(Outcome.NO_TIME_FOUND)), 1);
    assertThat(asked.columns()).hasSize(6);
    assertThat(GoldenFiles.value(asked, "map")).isZero();
    assertThat(asked.notices()).isEmpty();
  }

  @Test
  void predictionWithoutClipScoresIsAMissAndNoticed() {
    Evaluation evaluation =
        new HighlightMetric(false)
            .evaluate(
                List.of(sample("0", SHORT), sample("1", SHORT), sample("2", SHORT)),
                List.of(
                    answer(null, new double[] {0, 1, 0}),
                    answer(null, new double[0]),
                    answer(List.of(), null)),
                1);
    assertThat(evaluation.notices().getFirst())
        .isEqualTo(
            Notice.of(
                "predictions without saliency scores are counted as misses there",
                List.of("1", "2")));
    assertThat(GoldenFiles.value(evaluation, "hit1")).isEqualTo(1.0 / 3);
  }

  @Test
  void hitIsTheFirstOfTheHighestClips() {
    List<HighlightSample> one = List.of(sample("0", SHORT));
    assertThat(hit(one, 0, 1, 1)).isEqualTo(1);
    assertThat(hit(one, 1, 1, 0)).isZero();
    assertThat(hit(one, -2, -1, -1)).isEqualTo(1);
    // A clip beyond the video's end is a miss.
    double[] beyond = new double[76];
    beyond[75] = 1;
    assertThat(
            GoldenFiles.value(
                new HighlightMetric(false).evaluate(one, List.of(answer(null, beyond)), 1), "hit1"))
        .isZero();
  }

  private static double hit(List<HighlightSample> samples, double... saliency) {
    return GoldenFiles.value(
        new HighlightMetric(false).evaluate(samples, List.of(answer(null, saliency)), 1), "hit1");
  }
}
