package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.score.Score;
import org.seq2time.reports.DemoRuns;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.SampleContent.Mark;

/** What is written into a run folder is read back as it was. */
class RecordedRunTest {

  @TempDir Path folder;

  private RecordedRun run(String demo) {
    return new DemoRuns(folder).score(demo).read();
  }

  private RecordedSamples samples(String demo) {
    return run(demo).samples().orElseThrow();
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
    RecordedSamples all = samples("charades-sta");
    RecordedSamples answered =
        new DemoRuns(folder)
            .score(Benchmark.CHARADES_STA, "charades-sta.json", "two.json", "two", Missing.LEFT_OUT)
            .read()
            .samples()
            .orElseThrow();
    assertThat(answered.ids()).containsExactly("1", "5");
    assertThat(answered.contents().get(1).query()).isEqualTo(all.contents().get(5).query());
    assertThat(answered.contents().get(1).prediction()).containsExactly(Mark.of(new Segment(1, 2)));
  }

  @Test
  void contentsAreReadOnlyWhereAskedFor() {
    run("charades-sta");
    RecordedRun without = RecordedRun.read(folder.resolve("runs/charades-sta"));
    assertThat(without.samples().orElseThrow().contents()).isEmpty();
    assertThat(without.samples().orElseThrow().ids()).hasSize(56);
  }

  @Test
  void scoresKeepLabelsOutcomesAndResamples() {
    RecordedScores scores = run("charades-sta").scores();
    RecordedScore recall = scores.score("r1@0.5").orElseThrow();
    assertThat(recall.label()).isEqualTo("R@1 (IoU=0.5)");
    assertThat(recall.n()).isEqualTo(56);
    assertThat(recall.coverage()).isEqualTo(scores.coverage());
    assertThat(scores.outcomes()).containsKey(Outcome.NO_TIME_FOUND);
    assertThat(scores.outcomes().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(56);
    assertThat(scores.resamples()).hasValue(1_000);
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

  @Test
  void everyScoreOfEveryTaskFoldsFromItsRowsToWhatWasWritten() {
    for (String demo : List.of("charades-sta", "youcook2-close", "qvhighlights")) {
      DemoRuns.Scored scored = new DemoRuns(folder).score(demo);
      RecordedRun run = scored.read();
      assertThat(run.scores().scores()).hasSameSizeAs(scored.sheet().scores());
      for (Score score : scored.sheet().scores()) {
        RecordedScore read = run.scores().score(score.name()).orElseThrow();
        assertThat(read.value()).as(score.name()).isEqualTo(score.value());
        assertThat(read.interval()).as(score.name()).isEqualTo(score.interval());
        assertThat(read.signature()).isEqualTo(score.spec().signature().toString());
        assertThat(run.column(read).isPresent())
            .as("%s of %s has rows that fold to it", score.name(), demo)
            .isEqualTo(score.value().isPresent());
      }
    }
  }

  @Test
  void scoreThatItsRowsDoNotFoldToHasNoColumn() throws IOException {
    DemoRuns.Scored scored = new DemoRuns(folder).score("charades-sta");
    Path file = scored.place().resolve("scores.json");
    String text = Files.readString(file);
    double value = scored.read().scores().score("miou").orElseThrow().value().orElseThrow();
    Files.writeString(file, text.replace("\"value\" : " + value, "\"value\" : 0.9"));
    RecordedRun changed = scored.read();
    assertThat(changed.column(changed.scores().score("miou").orElseThrow())).isEmpty();
    assertThat(changed.column(changed.scores().score("r1@0.5").orElseThrow())).isPresent();
  }

  @Test
  void sampleThatDoesNotCountInAScoreIsLeftOutOfItsMean() throws IOException {
    Path run = Files.createDirectories(folder.resolve("few"));
    Files.writeString(
        run.resolve("scores.json"),
        """
        {"benchmark": "qvhighlights", "n": 3, "coverage": 1,
         "scores": [{"name": "map", "value": 0.5, "signature": "map|v:1"}]}
        """);
    Files.writeString(
        run.resolve("samples.jsonl"),
        """
        {"id":"a","outcome":"parsed","map":0.25}
        {"id":"b","outcome":"parsed","map":null}
        {"id":"c","outcome":"parsed","map":0.75}
        """);
    RecordedRun read = RecordedRun.read(run);
    ScoreColumn column = read.column(read.scores().score("map").orElseThrow()).orElseThrow();
    assertThat(column.includes(0)).isTrue();
    assertThat(column.includes(1)).isFalse();
    assertThat(column.perSample(1)).isNaN();
    assertThat(read.units().orElseThrow().count()).isEqualTo(3);
  }

  @Test
  void foldThatIsNotKnownGivesNoColumn() throws IOException {
    DemoRuns.Scored scored = new DemoRuns(folder).score("youcook2-close");
    Path file = scored.place().resolve("samples.jsonl");
    Files.writeString(
        file, Files.readString(file).replaceAll("\"fold\":\"[^\"]*\"", "\"fold\":\"later\""));
    RecordedRun run = scored.read();
    assertThat(run.column(run.scores().score("para_meteor").orElseThrow())).isEmpty();
    assertThat(run.column(run.scores().score("meteor").orElseThrow())).isPresent();
  }

  @Test
  void rowsThatAreNotThoseOfTheScoresAreRefused() throws IOException {
    DemoRuns.Scored scored = new DemoRuns(folder).score("charades-sta");
    Path file = scored.place().resolve("samples.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 50));
    assertThatThrownBy(scored::read)
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            file
                + ": contains 50 samples, but scores.json next to it has 56; score the run"
                + " again");
  }

  @Test
  void scoresFileByItselfIsARunWithoutRows() {
    Path file = new DemoRuns(folder).score("charades-sta").place().resolve("scores.json");
    RecordedRun run = RecordedRun.read(file);
    assertThat(run.name()).isEqualTo(file.toString());
    assertThat(run.samples()).isEmpty();
    assertThat(run.units()).isEmpty();
    assertThat(run.manifest()).isEmpty();
    assertThat(run.column(run.scores().score("miou").orElseThrow())).isEmpty();
  }

  @Test
  void answersAreFoundByTheirSample() throws IOException {
    DemoRuns.Scored scored = new DemoRuns(folder).score("charades-sta");
    assertThat(RecordedRun.readAnswers(scored.place())).isEmpty();
    try (OutputStream out = Files.newOutputStream(scored.place().resolve("answers.jsonl"))) {
      AnswerLines.append(AnswerRecord.answered("7", "hash", "from 1 to 2"), out);
      AnswerLines.append(AnswerRecord.answered("3", "hash", "from 4 to 5"), out);
    }
    assertThat(scored.read().answers().keySet()).containsExactly("7", "3");
    assertThat(scored.read().answers())
        .hasEntrySatisfying("3", answer -> assertThat(answer.text()).isEqualTo("from 4 to 5"));
    assertThat(RecordedRun.read(scored.place()).answers()).isEmpty();
  }
}
