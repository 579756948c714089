package org.seq2time.harness.bundle.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.seq2time.harness.graph.ElementType.FLOAT32;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.decode.Decoder.Engine;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.graph.TestGraph;
import org.seq2time.harness.model.ModelResponse;
import org.seq2time.harness.model.ModelUnusableException;

/** Bundles that cannot answer questions about videos, and what is said of them. */
class BundleRefusalTest {

  @TempDir private Path folder;

  private void assertRefused(BundleModel.Options options, String... message) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Scenes.open(folder, options).close())
        .withMessageContainingAll(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  private static BundleModel.Options options() {
    return Scenes.options(Engine.DEVICE, 1);
  }

  @Test
  void aDecoderOfTokenIdsCannotSee() throws IOException {
    Scenes.bundle(folder, Cache.CONCATENATED);
    DecoderShape tiny = DecoderShape.tiny();
    DecoderShape shape =
        new DecoderShape(2, tiny.hidden(), 4, 2, 16, 64, BundleFixture.VOCABULARY, 4096);
    new DecoderFixture(shape, Cache.CONCATENATED, WeightType.FLOAT32, false, 1).write(folder);
    assertRefused(
        options(),
        folder
            + ": has no vision input: its decoder takes token ids only; re-export it with"
            + " inputs_embeds");
  }

  @Test
  void aBundleWithoutAVisionEncoderCannotSee() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    TestBundle.delete(folder.resolve("vision_encoder.onnx"));
    assertRefused(options(), folder + ": has no vision input: vision_encoder.onnx is missing");
  }

  @Test
  void whatDoesNotFitTogetherIsSaidBeforeItIsLoaded() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    TestBundle.replace(folder.resolve("config.json"), "\"hidden_size\": 32", "\"hidden_size\": 33");
    TestBundle.replace(folder.resolve("generation_config.json"), "[2]", "[2, 500]");
    assertRefused(
        options(), "decoder: has 32 values per embedding", "(and 1 more: seq2time models check)");
  }

  @Test
  void constrainedTimesNeedTheTenTokens() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    TestBundle.replace(folder.resolve("tokenizer.json"), "\"<7>\"", "\"<seven>\"");
    TestBundle.replace(folder.resolve("seq2time.json"), "position-tokens", "seconds");
    BundleModel.Options constrained =
        new BundleModel.Options(
            new Device.Cpu(), Engine.DEVICE, 1, 1, 8, Sampler.greedy(), true, OptionalInt.empty());
    assertRefused(constrained, "tokenizer.json: has no token <7>; position tokens need it");
    Scenes.open(folder, options()).close();
  }

  @Test
  void framesOfAGraphThatFixesThemCannotBeChosen() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    TestGraph.empty()
        .input("frame_features", FLOAT32, 8, 16, 24)
        .weight("project", FLOAT32, 24, 32)
        .node("MatMul", List.of("frame_features", "project"), "seen")
        .node("Identity", List.of("seen"), "visual_tokens")
        .output("visual_tokens", FLOAT32, "a", "b", 32)
        .write(folder.resolve("visual_tokens.onnx"));
    BundleModel.Options ten =
        new BundleModel.Options(
            new Device.Cpu(), Engine.DEVICE, 1, 1, 8, Sampler.greedy(), false, OptionalInt.of(10));
    assertRefused(
        ten,
        "visual_tokens.onnx: takes 8 frames of a video, not 10; set the number of frames to 8");
    try (BundleModel model = Scenes.open(folder, options())) {
      List<ModelResponse> replies =
          Scenes.ask(model, List.of(Scenes.question("a", "When?", Scenes.frames(5, 1))));
      assertThat(replies)
          .containsExactly(
              new ModelResponse.Failed(
                  "the graph of visual tokens takes 8 frames, but the video gave 5"));
    }
  }

  @Test
  void answersLongerThanTheContextLeaveNoRoom() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    BundleModel.Options endless =
        new BundleModel.Options(
            new Device.Cpu(),
            Engine.DEVICE,
            1,
            1,
            4096,
            Sampler.greedy(),
            false,
            OptionalInt.empty());
    assertRefused(endless, "the maximum of 4096 new tokens leaves no room for a prompt");
  }

  @Test
  void aVisionEncoderThatTakesMoreThanFramesIsRefused() {
    Scenes.bundle(folder, Cache.CONCATENATED);
    TestGraph.empty()
        .input("pixel_values", FLOAT32, "frames", 3, 32, 32)
        .input("pixel_attention_mask", FLOAT32, "frames", 32, 32)
        .output("features", FLOAT32, "frames", 16, 24)
        .write(folder.resolve("vision_encoder.onnx"));
    assertRefused(
        options(),
        "vision_encoder.onnx: takes",
        "pixel_attention_mask",
        "or patches with grid_thw");
  }

  @Test
  void aDecoderThatReadsNothingIsUnusable() throws IOException {
    Scenes.bundle(folder, Cache.CONCATENATED);
    DecoderShape shape = new DecoderShape(2, 32, 4, 2, 16, 64, BundleFixture.VOCABULARY, 1);
    new DecoderFixture(shape, Cache.CONCATENATED, WeightType.FLOAT32, true, 1).write(folder);
    try (BundleModel model = Scenes.open(folder, options())) {
      assertThatExceptionOfType(ModelUnusableException.class)
          .isThrownBy(() -> Scenes.ask(model, Scenes.questions(1)))
          .withMessageStartingWith(folder + ": the model no longer answers: model.onnx: ");
    }
  }
}
