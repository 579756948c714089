package org.seq2time.harness.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.check.BundleCheck;
import org.seq2time.harness.bundle.video.TestBundle;
import org.seq2time.harness.graph.TestGraph;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.token.Tokenizer;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.ImagePreprocessor;
import org.seq2time.harness.video.Resampling;

class ModelBundleTest {

  private static final List<String> GRAPHS =
      List.of("decoder_model_merged", "embed_tokens", "vision_encoder");

  @TempDir Path folder;

  @Test
  void readsOptimumsLayout() {
    ModelBundle bundle = ModelBundle.open(TestBundle.described(folder));
    assertThat(bundle.layout()).isEqualTo(BundleLayout.OPTIMUM);
    assertThat(bundle.graphs().keySet())
        .containsExactly(
            GraphRole.DECODER,
            GraphRole.EMBED_TOKENS,
            GraphRole.VISION_ENCODER,
            GraphRole.VISUAL_TOKENS);
    assertThat(bundle.kv().layers()).hasSize(2);
    assertThat(bundle.config().type()).isEqualTo("timechat");
    assertThat(bundle.config().hidden()).as("the text model's").isEqualTo(8);
    assertThat(bundle.generation().eos()).containsExactly(2);
    assertThat(bundle.generation().source()).isEqualTo("generation_config.json");
    assertThat(bundle.images().size()).isEqualTo(new FrameSize.Exact(32, 32));
    assertThat(bundle.settings().frameCount()).isEqualTo(8);
    assertThat(bundle.settings().time().key()).isEqualTo("position-tokens");
    assertThat(bundle.defaults()).as("everything is said").isEmpty();
    assertThat(BundleCheck.problems(bundle)).isEmpty();
  }

