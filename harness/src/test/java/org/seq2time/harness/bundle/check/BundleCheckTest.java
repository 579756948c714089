package org.seq2time.harness.bundle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.seq2time.harness.graph.ElementType.FLOAT16;
import static org.seq2time.harness.graph.ElementType.FLOAT32;
import static org.seq2time.harness.graph.ElementType.INT64;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.PrecisionChoice;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.bundle.video.TestBundle;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.graph.TestGraph;

/** Each way in which a bundle may not fit, and that all of them are said at once. */
class BundleCheckTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(DecoderFixture.Cache.class)
  void aBundleThatFitsRuns(DecoderFixture.Cache cache) throws Exception {
    ModelBundle bundle = ModelBundle.open(BundleFixture.tiny(cache).write(folder));
    assertThat(BundleCheck.problems(bundle)).isEmpty();
    List<String> passed = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    BundleSmokeTest.run(bundle, new Device.Cpu(), passed, problems);
    assertThat(problems).isEmpty();
    assertThat(passed)
        .hasSize(5)
        .anyMatch(line -> line.matches("decoder: answered \\[.* tokens on cpu, [0-9.]+ tokens/s"))
        .anyMatch(line -> line.startsWith("decoder: a prompt at once and token by token:"))
        .contains("decoder: one run may hold prompts of any length")
        .contains("vision: 2 frames of 32 x 32 gave 32 visual tokens of 32 values");
  }

  @Test
  void whatFitsOnPaperMayStillNotRun() {
    ModelBundle bundle = ModelBundle.open(TestBundle.described(folder));
    List<Problem> problems = new ArrayList<>();
    BundleSmokeTest.run(bundle, new Device.Cpu(), new ArrayList<>(), problems);
    assertThat(problems).extracting(Problem::where).containsExactly("vision encoder", "decoder");
  }

  @Test
  void aTokenizerLargerThanTheModelIsFound() {
    TestBundle.described(folder);
    TestBundle.replace(folder.resolve("seq2time.json"), "\"<9>\"]", "\"<9>\", \"<10>\"]");
    assertProblems(
        new Problem(
            "embed tokens",
            "embeds 95 ids, but the tokenizer has 96 with the added tokens: the embedding was not"
                + " resized for added tokens, or the tokenizer is a different model's"),
        new Problem(
            "decoder",
            "gives 95 logits, but the tokenizer has 96 ids with the added tokens: the model was"
                + " exported before tokens were added, or with a different tokenizer"));
  }

  @Test
  void configurationOfAnotherModelIsFound() {
    TestBundle.described(folder);
    Path config = folder.resolve("config.json");
    TestBundle.replace(config, "\"vocab_size\": 95", "\"vocab_size\": 32000");
    TestBundle.replace(config, "\"num_hidden_layers\": 2", "\"num_hidden_layers\": 22");
    TestBundle.replace(config, "\"num_key_value_heads\": 2", "\"num_key_value_heads\": 4");
    TestBundle.replace(config, "\"head_dim\": 4", "\"head_dim\": 64");
    TestBundle.replace(config, "\"hidden_size\": 8", "\"hidden_size\": 2048");
    String different = ": they are from different models";
    assertProblems(
        new Problem(
            "decoder",
            "has 2 layers in its KV cache, but the configuration has num_hidden_layers 22"
                + different),
        new Problem(
            "decoder",
            "has 2 key-value heads, but the configuration has num_key_value_heads 4" + different),
        new Problem(
            "decoder", "has 4 values per head, but the configuration has head_dim 64" + different),
        new Problem(
            "decoder",
            "has 8 values per embedding, but the configuration has hidden_size 2048" + different),
        new Problem(
            "embed tokens",
            "embeds 95 ids, but config.json has vocab_size 32000: they are from different"
                + " exports"));
  }

  @Test
  void widthsMustAgreeFromGraphToGraph() {
    TestBundle.described(folder);
    TestGraph.empty()
        .input("pixel_values", FLOAT32, "frames", 3, 64, 32)
        .output("image_features", FLOAT32, "frames", 16, 24)
        .write(folder.resolve("vision_encoder.onnx"));
    TestBundle.visualTokens()
        .withoutOutput("visual_tokens")
        .output("visual_tokens", FLOAT32, "tokens", 10)
        .write(folder.resolve("visual_tokens.onnx"));
    TestBundle.embedTokens()
        .withoutOutput("inputs_embeds")
        .output("inputs_embeds", FLOAT32, "batch", "length", 16)
        .write(folder.resolve("embed_tokens.onnx"));
    assertProblems(
        new Problem("embed tokens", "outputs embeddings of 16 values, but the decoder takes 8"),
        new Problem(
            "vision encoder",
            "takes frames of 32 x 64, but preprocessor_config.json produces 32 x 32"),
        new Problem(
            "visual tokens",
            "takes frame features of 12 values, but the vision encoder outputs 24"),
        new Problem(
            "visual tokens", "outputs visual tokens of 10 values, but the decoder takes 8"));
  }

  @Test
  void cacheThatIsNotCompleteIsFound() {
    TestBundle.described(folder);
    TestBundle.decoder()
        .withoutOutput("present.1.value")
        .write(folder.resolve("decoder_model_merged.onnx"));
    assertProblems(
        new Problem(
            "decoder",
            "layer 1 of the KV cache has no present value output (it has"
                + " \"past_key_values.1.key\", \"past_key_values.1.value\", \"present.1.key\")"),
        new Problem(
            "decoder",
            "has 1 layers in its KV cache, but the configuration has num_hidden_layers 2: they are"
                + " from different models"));
  }

  @Test
  void decoderWithoutCacheLogitsOrKnownInputsIsFound() {
    TestBundle.described(folder);
    TestGraph.empty()
        .input("inputs_embeds", INT64, "batch", "length", 8)
        .input("attention_mask", FLOAT32, "batch")
        .input("token_type_ids", INT64, "batch", "length")
        .output("hidden", FLOAT32, "batch", "length", 8)
        .write(folder.resolve("decoder_model_merged.onnx"));
    assertProblems(
        new Problem("decoder", "\"inputs_embeds\" int64 [batch, length, 8] has an unexpected type"),
        new Problem("decoder", "\"attention_mask\" float32 [batch] should have 2 axes"),
        new Problem("decoder", "\"attention_mask\" float32 [batch] has an unexpected type"),
        new Problem(
            "decoder",
            "has the input \"token_type_ids\" int64 [batch, length], which is not supported"),
        new Problem(
            "decoder",
            "has no output logits; its outputs are [\"hidden\" float32 [batch, length, 8]]"),
        new Problem(
            "decoder",
            "has no KV cache, so every token would recompute the whole text; re-export it with"
                + " the task text-generation-with-past"));
  }

  @Test
  void visualTokensNeedADecoderOfEmbeddings() {
    TestBundle.described(folder);
    TestBundle.tokenDecoder().write(folder.resolve("decoder_model_merged.onnx"));
    TestBundle.delete(folder.resolve("embed_tokens.onnx"));
    assertProblems(
        new Problem(
            "decoder",
            "takes token ids only, so visual tokens cannot be inserted into its prompt; re-export"
                + " it with inputs_embeds and an embed_tokens.onnx"));
  }

  @Test
  void missingFilesAreFound() {
    TestBundle.described(folder);
    TestBundle.delete(folder.resolve("embed_tokens.onnx"));
    TestBundle.delete(folder.resolve("visual_tokens.onnx"));
    TestBundle.delete(folder.resolve("tokenizer.json"));
    TestBundle.vision()
        .external("more", FLOAT16, "vision_encoder.onnx_data", 0, 4)
        .write(folder.resolve("vision_encoder.onnx"));
    assertProblems(
        new Problem("visual tokens", folder.resolve("visual_tokens.onnx") + ": no such file"),
        new Problem(
            "vision encoder", "weight file \"vision_encoder.onnx_data\" is missing (1 weights)"),
        new Problem("decoder", "takes inputs_embeds, but there is no embed_tokens.onnx"),
        new Problem("tokenizer", folder + ": has no tokenizer.json"));
  }

  @Test
  void timeTokensThatTheTokenizerDoesNotHaveAreFound() {
    TestBundle.described(folder);
    TestBundle.replace(folder.resolve("seq2time.json"), "\"<8>\", \"<9>\"", "\"x\", \"y\"");
    assertProblems(
        new Problem(
            "tokenizer",
            "the time representation position-tokens writes <8> <9>, which are not added tokens of"
                + " tokenizer.json; list them in seq2time.json under time.addedTokens if the model"
                + " was trained with them"));
  }

  @Test
  void endOfTextIsATokenOfTheModelAndItsLackIsSaid() {
    TestBundle.described(folder);
    Path generation = folder.resolve("generation_config.json");
    TestBundle.replace(generation, "[2]", "[2, 500]");
    assertProblems(
        new Problem(
            "generation",
            "generation_config.json has eos_token_id 500, but the tokenizer's last id is 84"));
    TestBundle.write(generation, "{}");
    TestBundle.replace(folder.resolve("config.json"), ", \"eos_token_id\": 1", "");
    assertProblems();
    assertThat(ModelBundle.open(folder).defaults())
        .anySatisfy(d -> assertThat(d.toString()).contains("eos_token_id", "none"));
  }

  @Test
  void timesAsTextNeedTheirTokenizerAndInput() {
    TestBundle.described(folder);
    Path spec = folder.resolve("seq2time.json");
    TestBundle.replace(
        spec,
        "\"visual_tokens.onnx\"",
        "\"visual_tokens.onnx\", \"timeText\": \"This frame is sampled at {time}.\","
            + " \"timeTokenizer\": \"time_tokenizer.json\"");
    assertProblems(
        new Problem(
            "visual tokens", "has no input time_input_ids, but seq2time.json gives it a timeText"),
        new Problem("visual tokens", folder.resolve("time_tokenizer.json") + ": no such file"));
    TestBundle.write(
        folder.resolve("time_tokenizer.json"), TestBundle.read(folder.resolve("tokenizer.json")));
    TestBundle.visualTokens()
        .withoutInput("frame_times")
        .input("time_input_ids", INT64, "frames", "length")
        .input("time_attention_mask", INT64, "frames", "length")
        .write(folder.resolve("visual_tokens.onnx"));
    assertProblems();
  }

  @Test
  void aDecoderInTwoGraphsRuns() throws IOException {
    TestBundle.real(folder);
    TestBundle.delete(folder.resolve(DecoderFixture.DECODER));
    BundleFixture.tiny(DecoderFixture.Cache.CONCATENATED).decoder().writePair(folder);
    List<Problem> problems = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    BundleSmokeTest.run(ModelBundle.open(folder), new Device.Cpu(), passed, problems);
    assertThat(problems).isEmpty();
    assertThat(passed).anySatisfy(line -> assertThat(line).startsWith("decoder: answered"));
  }

  private void assertProblems(Problem... expected) {
    ModelBundle bundle = ModelBundle.examine(folder, PrecisionChoice.any());
    assertThat(BundleCheck.problems(bundle)).containsExactly(expected);
  }
}
