package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.ModelUnusableException;
import org.seq2time.harness.prompt.PromptTemplate;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.run.ModelRun.Result;
import org.seq2time.harness.run.ModelRun.Settings;
import org.seq2time.harness.score.Selection;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Status;

/** The loop from samples to answers, with a model that does what a test wants. */
class ModelRunTest {

  private static final int SAMPLES = 12;

  @TempDir Path folder;

  private Path annotations;
  private Path videos;
  private RunFolder out;

  @BeforeEach
  void prepare() throws IOException {
    annotations = folder.resolve("test.txt");
    videos = Files.createDirectory(folder.resolve("videos"));
    out = new RunFolder(folder.resolve("run"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < SAMPLES; i++) {
      // Two questions about each video.
      lines.append("v%d 1.0 2.0##somebody does thing %d.%n".formatted(i / 2, i));
      Files.writeString(videos.resolve("v" + i / 2 + ".mp4"), "not read: frames are made up");
    }
    Files.writeString(annotations, lines);
  }

  @Test
  void everySampleIsAskedAboutOnceAndItsAnswerKept() {
    FakeModel model = FakeModel.saying("from 1 to 2 seconds");

    Result result = run(model);

    assertThat(result).isEqualTo(new Result(SAMPLES, 0, SAMPLES, true));
    assertThat(model.asked).hasSize(SAMPLES);
    assertThat(answers()).hasSize(SAMPLES);
    assertThat(answers().values())
        .allSatisfy(
            a -> {
              assertThat(a.text()).isEqualTo("from 1 to 2 seconds");
              assertThat(a.generatedTokens()).isEqualTo(OptionalInt.of(19));
              assertThat(a.durationSeconds()).hasValue(5.0);
              assertThat(a.requestHash()).hasSize(32);
            });
    assertThat(answers().values().stream().map(AnswerRecord::requestHash).distinct())
        .as("different questions have different hashes")
        .hasSize(SAMPLES);
  }

  @Test
  void questionsAboutOneVideoReadItOnce() {
    AtomicInteger reads = new AtomicInteger();
    run(
        FakeModel.saying("x"),
        settings(
            (video, demand) -> {
              reads.incrementAndGet();
              return FakeModel.clip(video);
            }));
    assertThat(reads).hasValue(SAMPLES / 2);
  }

  @Test
  void aFinishedRunAsksNothingMore() {
    run(FakeModel.saying("x"));
    FakeModel again = FakeModel.saying("y");

    assertThat(run(again)).isEqualTo(new Result(SAMPLES, SAMPLES, 0, true));
    assertThat(again.asked).isEmpty();
  }

  @Test
  void aTornLastLineIsDroppedAndAskedAgain() throws IOException {
    run(FakeModel.saying("x"));
    byte[] whole = Files.readAllBytes(out.answers());
    for (int lost : new int[] {1, 2, 30}) {
      Files.write(out.answers(), Arrays.copyOf(whole, whole.length - lost));
      FakeModel model = FakeModel.saying("x");

      assertThat(run(model).asked()).as("%d bytes lost", lost).isEqualTo(1);
      assertThat(Files.readAllBytes(out.answers())).isEqualTo(whole);
    }
  }

  @Test
  void aRunGoesOnWithTheSameBatches() throws IOException {
    Function<ModelRequest, ModelResponse> answer = q -> FakeModel.said("answer to " + q.id());
    run(new FakeModel("fake", 4, 1, answer));
    Map<String, AnswerRecord> uninterrupted = answers();
    List<String> lines = Files.readAllLines(out.answers());
    // Six lines: one batch is whole, the second half done, the third not begun.
    Files.write(out.answers(), lines.subList(0, 6));
    FakeModel model = new FakeModel("fake", 4, 1, answer);

    Result result = run(model);

    assertThat(result).isEqualTo(new Result(SAMPLES, 6, 6, true));
    assertThat(model.asked).hasSize(2).allSatisfy(batch -> assertThat(batch).hasSize(4));
    assertThat(Files.readAllLines(out.answers())).hasSize(SAMPLES);
    assertThat(answers()).isEqualTo(uninterrupted);
  }

  @Test
  void errorsAreOutcomesAndAreAskedAgainOnlyOnDemand() {
    FakeModel failing =
        new FakeModel(
            "fake",
            1,
            1,
            q ->
                q.id().equals(ids().getFirst())
                    ? new ModelResponse.Failed("too\nlong")
                    : FakeModel.said("x"));
    run(failing);
    assertThat(answers().get(ids().getFirst()))
        .extracting(AnswerRecord::status, AnswerRecord::error)
        .containsExactly(Status.MODEL_ERROR, "too\\u000along");

    assertThat(run(FakeModel.saying("y")).asked()).isZero();

    Settings retry = new Settings(ModelRunTest::made, 1, true, false, List.of());
    assertThat(run(FakeModel.saying("y"), retry).asked()).isEqualTo(1);
    assertThat(answers().get(ids().getFirst())).extracting(AnswerRecord::text).isEqualTo("y");
    assertThat(answers()).hasSize(SAMPLES);
  }

  @Test
  void missingAndUnreadableVideosAreOutcomes() throws IOException {
    Files.delete(videos.resolve("v0.mp4"));
    run(
        FakeModel.saying("x"),
        settings(
            (video, demand) -> {
              if (video.endsWith("v3.mp4")) {
                throw new VideoException(video, "has no video track");
              }
              return FakeModel.clip(video);
            }));
    assertThat(count(Status.VIDEO_MISSING)).isEqualTo(4);
    assertThat(count(Status.ANSWERED)).isEqualTo(SAMPLES - 4);
    assertThat(answers().values().stream().map(AnswerRecord::error))
        .anySatisfy(e -> assertThat(e).contains("v3.mp4").contains("no video track"));
  }

  @Test
  void anotherQuestionIsRefusedAndWhatChangedIsNamed() throws IOException {
    run(FakeModel.saying("x"));

    FakeModel other = new FakeModel("other", 1, 1, q -> FakeModel.said("x"));
    assertThatThrownBy(() -> run(other))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("model.name was \"fake\" and is now \"other\"");

    RunPlan prompted = plan(PromptTemplate.ofText("mine", "When? {query}"));
    assertThatThrownBy(() -> run(prompted, FakeModel.saying("x"), settings(ModelRunTest::made)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("prompt.sha256 was");

    Files.writeString(annotations, "v0 1.0 2.0##more.\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> run(FakeModel.saying("x")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("annotations.sha256 was");
    assertThat(answers()).hasSize(SAMPLES);
  }

  @Test
  void theRecordSaysWhenTheRunWasStartedNotWhenItWentOn() {
    for (String time : List.of("2026-02-01T09:30:00.123Z", "2026-02-01T18:00:00Z")) {
      run(FakeModel.saying("x"), at(time, false));
      assertThat(out.modelRun().environment().started())
          .contains(Instant.parse("2026-02-01T09:30:00Z"));
    }
    run(FakeModel.saying("x"), at("2026-02-02T00:00:00Z", true));
    assertThat(out.modelRun().environment().started())
        .as("another run")
        .contains(Instant.parse("2026-02-02T00:00:00Z"));
  }

  private static Settings at(String time, boolean overwrite) {
    Instant now = Instant.parse(time);
    return new Settings(
        ModelRunTest::made, 1, false, overwrite, List.of(), InstantSource.fixed(now));
  }

  @Test
  void overwriteThrowsAnotherRunAway() {
    run(FakeModel.saying("x"));
    FakeModel other = new FakeModel("other", 1, 1, q -> FakeModel.said("y"));
    run(other, new Settings(ModelRunTest::made, 1, false, true, List.of()));
    assertThat(answers().values()).extracting(AnswerRecord::text).containsOnly("y");
  }

  @Test
  void twoRunsInOneFolderAreRefused() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    FakeModel slow =
        new FakeModel(
            "fake",
            1,
            1,
            q -> {
              begun.countDown();
              await(end);
              return FakeModel.said("x");
            });
    Thread first = Thread.ofPlatform().start(() -> run(slow));
    await(begun);
    assertThatThrownBy(() -> run(FakeModel.saying("x")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("another run is writing");
    end.countDown();
    first.join();
    assertThat(answers()).hasSize(SAMPLES);
  }

  @Test
  void aStoppedRunKeepsWhatItHas() {
    AtomicInteger count = new AtomicInteger();
    List<ModelRun> running = new ArrayList<>();
    FakeModel model =
        new FakeModel(
            "fake",
            1,
            1,
            q -> {
              if (count.incrementAndGet() == 5) {
                running.getFirst().stop();
                return new ModelResponse.Failed("cancelled");
              }
              return FakeModel.said("x");
            });
    ModelRun run = new ModelRun(plan(PromptTemplate.of(Benchmark.CHARADES_STA)), model, out);
    running.add(run);

    Result result = run.run(settings(ModelRunTest::made), RunMonitor.NONE);

    assertThat(result).isEqualTo(new Result(SAMPLES, 0, 4, false));
    assertThat(count(Status.MODEL_ERROR)).as("being stopped is no error").isZero();
    assertThat(run(FakeModel.saying("x")).asked()).isEqualTo(SAMPLES - 4);
  }

  @Test
  void aModelThatIsGoneEndsTheRunAndKeepsWhatWasSaid() {
    AtomicInteger count = new AtomicInteger();
    FakeModel model =
        new FakeModel(
            "fake",
            1,
            1,
            q -> {
              if (count.incrementAndGet() > 3) {
                throw new ModelUnusableException("the key was refused", new IOException());
              }
              return FakeModel.said("x");
            });
    assertThatThrownBy(() -> run(model))
        .isInstanceOf(ModelUnusableException.class)
        .hasMessage("the key was refused");
    assertThat(answers()).hasSize(3);
  }

  @Test
  void severalThreadsGiveTheSameAnswers() {
    Function<ModelRequest, ModelResponse> answer = q -> FakeModel.said(q.prompt());
    run(new FakeModel("fake", 1, 1, answer));
    Map<String, AnswerRecord> one = answers();
    out = new RunFolder(folder.resolve("other"));
    run(
        new FakeModel("fake", 1, 4, answer),
        new Settings(ModelRunTest::made, 3, false, false, List.of()));
    assertThat(answers()).isEqualTo(one);
  }

  @Test
  void severalThreadsReadEachVideoOnceAndItsQuestionsStayTogether() {
    AtomicInteger reads = new AtomicInteger();
    FrameSource source =
        (video, demand) -> {
          reads.incrementAndGet();
          pause(5); // The others get their turn.
          return FakeModel.clip(video);
        };
    Queue<List<VideoFrame>> shown = new ConcurrentLinkedQueue<>();
    FakeModel model =
        new FakeModel(
            "fake",
            1,
            1,
            q -> {
              shown.add(q.frames());
              return FakeModel.said("x");
            });

    run(model, new Settings(source, 3, false, false, List.of()));

    assertThat(reads).hasValue(SAMPLES / 2);
    while (!shown.isEmpty()) {
      assertThat(shown.remove()).as("the very list").isSameAs(shown.remove());
    }
    assertThat(model.asked).hasSize(SAMPLES);
  }

  @Test
  void framesAreReadWhileTheModelWorks() {
    int millis = 60;
    FakeModel model =
        new FakeModel(
            "fake",
            1,
            1,
            q -> {
              pause(millis);
              return FakeModel.said("x");
            });
    long start = System.nanoTime();
    run(
        model,
        settings(
            (video, demand) -> {
              pause(2 * millis); // One video for two questions.
              return FakeModel.clip(video);
            }));
    double seconds = (System.nanoTime() - start) / 1e9;
    double each = SAMPLES * millis / 1e3;
    // One after the other would take twice as long; a step of each cannot overlap.
    assertThat(seconds).isBetween(each, 1.3 * each + 0.15);
  }

  private static Clip made(Path video, Object demand) {
    return FakeModel.clip(video);
  }

  private static Settings settings(FrameSource frames) {
    return new Settings(frames, 1, false, false, List.of());
  }

  private RunPlan plan(PromptTemplate prompt) {
    return new RunPlan(
        Benchmark.CHARADES_STA,
        AnnotationFile.of(annotations),
        null,
        videos,
        prompt,
        TimeRepresentation.of("seconds"),
        Selection.ALL);
  }

  private Result run(FakeModel model) {
    return run(model, settings(ModelRunTest::made));
  }

  private Result run(FakeModel model, Settings settings) {
    return run(plan(PromptTemplate.of(Benchmark.CHARADES_STA)), model, settings);
  }

  private Result run(RunPlan plan, FakeModel model, Settings settings) {
    return new ModelRun(plan, model, out).run(settings, RunMonitor.NONE);
  }

  private List<String> ids() {
    return AnnotationFile.of(annotations).read(Benchmark.CHARADES_STA).samples().stream()
        .map(s -> s.id())
        .toList();
  }

  private Map<String, AnswerRecord> answers() {
    return AnswerLines.read(out.answers()).answers().stream()
        .map(AnswerLines.Numbered::record)
        .collect(Collectors.toMap(AnswerRecord::id, a -> a));
  }

  private long count(Status status) {
    return answers().values().stream().filter(a -> a.status() == status).count();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