  @Test
  void readsTransformersJsLayoutWithAllItsPrecisions() {
    TestBundle.described(folder);
    for (String graph : GRAPHS) {
      Path file = folder.resolve(graph + ".onnx");
      for (Precision precision : Precision.values()) {
        if (precision != Precision.FP32) {
          copy(file, folder.resolve("onnx/" + graph + precision.suffix() + ".onnx"));
        }
      }
      TestBundle.delete(file);
    }
    ModelBundle first = ModelBundle.open(folder);
    assertThat(first.layout()).isEqualTo(BundleLayout.TRANSFORMERS_JS);
    assertThat(precision(first, GraphRole.DECODER)).isEqualTo(Precision.FP16);
    assertThat(first.defaults())
        .extracting(Default::name, Default::value)
        .contains(org.assertj.core.groups.Tuple.tuple("dtype of the decoder", "fp16"));
    ModelBundle mixed =
        ModelBundle.open(folder, PrecisionChoice.parse(List.of("q4", "vision_encoder=bnb4")));
    assertThat(precision(mixed, GraphRole.DECODER)).isEqualTo(Precision.Q4);
    assertThat(precision(mixed, GraphRole.VISION_ENCODER)).isEqualTo(Precision.BNB4);
    assertThatThrownBy(
            () -> ModelBundle.open(folder, PrecisionChoice.parse(List.of("decoder=fp32"))))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("has no fp32 export of the decoder; there is fp16, q4f16, q4, int8,");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void everyPrecisionIsFoundByItsName(Precision precision) {
    TestBundle.described(folder);
    for (String graph : GRAPHS) {
      String file = graph + precision.suffix() + ".onnx";
      if (precision != Precision.FP32) {
        TestBundle.move(folder.resolve(graph + ".onnx"), folder.resolve(file));
      }
    }
    ModelBundle bundle = ModelBundle.open(folder, PrecisionChoice.parse(List.of(precision.key())));
    assertThat(precision(bundle, GraphRole.DECODER)).isEqualTo(precision);
    assertThat(BundleCheck.problems(bundle)).isEmpty();
  }

  @Test
  void readsADecoderInTwoGraphs() {
    TestBundle.described(folder);
    TestBundle.delete(folder.resolve("decoder_model_merged.onnx"));
    TestBundle.decoder().write(folder.resolve("decoder_with_past_model.onnx"));
    TestGraph first = TestBundle.decoder();
    for (int layer = 0; layer < 2; layer++) {
      first.withoutInput("past_key_values." + layer + ".key");
      first.withoutInput("past_key_values." + layer + ".value");
    }
    first.write(folder.resolve("decoder_model.onnx"));
    ModelBundle bundle = ModelBundle.open(folder);
    assertThat(bundle.graphs()).containsKey(GraphRole.DECODER_WITH_PAST);
    assertThat(bundle.kv().layers()).hasSize(2);
    assertThat(BundleCheck.problems(bundle)).isEmpty();
    assertThat(bundle.parameters())
        .as("the decoder counts once")
        .isEqualTo(8L * 95 + 95 * 8 + 12 * 3 * 64 + 12 * 8);
    first.withoutOutput("present.1.value").write(folder.resolve("decoder_model.onnx"));
    assertThat(BundleCheck.problems(ModelBundle.open(folder)))
        .containsExactly(
            new Problem(
                "decoder", "does not write present.1.value, which the decoder with past reads"));
  }

  @Test
  void aMergedDecoderStandsForTheTwoBesideIt() {
    TestBundle.described(folder);
    TestGraph.empty().write(folder.resolve("decoder_model.onnx"));
    TestGraph.empty().write(folder.resolve("decoder_with_past_model.onnx"));
    ModelBundle bundle = ModelBundle.open(folder);
    assertThat(bundle.graphs()).doesNotContainKey(GraphRole.DECODER_WITH_PAST);
    assertThat(BundleCheck.problems(bundle)).isEmpty();
  }

  @Test
  void readsGenAisLayout() {
    TestBundle.described(folder);
    TestBundle.move(
        folder.resolve("decoder_model_merged.onnx"), folder.resolve("graphs/text.onnx"));
    TestBundle.move(folder.resolve("embed_tokens.onnx"), folder.resolve("graphs/embedding.onnx"));
    TestBundle.move(folder.resolve("vision_encoder.onnx"), folder.resolve("graphs/vision.onnx"));
    TestBundle.delete(folder.resolve("config.json"));
    TestBundle.delete(folder.resolve("generation_config.json"));
    TestBundle.write(
        folder.resolve("genai_config.json"),
        """
        {"model": {"type": "phi3v", "context_length": 128, "vocab_size": 95, "bos_token_id": 1,
          "eos_token_id": [2, 3],
          "decoder": {"filename": "graphs/text.onnx", "head_size": 4, "hidden_size": 8,
           "num_attention_heads": 4, "num_hidden_layers": 2, "num_key_value_heads": 2,
           "session_options": {"provider_options": []},
           "inputs": {"inputs_embeds": "inputs_embeds", "past_key_names": "past_key_values.%d.key",
            "past_value_names": "past_key_values.%d.value"},
           "outputs": {"logits": "logits", "present_key_names": "present.%d.key",
            "present_value_names": "present.%d.value"}},
          "embedding": {"filename": "graphs/embedding.onnx"},
          "vision": {"filename": "graphs/vision.onnx"}},
         "search": {"max_length": 128}}
        """);
    ModelBundle bundle = ModelBundle.open(folder);
    assertThat(bundle.layout()).isEqualTo(BundleLayout.GENAI);
    assertThat(bundle.config().context()).isEqualTo(128);
    assertThat(bundle.generation().eos()).containsExactly(2, 3);
    assertThat(BundleCheck.problems(bundle)).isEmpty();
    TestBundle.replace(folder.resolve("genai_config.json"), "graphs/vision", "../graphs/vision");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining("expected a path inside the bundle's folder");
  }

  @Test
  void whatNoFileSaysHasADefaultThatIsNoted() {
    TestBundle.described(folder);
    TestBundle.delete(folder.resolve("seq2time.json"));
    TestBundle.delete(folder.resolve("preprocessor_config.json"));
    ModelBundle bundle = ModelBundle.open(folder);
    assertThat(bundle.defaults())
        .extracting(Default::name)
        .containsExactlyInAnyOrder(
            "images", "frames.count", "frames.sampling", "prompt.template", "time.representation");
    assertThat(bundle.settings().frameCount()).isEqualTo(96);
    assertThat(bundle.settings().time().key()).isEqualTo("seconds");
    assertThat(bundle.images().size()).isEqualTo(new FrameSize.Exact(32, 32));
    assertThat(bundle.images().mean()).isEqualTo(ImagePreprocessor.CLIP_224.mean());
  }

  @Test
  void theTokenizersTimeTokensDecideWhereNothingIsSaid() {
    TestBundle.real(folder);
    TestBundle.delete(folder.resolve("seq2time.json"));
    Path tokenizer = folder.resolve("tokenizer.json");
    StringBuilder more = new StringBuilder();
    for (int digit = 0; digit < 10; digit++) {
      more.append("{\"id\": ").append(85 + digit).append(", \"content\": \"<").append(digit);
      more.append(">\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false,");
      more.append("\"normalized\": false, \"special\": false},");
    }
    TestBundle.replace(tokenizer, "\"added_tokens\": [", "\"added_tokens\": [" + more);
    ModelBundle bundle = ModelBundle.open(folder);
    assertThat(bundle.settings().time().key()).isEqualTo("position-tokens");
    assertThat(bundle.settings().addedTokens()).isEmpty();
    assertThat(BundleCheck.problems(bundle)).isEmpty();
    try (Tokenizer opened = bundle.openTokenizer()) {
      assertThat(opened.digits().id(9)).isEqualTo(94);
    }
  }

  @Test
  void addedTokensReachTheTokenizer() {
    ModelBundle bundle = ModelBundle.open(TestBundle.described(folder));
    try (Tokenizer tokenizer = bundle.openTokenizer()) {
      assertThat(tokenizer.digits().id(0)).isEqualTo(TestBundle.VOCABULARY - 10);
      int[] ids = tokenizer.encode("at <0><7>", true);
      assertThat(ids[0]).isEqualTo(1);
      assertThat(tokenizer.decode(ids)).isEqualTo("at <0><7>");
    }
  }

  @Test
  void chatTemplatesAreSeen() throws IOException {
    TestBundle.described(folder);
    assertThat(ModelBundle.open(folder).chatTemplate()).isFalse();
    Files.writeString(folder.resolve("tokenizer_config.json"), "{\"chat_template\": \"{{ x }}\"}");
    assertThat(ModelBundle.open(folder).chatTemplate()).isTrue();
  }

  @Test
  void whatIsSaidOfVideosComesBeforeWhatIsSaidOfPictures() {
    TestBundle.described(folder);
    TestBundle.write(folder.resolve("preprocessor_config.json"), "{\"size\": 20}");
    assertThat(ModelBundle.open(folder).images().size()).isEqualTo(new FrameSize.ShortestEdge(20));
    String nested = "{\"video_processor\": {\"size\": 30}, \"image_processor\": {\"size\": 40}}";
    TestBundle.write(folder.resolve("processor_config.json"), nested);
    assertThat(ModelBundle.open(folder).images().size()).isEqualTo(new FrameSize.ShortestEdge(30));
    TestBundle.write(folder.resolve("video_preprocessor_config.json"), "{\"size\": 50}");
    assertThat(ModelBundle.open(folder).images().size()).isEqualTo(new FrameSize.ShortestEdge(50));
    TestBundle.write(folder.resolve("video_preprocessor_config.json"), "{\"tint\": 50}");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining(
            "video_preprocessor_config.json:1: tint: the key \"tint\" is not known");
  }

  @Test
  void resizingAndRateAreThoseOfTheDescription() {
    TestBundle.described(folder);
    TestBundle.write(folder.resolve("preprocessor_config.json"), "{\"size\": 20, \"resample\": 2}");
    TestBundle.write(
        folder.resolve("seq2time.json"),
        "{\"frames\": {\"sampling\": \"timechat\", \"resize\": \"decord\"}}");
    ModelBundle timeChat = ModelBundle.open(folder);
    assertThat(timeChat.images().resampling()).isEqualTo(Resampling.DECORD);
    assertThat(timeChat.settings().sampling()).isEqualTo(Sampling.TIMECHAT);
    assertThat(timeChat.settings().framesPerSecond()).isEmpty();
    TestBundle.write(folder.resolve("seq2time.json"), "{\"frames\": {\"sampling\": \"qwen3-vl\"}}");
    ModelBundle qwen = ModelBundle.open(folder);
    assertThat(qwen.images().resampling()).isEqualTo(Resampling.BILINEAR);
    assertThat(qwen.settings().framesPerSecond()).hasValue(2);
    assertThat(qwen.settings().frameCount()).isEqualTo(768);
    assertThat(qwen.defaults()).extracting(d -> d.name()).contains("frames.fps", "frames.count");
    TestBundle.write(
        folder.resolve("seq2time.json"),
        "{\"frames\": {\"sampling\": \"qwen3-vl\", \"count\": 16}}");
    assertThat(ModelBundle.open(folder).settings().framesPerSecond()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"framez\": {}} | unknown field \"framez\" here; did you mean \"frames\"?; expected"
            + " frames, visualTokens, prompt, time",
        "{\"frames\": {\"Count\": 3}} | did you mean \"count\"?",
        "{\"frames\": {\"rate\": 3}} | unknown field \"rate\" here; expected count, sampling,"
            + " fps, resize",
        "{\"frames\": {\"fps\": 3}} | frames.fps needs a sampling by rate; expected one of"
            + " qwen-vl-utils,",
        "{\"frames\": {\"fps\": 0}} | the frames per second is 0; expected a number above 0",
        "{\"frames\": {\"resize\": \"opencv\"}} | expected one of bilinear, bicubic, lanczos,"
            + " decord",
        "{\"frames\": {\"count\": 0}} | the number of frames is 0; expected an integer from 1",
        "{\"frames\": {\"sampling\": \"random\"}} | expected one of uniform,"
            + " timechat, linspace, midpoints, qwen-vl-utils, qwen2.5-vl, qwen3-vl, internvl,"
            + " smolvlm2",
        "{\"time\": {\"representation\": \"clock\"}} | expected one of position-tokens,",
        "{\"time\": {\"addedTokens\": [\"<0>\", \"<0>\"]}} | the added token \"<0>\" occurs twice",
        "{\"time\": {\"addedTokens\": [\"\"]}} | expected 1 to 100 characters",
        "{\"prompt\": {\"template\": \"{visual} why?\"}} | the prompt has {question} 0 times;"
            + " expected once",
        "{\"prompt\": {\"template\": \"{visual}{visual}{question}\"}} | has {visual} 2 times",
        "{\"prompt\": {\"template\": \"{visual}{question}{time}\"}} | has the placeholder"
            + " \"{time}\"; expected {visual} and {question}",
        "{\"prompt\": {\"frame\": \"at {time}\"}} | a frame's prompt has {visual} 0 times",
        "{\"visualTokens\": {}} | visualTokens names no graph",
        "{\"visualTokens\": {\"graph\": \"../x.onnx\"}} | a path inside the bundle's folder",
        "{\"visualTokens\": {\"graph\": \"/x.onnx\"}} | a path inside the bundle's folder",
        "{\"visualTokens\": {\"graph\": \"a\", \"timeText\": \"at {time}\"}} | one of timeText and"
            + " timeTokenizer",
        "[] | the bundle's description is an array; expected an object",
      })
  void mistakesInTheDescriptionAreOneLine(String json, String message) {
    TestBundle.described(folder);
    TestBundle.write(folder.resolve("seq2time.json"), json);
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("seq2time.json") + ":1: ")
        .hasMessageContaining(message.strip())
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "generation_config.json", "tokenizer.json"})
  void damagedFilesAreNamed(String file) {
    TestBundle.described(folder);
    TestBundle.write(folder.resolve(file), "{\"a\": ");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(file)
        .hasMessageContaining("the JSON ends early");
  }

  @Test
  void aFolderWithoutADecoderSaysWhatIsMissing() throws IOException {
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining("contains no decoder graph: expected decoder_model_merged.onnx,");
    Files.writeString(folder.resolve("encoder_model.onnx"), "x");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageEndingWith("; encoder-decoder models are not supported");
    assertThatThrownBy(() -> ModelBundle.open(folder.resolve("no")))
        .hasMessageEndingWith("no such folder");
    assertThatThrownBy(() -> ModelBundle.open(folder.resolve("encoder_model.onnx")))
        .hasMessageEndingWith("is a file, expected a model bundle's folder");
  }

  @Test
  void severalUnreadableFilesAreCounted() {
    TestBundle.described(folder);
    TestBundle.write(folder.resolve("config.json"), "{");
    TestBundle.write(folder.resolve("vision_encoder.onnx"), "Entry not found");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageEndingWith("(and 1 more: seq2time models check)");
    assertThat(ModelBundle.examine(folder, PrecisionChoice.any()).problems())
        .extracting(Problem::where)
        .containsExactly("config.json", "vision encoder");
  }

  @Test
  void memoryIsWeightsAndCache() {
    ModelBundle bundle = ModelBundle.open(TestBundle.described(folder));
    long perToken = 2 * 2 * (4 + 4) * 4;
    MemoryEstimate own = MemoryEstimate.of(bundle, 0, 1);
    assertThat(own.context()).isEqualTo(4096);
    assertThat(own.kvPerToken()).hasValue(perToken);
    assertThat(own.kv()).as("past and present").hasValue(perToken * 4096 * 2);
    assertThat(own.weights()).isEqualTo(4 * bundle.parameters());
    assertThat(MemoryEstimate.of(bundle, 10, 3).kv()).hasValue(perToken * 10 * 3 * 2);
    assertThat(MemoryEstimate.of(bundle, Long.MAX_VALUE, 3).total()).isEqualTo(Long.MAX_VALUE);
  }

  private static Precision precision(ModelBundle bundle, GraphRole role) {
    return bundle.graph(role).orElseThrow().precision();
  }

  private static void copy(Path from, Path to) {
    try {
      Path parent = to.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.copy(from, to);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
