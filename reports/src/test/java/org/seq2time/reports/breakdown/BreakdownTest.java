package org.seq2time.reports.breakdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;
import tech.tablesaw.api.Row;

class BreakdownTest {

  private static final Bootstrap.Settings SETTINGS = new Bootstrap.Settings(500, 3);

  /** Half of the samples are parsed; the i-th video is 10 i seconds long and has three queries. */
  private static final int SAMPLES = 36;

  private static final Run RUN = new Run("runs/a, \"first\"");

  /** What a made-up run consists of. */
  private record Run(
      String name, String benchmark, String signature, boolean videos, boolean contents) {

    Run(String name) {
      this(name, "charades-sta", "score|iou:hull|v:0.1.0", true, true);
    }

    RecordedRun recorded(double... values) {
      double mean =
          DoubleStream.of(values).filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
      RecordedScore score =
          new RecordedScore(
              "score",
              OptionalDouble.of(mean),
              Optional.empty(),
              Direction.HIGHER_IS_BETTER,
              true,
              signature);
      RecordedSamples samples =
          new RecordedSamples(
              IntStream.range(0, values.length).mapToObj(i -> "id" + i).toList(),
              videos
                  ? IntStream.range(0, values.length).mapToObj(i -> "v" + i / 3).toList()
                  : List.of(),
              IntStream.range(0, values.length)
                  .mapToObj(i -> i % 2 == 0 ? Outcome.PARSED : Outcome.NO_TIME_FOUND)
                  .toList(),
              Map.of("score", values),
              Map.of(),
              contents
                  ? IntStream.range(0, values.length).mapToObj(BreakdownTest::content).toList()
                  : List.of());
      return new RecordedRun(
          name,
          new RecordedScores(benchmark, values.length, 0.5, List.of(score)),
          Optional.of(samples),
          Optional.empty());
    }
  }

  private static SampleContent content(int sample) {
    double duration = 10.0 * (sample / 3 + 1);
    List<Mark> truth = new ArrayList<>(List.of(Mark.of(new Segment(0, 1 + sample))));
    if (sample % 2 == 0) {
      truth.add(Mark.of(new Segment(0, 3 + sample)));
    }
    return new SampleContent(
        sample == 0 ? OptionalDouble.empty() : OptionalDouble.of(duration),
        "word ".repeat(sample % 24 + 1),
        truth,
        List.of(),
        new double[0],
        new double[0]);
  }

  private static double[] values() {
    return IntStream.range(0, SAMPLES).mapToDouble(i -> i % 7 / 8.0).toArray();
  }

  private static Breakdown breakdown(Grouping grouping, RecordedRun... runs) {
    return Breakdown.of(List.of(runs), List.of(grouping), List.of(), SETTINGS, 2);
  }

  /** Group to number of samples, in the table's order. */
  private static Map<String, Integer> sizes(Breakdown breakdown) {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (Row row : breakdown.table()) {
      sizes.put(row.getString("samples"), row.getInt("n"));
    }
    return sizes;
  }

  @Test
  void groupsAreFoldedLikeTheWholeAndHaveItsIntervals() {
    double[] values = values();
    Breakdown breakdown = breakdown(Grouping.OUTCOME, RUN.recorded(values));
    assertThat(sizes(breakdown))
        .containsExactly(Map.entry("parsed", 18), Map.entry("no time found", 18));
    double[] parsed = IntStream.range(0, 18).mapToDouble(i -> values[2 * i]).toArray();
    ScoreColumn column =
        ScoreColumn.mean(ScoreSpec.higher(Signature.of("score"), "score", true), parsed);
    Interval interval =
        new Bootstrap(SETTINGS).intervals(List.of(column), 18, 1).getFirst().orElseThrow();
    Row row = breakdown.table().row(0);
    assertThat(row.getDouble("value")).isEqualTo(Bootstrap.value(column, 18));
    assertThat(row.getDouble("low")).isEqualTo(interval.low());
    assertThat(row.getDouble("high")).isEqualTo(interval.high());
  }

  @Test
  void videosAreBinnedByTheirLengthInSeconds() {
    assertThat(sizes(breakdown(Grouping.DURATION, RUN.recorded(values()))))
        .containsExactly(
            Map.entry("up to 15 s", 2),
            Map.entry("15 to 30 s", 6),
            Map.entry("30 to 60 s", 9),
            Map.entry("60 to 120 s", 18),
            Map.entry("unknown", 1));
  }

  @Test
  void truthIsBinnedByTheMeanLengthOfASamplesSegments() {
    // 1 + i and 3 + i seconds for even i, 1 + i for odd ones.
    assertThat(sizes(breakdown(Grouping.TRUTH_LENGTH, RUN.recorded(values()))))
        .containsExactly(
            Map.entry("up to 5 s", 4),
            Map.entry("5 to 10 s", 6),
            Map.entry("10 to 30 s", 20),
            Map.entry("30 to 60 s", 6));
  }

  @Test
  void queriesAreBinnedByTheirWords() {
    assertThat(sizes(breakdown(Grouping.QUERY_WORDS, RUN.recorded(values()))))
        .containsExactly(
            Map.entry("up to 4 words", 8),
            Map.entry("5 to 8 words", 8),
            Map.entry("9 to 12 words", 8),
            Map.entry("13 to 20 words", 8),
            Map.entry("over 20 words", 4));
  }

