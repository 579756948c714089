package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.SampleContent;
import org.seq2time.reports.record.SampleContent.Mark;

/** What score writes into a run folder is read back as it was. */
class RecordedRunTest {

  @TempDir Path folder;

  @BeforeEach
  void copyDemo() {
    Cli.copyDemo(folder);
  }

  private RecordedRun run(DemoBenchmark.Run demo, String... more) {
    Path out = folder.resolve("runs").resolve(demo.name());
    String[] all = new String[more.length + 2];
    all[0] = "--out";
    all[1] = out.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    Cli run = Cli.run(Cli.score(folder, demo, all));
    assertThat(run.code()).as(run.err()).isZero();
    return RecordedRun.readWithContents(out);
  }

  private RecordedSamples samples(String demo) {
    return run(Cli.demo(demo)).samples().orElseThrow();
  }

  @Test
  void groundingRowsHoldQueryTruthAndPrediction() {
    RecordedSamples samples = samples("charades-sta");
    assertThat(samples.contents()).hasSize(56);
    assertThat(samples.videos().getFirst()).isEqualTo("kitchen_00.mp4");
    SampleContent first = samples.contents().getFirst();
    assertThat(first.query()).contains("serve the flour on a warm plate");
    assertThat(first.truth()).containsExactly(Mark.of(new Segment(11, 24)));
    assertThat(first.prediction()).containsExactly(Mark.of(new Segment(16.1, 21.8)));
    assertThat(samples.outcomes().get(3)).isEqualTo(Outcome.NO_TIME_FOUND);
    assertThat(samples.contents().get(3).prediction()).isEmpty();
  }

  @Test
  void captioningRowsHoldCaptions() {
    SampleContent first = samples("youcook2-close").contents().getFirst();
    assertThat(first.durationSeconds()).hasValue(257);
    assertThat(first.query()).isEmpty();
    assertThat(first.truth().getFirst())
        .isEqualTo(
            new Mark(
                new Segment(11, 24), "serve the flour on a warm plate.", OptionalDouble.empty()));
    assertThat(first.prediction().getFirst().caption()).isEqualTo("The dish is served.");
  }

  @Test
  void highlightRowsHoldWindowsAndSaliency() {
    SampleContent first = samples("qvhighlights").contents().getFirst();
    assertThat(first.prediction().getFirst())
        .isEqualTo(new Mark(new Segment(44, 84), "", OptionalDouble.of(0.4115)));
    assertThat(first.saliencyTruth()).hasSize(75);
    assertThat(first.saliencyTruth()[40]).isEqualTo(7);
    assertThat(first.saliency()).hasSize(75).startsWith(2.0, -0.0, 1.0);
  }

  @Test
  void answeredOnlyRowsStayBesideTheirContent() throws IOException {
    Files.writeString(folder.resolve("two.json"), "{\"1\": [[11.0, 24.0]], \"5\": [[1, 2]]}");
    DemoBenchmark.Run two =
        new DemoBenchmark.Run("two", Benchmark.CHARADES_STA, "charades-sta.json", "two.json");
    RecordedSamples answered = run(two, "--answered-only").samples().orElseThrow();
    RecordedSamples all = samples("charades-sta");
    assertThat(answered.ids()).containsExactly("1", "5");
    assertThat(answered.contents().get(1).query()).isEqualTo(all.contents().get(5).query());
    assertThat(answered.contents().get(1).prediction()).containsExactly(Mark.of(new Segment(1, 2)));
  }

  @Test
  void contentsAreReadOnlyWhereAskedFor() {
    run(Cli.demo("charades-sta"));
    RecordedRun without = RecordedRun.read(folder.resolve("runs/charades-sta"));
    assertThat(without.samples().orElseThrow().contents()).isEmpty();
    assertThat(without.samples().orElseThrow().ids()).hasSize(56);
  }

  @Test
  void scoresKeepLabelsOutcomesAndResamples() {
    RecordedScores scores = run(Cli.demo("charades-sta")).scores();
    RecordedScore recall = scores.score("r1@0.5").orElseThrow();
    assertThat(recall.label()).isEqualTo("R@1 (IoU=0.5)");
    assertThat(recall.n()).isEqualTo(56);
    assertThat(recall.coverage()).isEqualTo(scores.coverage());
    assertThat(scores.outcomes()).containsKey(Outcome.NO_TIME_FOUND);
    assertThat(scores.outcomes().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(56);
    assertThat(scores.resamples()).hasValue(10_000);
  }

  @Test
  void contentThatIsNoneIsOneClearError() throws IOException {
    Path file = folder.resolve("samples.jsonl");
    for (String content :
        List.of(
            "1",
            "{\"truth\": 1}",
            "{\"truth\": [[1]]}",
            "{\"truth\": [[]]}",
            "{\"truth\": [[1, 2, 3, 4]]}",
            "{\"truth\": [[1, 1e999]]}",
            "{\"saliency\": [\"a\"]}")) {
      Files.writeString(
          file, "{\"id\": \"a\", \"outcome\": \"parsed\", \"content\": " + content + "}");
      assertThatThrownBy(() -> RecordedSamples.read(file, true))
          .as(content)
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(file + ":1: ");
    }
  }

  @Test
  void rowsOfAnEarlierVersionHaveNoContent() throws IOException {
    Path file = folder.resolve("samples.jsonl");
    Files.writeString(
        file,
        """
        {"id":"a","outcome":"parsed","miou":0.5}
        {"id":"b","outcome":"notAnswered","miou":0}
        """);
    RecordedSamples samples = RecordedSamples.read(file, true);
    assertThat(samples.contents()).isEmpty();
    assertThat(samples.values().get("miou")).containsExactly(0.5, 0);
  }
}
