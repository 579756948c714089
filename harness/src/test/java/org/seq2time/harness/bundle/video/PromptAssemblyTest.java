package org.seq2time.harness.bundle.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.fixtures.VisualTokensFixture.Clock;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.vision.VisualEncoder;
import org.seq2time.harness.bundle.vision.VisualEncoder.Visual;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Decoder.Engine;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.model.ModelRequest;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.harness.video.ImagePreprocessor;
import org.seq2time.harness.video.VideoFrame;

/** What the decoder reads, against prompts put together by hand from plain Java's numbers. */
class PromptAssemblyTest {

  private static final float TOLERANCE = 1e-4f;
  private static final int BEGIN = 1;
  private static final int PER_FRAME = 4;

  @TempDir private Path folder;

  private VideoBundleFixture write(Clock clock, String prompt) {
    VideoBundleFixture fixture = VideoBundleFixture.of(Cache.GROUP_QUERY, clock, 4);
    try {
      fixture.write(folder);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    if (!prompt.isEmpty()) {
      TestBundle.replace(
          folder.resolve("seq2time.json"), "\"template\": \"{question}\\n{visual}\"", prompt);
    }
    return fixture;
  }

  /** What a bundle feeds its decoder for a question. */
  private static Prompt.Embeddings assembled(
      ModelBundle bundle, Decoder decoder, ModelRequest question) throws InterruptedException {
    try (Tokenizer tokenizer = bundle.openTokenizer();
        VisualEncoder vision = VisualEncoder.open(bundle, new Device.Cpu(), 1, 8)) {
      PromptAssembly assembly = new PromptAssembly(bundle.settings(), tokenizer);
      List<String> sentences =
          assembly.times(question).stream().map(t -> "This frame is at " + t + ".").toList();
      Visual visual = vision.encode(question.frames(), sentences, Cancellation.none());
      return assembly.assemble(question, visual, decoder::embed);
    }
  }

  /** Text, or the visual tokens of a frame, as the fixture's plain Java makes them. */
  private static final class ByHand {
    private final VideoBundleFixture fixture;
    private final Tokenizer tokenizer;
    private final Decoder decoder;
    private final List<Float> values = new ArrayList<>();
    private final List<Integer> text = new ArrayList<>();

    ByHand(VideoBundleFixture fixture, Tokenizer tokenizer, Decoder decoder) {
      this.fixture = fixture;
      this.tokenizer = tokenizer;
      this.decoder = decoder;
    }

    ByHand begin() {
      return ids(BEGIN);
    }

    ByHand text(String piece) {
      return ids(tokenizer.encode(piece, false));
    }

    private ByHand ids(int... ids) {
      for (int id : ids) {
        text.add(id);
      }
      return add(decoder.embed(ids));
    }

    ByHand frame(ImagePreprocessor images, VideoFrame frame, String sentence) {
      float[] features = fixture.vision().reference(images.toTensor(frame.image()));
      return add(
          fixture.visualTokens().clock() == Clock.SECONDS
              ? fixture.visualTokens().reference(features, frame.timeSeconds())
              : fixture.visualTokens().reference(features, tokenizer.encode(sentence, true)));
    }

    private ByHand add(float[] more) {
      for (float value : more) {
        values.add(value);
      }
      return this;
    }

    void assertIs(Prompt.Embeddings prompt) {
      assertThat(prompt.tokens()).containsExactly(text.stream().mapToInt(i -> i).toArray());
      assertThat(prompt.values()).hasSize(values.size());
      assertThat(prompt.length()).isEqualTo(values.size() / prompt.hidden());
      for (int i = 0; i < values.size(); i++) {
        assertThat(prompt.values()[i])
            .as("number %d of embedding %d", i % prompt.hidden(), i / prompt.hidden())
            .isCloseTo(values.get(i), within(TOLERANCE));
      }
    }
  }

  /** Compares with a prompt made by hand, and the bundle's answer with the decoder's to it. */
  private void check(
      VideoBundleFixture fixture, ModelRequest question, java.util.function.Consumer<ByHand> write)
      throws InterruptedException {
    ModelBundle bundle = ModelBundle.open(folder);
    String expected;
    try (Tokenizer tokenizer = bundle.openTokenizer();
        Decoder decoder =
            Decoder.open(
                bundle.decoderGraph(), new Decoder.Options(Engine.HOST, new Device.Cpu(), 1))) {
      ByHand hand = new ByHand(fixture, tokenizer, decoder);
      write.accept(hand);
      Prompt.Embeddings prompt = assembled(bundle, decoder, question);
      hand.assertIs(prompt);
      expected =
          tokenizer.decode(
              decoder
                  .decode(
                      new DecodeRequest(prompt, 24, Set.of(2), Sampler.greedy(), Optional.empty()))
                  .tokens()
                  .stream()
                  .mapToInt(Integer::intValue)
                  .toArray());
    }
    try (BundleModel model = BundleModel.open(bundle, Scenes.options(Engine.DEVICE, 1))) {
      assertThat(Scenes.texts(model, List.of(question))).containsExactly(expected);
    }
  }

  @Test
  void visualTokensStandInARowWhereTheTemplateSays() throws InterruptedException {
    VideoBundleFixture fixture =
        write(Clock.SECONDS, "\"template\": \"USER: {visual}\\n{question} ANSWER:\"");
    List<VideoFrame> frames = Scenes.frames(3, 7);
    ImagePreprocessor images = ModelBundle.open(folder).images();
    check(
        fixture,
        Scenes.question("a", "When? {visual} <0><7> {question}", frames),
        hand -> {
          hand.begin().text("USER: ");
          frames.forEach(f -> hand.frame(images, f, ""));
          // What the question says is text, also if it looks like a placeholder.
          hand.text("\nWhen? {visual} <0><7> {question} ANSWER:");
        });
  }

  @Test
  void withATextForEachFrameItsTimeStandsBesideItsTokens() throws InterruptedException {
    VideoBundleFixture fixture =
        write(
            Clock.SECONDS,
            "\"template\": \"{question} {visual}.\", \"frame\": \"at {time}: {visual}; \"");
    List<VideoFrame> frames = Scenes.frames(2, 7);
    ImagePreprocessor images = ModelBundle.open(folder).images();
    check(
        fixture,
        Scenes.question("a", "When?", frames),
        hand ->
            hand.begin()
                .text("When? at <0><0><0><0>: ")
                .frame(images, frames.get(0), "")
                .text("; at <5><0><0><0>: ")
                .frame(images, frames.get(1), "")
                .text("; ."));
  }

  @Test
  void timesGoInAsSentencesOfDifferentLengthsToo() throws InterruptedException {
    VideoBundleFixture fixture = write(Clock.SENTENCE, "");
    TestBundle.replace(folder.resolve("seq2time.json"), "position-tokens", "seconds");
    List<VideoFrame> frames = Scenes.frames(8, 7);
    ImagePreprocessor images = ModelBundle.open(folder).images();
    check(
        fixture,
        Scenes.question("a", "When?", frames),
        hand -> {
          hand.begin().text("When?\n");
          for (int i = 0; i < 8; i++) {
            hand.frame(images, frames.get(i), "This frame is at " + 2 * i + ".");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"<s>{visual}{question}", "{visual}<s>{question}"})
  void whatOpensATextStandsOnce(String template) throws InterruptedException {
    VideoBundleFixture fixture = write(Clock.SECONDS, "\"template\": \"" + template + '"');
    List<VideoFrame> frames = Scenes.frames(1, 7);
    ImagePreprocessor images = ModelBundle.open(folder).images();
    boolean first = template.startsWith("<s>");
    check(
        fixture,
        Scenes.question("a", "When?", frames),
        hand ->
            hand.begin().frame(images, frames.getFirst(), "").text((first ? "" : "<s>") + "When?"));
  }

  @Test
  void tokensThatAreNotTheSameNumberForEachFrameCannotStandBesideThem() {
    write(Clock.SECONDS, "\"template\": \"{visual}{question}\", \"frame\": \"{time}{visual}\"");
    ModelBundle bundle = ModelBundle.open(folder);
    try (Tokenizer tokenizer = bundle.openTokenizer()) {
      PromptAssembly assembly = new PromptAssembly(bundle.settings(), tokenizer);
      ModelRequest question = Scenes.question("a", "When?", Scenes.frames(2, 7));
      Visual odd = new Visual(new float[3 * 32], 3, 32);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> assembly.assemble(question, odd, ids -> new float[ids.length * 32]))
          .withMessage(
              "3 visual tokens of 2 frames do not divide evenly, so they cannot be placed in"
                  + " prompt.frame");
      Visual even = new Visual(new float[2 * PER_FRAME * 32], 2 * PER_FRAME, 32);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> assembly.assemble(question, even, ids -> new float[ids.length * 16]))
          .withMessage("visual tokens have 32 numbers, embeddings of text 16");
    }
  }
}