  @Test
  void runsFollowEachOtherWithinAGroup() {
    Breakdown breakdown =
        breakdown(Grouping.VIDEO, RUN.recorded(values()), new Run("b").recorded(values()));
    assertThat(breakdown.table().rowCount()).isEqualTo(24);
    assertThat(breakdown.table().row(0).getString("run")).isEqualTo(RUN.name());
    assertThat(breakdown.table().row(1).getString("run")).isEqualTo("b");
    assertThat(breakdown.table().stringColumn("samples").asList().subList(0, 6))
        .containsExactly("v0", "v0", "v1", "v1", "v10", "v10");
  }

  @Test
  void groupTooSmallForAnIntervalSaysSo() {
    Breakdown breakdown = breakdown(Grouping.VIDEO, RUN.recorded(values()));
    assertThat(breakdown.table().doubleColumn("low").countMissing()).isEqualTo(12);
    assertThat(BreakdownFormat.TEXT.render(breakdown))
        .contains("too few")
        .contains("500 resamples, seed 3; fewer than 10 are too few for one");
  }

  @Test
  void samplesThatDoNotCountInTheScoreDoNotCountInItsGroups() {
    double[] values = values();
    for (int i = 0; i < 30; i++) {
      values[i] = Double.NaN;
    }
    Breakdown breakdown = breakdown(Grouping.OUTCOME, RUN.recorded(values));
    assertThat(sizes(breakdown))
        .containsExactly(Map.entry("parsed", 3), Map.entry("no time found", 3));
    breakdown = breakdown(Grouping.VIDEO, RUN.recorded(values));
    assertThat(sizes(breakdown)).containsEntry("v0", 0).containsEntry("v11", 3);
    assertThat(BreakdownFormat.TEXT.render(breakdown)).contains("not defined");
  }

  @Test
  void csvHasRawValuesAndTheSeed() {
    String csv = BreakdownFormat.CSV.render(breakdown(Grouping.OUTCOME, RUN.recorded(values())));
    assertThat(csv.lines().findFirst())
        .hasValue("benchmark,by,samples,score,run,n,value,low,high,resamples,seed");
    assertThat(csv.lines().skip(1))
        .hasSize(2)
        .allMatch(
            l -> l.contains(",score,\"runs/a, \"\"first\"\"\",18,0.") && l.endsWith(",500,3"));
    assertThat(BreakdownFormat.CSV.render(breakdown(Grouping.VIDEO, RUN.recorded(values()))))
        .contains(",,,500,3\n");
  }

  @Test
  void markdownShowsForeignNamesAsCode() {
    Run hostile = new Run("a|<b>`", "charades-sta", "score|v:0.1.0", true, true);
    assertThat(
            BreakdownFormat.MARKDOWN.render(
                breakdown(Grouping.OUTCOME, hostile.recorded(values()))))
        .startsWith("### By outcome\n\n| score | samples | run | n | x100 | 95 % interval |\n|---|")
        .contains("| `` a\\|<b>` `` |");
  }

  @Test
  void threadsDoNotChangeTheTable() {
    String one =
        BreakdownFormat.CSV.render(
            Breakdown.of(
                List.of(RUN.recorded(values())),
                List.of(Grouping.values()),
                List.of("score"),
                SETTINGS,
                1));
    for (int threads = 2; threads < 5; threads++) {
      assertThat(
              BreakdownFormat.CSV.render(
                  Breakdown.of(
                      List.of(RUN.recorded(values())),
                      List.of(Grouping.values()),
                      List.of("score"),
                      SETTINGS,
                      threads)))
          .isEqualTo(one);
    }
  }

  @Test
  void runsOfSeveralBenchmarksAreRefused() {
    RecordedRun other = new Run("b", "qvhighlights", "score|v:1", true, true).recorded(values());
    assertThatThrownBy(() -> breakdown(Grouping.VIDEO, RUN.recorded(values()), other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("b: is a run of qvhighlights, but runs/a")
        .hasMessageContaining("call breakdown once for each benchmark");
  }

  @Test
  void scoreThatIsNotTheSameMetricIsLeftOut() {
    RecordedRun other =
        new Run("b", "charades-sta", "score|iou:exact|v:0.1.0", true, true).recorded(values());
    Breakdown breakdown = breakdown(Grouping.VIDEO, RUN.recorded(values()), other);
    assertThat(breakdown.table().rowCount()).isZero();
    assertThat(breakdown.differing()).containsOnlyKeys("score");
    assertThat(BreakdownFormat.TEXT.render(breakdown))
        .contains("score|iou:hull vs. score|iou:exact");
  }

  @Test
  void rowsWithoutWhatIsGroupedByAreNamed() {
    RecordedRun old = new Run("old", "charades-sta", "score|v:1", false, false).recorded(values());
    assertThatThrownBy(() -> breakdown(Grouping.VIDEO, old))
        .hasMessage(
            "old: samples.jsonl does not hold the video, which --by video needs; score the run"
                + " again with --out");
    assertThatThrownBy(() -> breakdown(Grouping.QUERY_WORDS, old))
        .hasMessageContaining("does not hold question and truth (\"content\")");
    RecordedRun alone = new RecordedRun("s.json", old.scores(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> breakdown(Grouping.OUTCOME, alone))
        .hasMessageContaining("s.json: has no samples.jsonl");
  }

  @Test
  void unknownScoreIsNamedWithTheNearest() {
    assertThatThrownBy(
            () ->
                Breakdown.of(
                    List.of(RUN.recorded(values())),
                    List.of(Grouping.VIDEO),
                    List.of("scor"),
                    SETTINGS,
                    1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no run has a score \"scor\"; did you mean \"score\"?");
  }
}
