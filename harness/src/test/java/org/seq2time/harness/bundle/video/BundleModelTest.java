package org.seq2time.harness.bundle.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.Decoder.Engine;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.VideoFrame;

/** A bundle answers questions about videos: what answers depend on, and what they do not. */
class BundleModelTest {

  @TempDir private Path folder;

  private static BundleModel.Options sampled(BundleModel.Options options, long seed) {
    return new BundleModel.Options(
        options.device(),
        options.engine(),
        options.threads(),
        options.batch(),
        options.maximumNewTokens(),
        new Sampler(0.8, 0.95, 1.1, seed),
        options.constrainedTimes(),
        options.frames());
  }

  @ParameterizedTest
  @EnumSource
  void answersAreTheSameAloneInABatchInAnyOrderAndFromBothEngines(Cache cache) {
    Scenes.bundle(folder, cache);
    List<ModelRequest> questions = Scenes.questions(9);
    List<ModelRequest> reversed = new ArrayList<>(questions);
    Collections.reverse(reversed);
    for (boolean draws : new boolean[] {false, true}) {
      List<List<String>> all = new ArrayList<>();
      for (Engine engine : Engine.values()) {
        for (int batch : new int[] {1, 4}) {
          BundleModel.Options options = Scenes.options(engine, batch);
          try (BundleModel model = Scenes.open(folder, draws ? sampled(options, 3) : options)) {
            all.add(Scenes.texts(model, questions));
            List<String> backwards = new ArrayList<>(Scenes.texts(model, reversed));
            Collections.reverse(backwards);
            all.add(backwards);
          }
        }
      }
      assertThat(all).as("sampled: %s", draws).allMatch(texts -> texts.equals(all.getFirst()));
      assertThat(all.getFirst()).doesNotHaveDuplicates().allMatch(text -> !text.isBlank());
    }
  }

  @Test
  void picturesTheirTimesAndTheirOrderChangeAnswers() {
    Scenes.bundle(folder, Cache.GROUP_QUERY);
    int changedPictures = 0;
    int changedTimes = 0;
    int changedOrder = 0;
    try (BundleModel model = Scenes.open(folder, Scenes.options(Engine.DEVICE, 4))) {
      for (int i = 0; i < 10; i++) {
        List<VideoFrame> frames = Scenes.frames(8, i);
        List<VideoFrame> later =
            frames.stream()
                .map(f -> new VideoFrame(f.index(), f.timeSeconds() * 0.7 + 3, f.image()))
                .toList();
        List<VideoFrame> turned =
            IntStream.range(0, 8)
                .mapToObj(
                    f -> new VideoFrame(f, frames.get(f).timeSeconds(), frames.get(7 - f).image()))
                .toList();
        String prompt = "What happens?";
        List<String> texts =
            Scenes.texts(
                model,
                List.of(
                    Scenes.question("a", prompt, frames),
                    Scenes.question("a", prompt, Scenes.frames(8, 100 + i)),
                    Scenes.question("a", prompt, later),
                    Scenes.question("a", prompt, turned)));
        changedPictures += texts.get(1).equals(texts.get(0)) ? 0 : 1;
        changedTimes += texts.get(2).equals(texts.get(0)) ? 0 : 1;
        changedOrder += texts.get(3).equals(texts.get(0)) ? 0 : 1;
      }
    }
    assertThat(changedPictures).as("other pictures").isGreaterThanOrEqualTo(8);
    assertThat(changedTimes).as("other times").isGreaterThanOrEqualTo(5);
    assertThat(changedOrder).as("another order").isGreaterThanOrEqualTo(5);
  }

  @Test
  void drawsDependOnTheSeedAndTheQuestionsId() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    List<VideoFrame> frames = Scenes.frames(4, 1);
    ModelRequest question = Scenes.question("a", "What happens?", frames);
    ModelRequest other = Scenes.question("b", "What happens?", frames);
    BundleModel.Options options = Scenes.options(Engine.DEVICE, 2);
    List<String> first;
    try (BundleModel model = Scenes.open(folder, sampled(options, 1))) {
      first = Scenes.texts(model, List.of(question, other));
      assertThat(first.get(0)).isNotEqualTo(first.get(1));
      assertThat(Scenes.texts(model, List.of(other, question)))
          .containsExactly(first.get(1), first.get(0));
    }
    try (BundleModel model = Scenes.open(folder, sampled(options, 2))) {
      assertThat(Scenes.texts(model, List.of(question, other))).doesNotContainAnyElementsOf(first);
    }
    assertThat(BundleModel.sampler(new Sampler(1, 1, 1, 5), "a").seed())
        .as("fixed for all versions")
        .isEqualTo(-2824979024555411263L);
  }

  @Test
  void anAnswerEndsAtItsLastTokenOrIsCutOff() {
    Scenes.bundle(folder, Cache.GROUP_QUERY);
    ModelRequest question = Scenes.question("a", "What happens?", Scenes.frames(3, 5));
    String whole;
    try (BundleModel model = Scenes.open(folder, Scenes.options(Engine.DEVICE, 1))) {
      ModelResponse.Answered reply =
          (ModelResponse.Answered) Scenes.ask(model, List.of(question)).getFirst();
      whole = reply.text();
      assertThat(reply.cutOff()).isTrue();
      assertThat(reply.generatedTokens()).hasValue(24);
      // Begin-of-text, 3 frames of 4 tokens, a line end, a token for each character.
      assertThat(reply.promptTokens()).hasValue(1 + 3 * 4 + 1 + "What happens?".length());
      assertThat(reply.prefillSeconds().orElseThrow()).isPositive();
      assertThat(reply.decodeSeconds().orElseThrow()).isPositive();
    }
    // The first token that is not the answer's first one shall end it.
    int end = IntStream.range(1, 9).filter(i -> isNew(whole, i)).findFirst().orElseThrow();
    int id;
    try (var tokenizer = ModelBundle.open(folder).openTokenizer()) {
      id = tokenizer.encode(whole.substring(end, end + 1), false)[0];
    }
    TestBundle.replace(folder.resolve("generation_config.json"), "[2]", "[2, " + id + "]");
    try (BundleModel model = Scenes.open(folder, Scenes.options(Engine.DEVICE, 1))) {
      ModelResponse.Answered reply =
          (ModelResponse.Answered) Scenes.ask(model, List.of(question)).getFirst();
      assertThat(reply.text()).isEqualTo(whole.substring(0, end));
      assertThat(reply.cutOff()).isFalse();
      assertThat(reply.generatedTokens()).hasValue(end);
    }
  }

  private static boolean isNew(String text, int at) {
    char c = text.charAt(at);
    return Character.isLetterOrDigit(c) && text.indexOf(c) == at;
  }

  @Test
  void constrainedTimesAreWhole() {
    Scenes.bundle(folder, Cache.GROUP_QUERY);
    BundleModel.Options options =
        new BundleModel.Options(
            new Device.Cpu(),
            Engine.DEVICE,
            1,
            4,
            200,
            new Sampler(1.5, 1, 1, 3),
            true,
            OptionalInt.empty());
    Pattern times = Pattern.compile("(?:<\\d>)+");
    int seen = 0;
    try (BundleModel model = Scenes.open(folder, options)) {
      for (String text : Scenes.texts(model, Scenes.questions(8))) {
        Matcher matcher = times.matcher(text);
        while (matcher.find()) {
          if (matcher.end() < text.length()) {
            seen++;
            assertThat(matcher.group().length() % 12).as(text).isZero();
          }
        }
      }
    }
    assertThat(seen).isGreaterThan(20);
  }

  @Test
  void aQuestionThatCannotBeAnsweredDoesNotDisturbTheOthers() {
    Scenes.bundle(folder, Cache.GROUP_QUERY);
    List<VideoFrame> frames = Scenes.frames(3, 5);
    List<VideoFrame> mixed = new ArrayList<>(frames);
    mixed.set(1, new VideoFrame(1, 2, frames.get(1).image().cropped(0, 0, 16, 32)));
    List<VideoFrame> small =
        frames.stream()
            .map(f -> new VideoFrame(f.index(), f.timeSeconds(), f.image().cropped(0, 0, 16, 32)))
            .toList();
    ModelRequest good = Scenes.question("good", "What happens?", frames);
    List<ModelRequest> questions =
        List.of(
            good,
            Scenes.question("long", "a".repeat(4096), frames),
            Scenes.question("mixed", "What happens?", mixed),
            Scenes.question("small", "What happens?", small));
    for (Engine engine : Engine.values()) {
      try (BundleModel model = Scenes.open(folder, Scenes.options(engine, 4))) {
        List<ModelResponse> replies = Scenes.ask(model, questions);
        assertThat(((ModelResponse.Answered) replies.getFirst()).text())
            .isEqualTo(Scenes.texts(model, List.of(good)).getFirst());
        assertThat(replies.get(1))
            .isEqualTo(
                new ModelResponse.Failed(
                    "the prompt of 4110 tokens plus up to 24 new tokens exceeds the context length"
                        + " of 4096"));
        assertThat(replies.get(2))
            .isEqualTo(new ModelResponse.Failed("the frames of the video have different sizes"));
        assertThat(((ModelResponse.Failed) replies.get(3)).error())
            .startsWith("vision_encoder.onnx: ")
            .doesNotContain("\n");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGraphThatFailsOnOneQuestionAnswersTheOthers(Cache cache) {
    Scenes.bundle(folder, cache);
    // The graph's tables end at 4,096 positions, whatever the configuration says.
    TestBundle.replace(folder.resolve("config.json"), "4096", "9000");
    ModelRequest one = Scenes.question("one", "What happens?", Scenes.frames(3, 5));
    ModelRequest two = Scenes.question("two", "When?", Scenes.frames(2, 6));
    ModelRequest tooLong = Scenes.question("long", "a".repeat(4200), Scenes.frames(2, 6));
    try (BundleModel model = Scenes.open(folder, Scenes.options(Engine.DEVICE, 3))) {
      List<ModelResponse> replies = Scenes.ask(model, List.of(one, tooLong, two));
      assertThat(replies.get(1)).isInstanceOf(ModelResponse.Failed.class);
      assertThat(((ModelResponse.Failed) replies.get(1)).error()).startsWith("model.onnx: ");
      List<String> alone = Scenes.texts(model, List.of(one, two));
      assertThat(((ModelResponse.Answered) replies.get(0)).text()).isEqualTo(alone.get(0));
      assertThat(((ModelResponse.Answered) replies.get(2)).text()).isEqualTo(alone.get(1));
    }
  }

  @Test
  void whatIsCancelledFails() throws Exception {
    Scenes.bundle(folder, Cache.CONCATENATED);
    BundleModel.Options options = Scenes.options(Engine.DEVICE, 3);
    try (BundleModel model = Scenes.open(folder, talkative(options, 3000));
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      List<ModelRequest> endless = endless(3);
      Cancellation before = new Cancellation();
      before.cancel();
      assertThat(model.answer(endless, before))
          .hasSize(3)
          .allMatch(reply -> reply.equals(new ModelResponse.Failed("cancelled")));
      Cancellation during = new Cancellation();
      Future<List<ModelResponse>> running = other.submit(() -> model.answer(endless, during));
      long start = System.nanoTime();
      while (System.nanoTime() - start < 30_000_000) {
        Thread.onSpinWait();
      }
      during.cancel();
      assertThat(running.get()).contains(new ModelResponse.Failed("cancelled"));
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedException.class)
          .isThrownBy(() -> model.answer(endless, Cancellation.none()));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.answer(Scenes.questions(4), Cancellation.none()))
          .withMessage("4 requests, expected 1 to 3");
    }
  }

  private static BundleModel.Options talkative(BundleModel.Options options, int tokens) {
    return new BundleModel.Options(
        options.device(),
        options.engine(),
        options.threads(),
        options.batch(),
        tokens,
        options.sampler(),
        options.constrainedTimes(),
        options.frames());
  }

  /** Questions whose answers go on and on. */
  private List<ModelRequest> endless(int count) {
    List<ModelRequest> endless = new ArrayList<>();
    BundleModel.Options options = talkative(Scenes.options(Engine.DEVICE, 1), 400);
    try (BundleModel model = Scenes.open(folder, options)) {
      for (ModelRequest question : Scenes.questions(60)) {
        ModelResponse reply = Scenes.ask(model, List.of(question)).getFirst();
        if (reply instanceof ModelResponse.Answered answered && answered.cutOff()) {
          endless.add(question);
        }
        if (endless.size() == count) {
          break;
        }
      }
    }
    assertThat(endless).hasSize(count);
    return endless;
  }

  @Test
  void framesAreDemandedAsTheBundleSaysOrTheUser() {
    Scenes.bundle(folder, Cache.GROUP_QUERY);
    try (BundleModel model = Scenes.open(folder, Scenes.options(Engine.DEVICE, 2))) {
      VideoModel.FrameSpec frames = model.frames();
      assertThat(frames.count()).isEqualTo(8);
      assertThat(frames.sampling()).isEqualTo(Sampling.UNIFORM);
      assertThat(frames.size()).isEqualTo(new FrameSize.Exact(32, 32));
      assertThat(model.batch()).isEqualTo(2);
      assertThat(model.concurrency()).isEqualTo(1);
    }
    BundleModel.Options more =
        new BundleModel.Options(
            new Device.Cpu(), Engine.HOST, 1, 1, 8, Sampler.greedy(), false, OptionalInt.of(40));
    try (BundleModel model = Scenes.open(folder, more)) {
      assertThat(model.frames().count()).isEqualTo(40);
      // More than one run of the vision encoder.
      ModelResponse.Answered reply =
          (ModelResponse.Answered)
              Scenes.ask(model, List.of(Scenes.question("a", "x", Scenes.frames(40, 1))))
                  .getFirst();
      assertThat(reply.promptTokens()).hasValue(1 + 40 * 4 + 2);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenes.options(Engine.HOST, 0))
        .withMessage("0 requests in a batch are fewer than one");
  }

  @Test
  void theFixtureIsSmall() throws Exception {
    Scenes.bundle(folder, Cache.GROUP_QUERY);
    try (BundleModel model = Scenes.open(folder, Scenes.options(Engine.DEVICE, 1))) {
      Scenes.texts(model, Scenes.questions(1));
    }
    try (var files = Files.list(folder)) {
      assertThat(files.mapToLong(f -> f.toFile().length()).sum()).isLessThan(2 << 20);
    }
  }
}
