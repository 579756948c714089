package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.seq2time.harness.graph.ElementType.BOOL;
import static org.seq2time.harness.graph.ElementType.FLOAT32;
import static org.seq2time.harness.graph.ElementType.INT64;
import static org.seq2time.harness.graph.ElementType.INT8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.decode.DecoderLayout.Style;
import org.seq2time.harness.graph.KvLayout;
import org.seq2time.harness.graph.KvNames;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TestGraph;

/** How decoders are fed, and what is said of graphs that the engines cannot run. */
class DecoderLayoutTest {

  @TempDir private Path folder;

  private static DecoderLayout layout(Path file) {
    OnnxGraph graph = OnnxGraph.read(file);
    return DecoderLayout.of(graph, KvLayout.of(graph));
  }

  @Test
  void aDecodersLayoutIsFoundByItsNames() throws IOException {
    DecoderLayout layout = layout(DecoderFixture.tiny(Cache.GROUP_QUERY).write(folder));
    assertThat(layout.style()).isEqualTo(Style.SHARED_BUFFER);
    assertThat(layout.caches()).hasSize(4);
    assertThat(layout.caches().get(1))
        .isEqualTo(
            new DecoderLayout.Cache(
                "past_key_values.0.value", "present.0.value", FLOAT32, 2, 16, 0));
    assertThat(layout.bytesPerToken()).isEqualTo(4 * 2 * 16 * 4);
    assertThat(layout.positions()).isEmpty();
    assertThat(layout.attentionMask().orElseThrow())
        .hasToString("attention_mask int64 [batch, total]");
  }

  @Test
  void theSwitchOfAMergedDecoderIsFound() throws IOException {
    DecoderLayout layout = layout(DecoderFixture.tiny(Cache.MERGED).write(folder));
    assertThat(layout.style()).isEqualTo(Style.CONCATENATED);
    assertThat(layout.cacheBranch()).isPresent();
  }

  @Test
  void parametersAreCountedAlsoInFilesBesideTheGraph() throws IOException {
    DecoderShape shape = new DecoderShape(2, 512, 8, 2, 64, 4096, 8192, 16);
    DecoderFixture fixture =
        new DecoderFixture(shape, Cache.CONCATENATED, WeightType.FLOAT32, false, 1);
    Path file = fixture.write(folder);
    assertThat(Files.size(file)).isLessThan(1 << 20);
    OnnxGraph graph = OnnxGraph.read(file);
    assertThat(graph.externalFiles()).hasSize(1);
    assertThat(graph.externalFiles().getFirst().location()).isEqualTo("model.onnx_data");
    assertThat(graph.parameters()).isBetween(shape.parameters(), shape.parameters() + 5000);
    assertThat(graph.weightBytes()).isBetween(4 * shape.parameters(), 4 * graph.parameters() * 2);
    try (Decoder decoder =
        Decoder.open(DecoderGraph.of(file), Decoder.Options.on(new Device.Cpu()))) {
      assertThat(decoder.decode(DecodeRequest.greedy(new int[] {5, 6}, 3)).tokens()).hasSize(3);
    }
  }

  /** A decoder that the engines would take; its operations mean nothing. */
  private static TestGraph decoder(String input, int layers) {
    TestGraph graph =
        TestGraph.empty()
            .input(input, input.equals("input_ids") ? INT64 : FLOAT32, "b", "l")
            .output("logits", FLOAT32, "b", "l", 9);
    for (int layer = 0; layer < layers; layer++) {
      for (String part : List.of("key", "value")) {
        graph
            .input("past_key_values." + layer + "." + part, FLOAT32, "b", 2, "p", 8)
            .output("present." + layer + "." + part, FLOAT32, "b", 2, "t", 8);
      }
    }
    return graph;
  }

  private void assertRefused(TestGraph graph, String message) {
    Path file = graph.write(folder.resolve("g.onnx"));
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> layout(file))
        .withMessageContaining("g.onnx: " + message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }

  @Test
  void graphsThatTheEnginesCannotRunAreExplained() {
    assertRefused(
        TestGraph.empty().input("input_ids", INT64, "b", "l").output("logits", FLOAT32, "b"),
        "no inputs such as past_key_values.0.key; re-export the decoder with its KV cache"
            + " (task text-generation-with-past); its inputs are [input_ids int64 [b, l]]");
    assertRefused(
        decoder("input_ids", 1).withoutOutput("present.0.key"),
        "layer 0 of the KV cache has no present key output");
    assertRefused(
        decoder("input_ids", 1).input("encoder_hidden_states", FLOAT32, "b", "l", 4),
        "unsupported inputs: encoder_hidden_states; supported are input_ids,");
    assertRefused(decoder("tokens", 1), "neither input_ids nor inputs_embeds among its inputs");
    assertRefused(
        decoder("inputs_embeds", 1), "inputs_embeds float32 [b, l] should have 3 dimensions");
    assertRefused(
        decoder("input_ids", 1).input("attention_mask", FLOAT32, "b", "t"),
        "attention_mask float32 [b, t] should be one of [int32, int64]");
    assertRefused(decoder("input_ids", 1).withoutOutput("logits"), "no output logits");
    assertRefused(
        decoder("input_ids", 1)
            .input("past_key_values.1.key", FLOAT32, "b", "h", "p", 8)
            .input("past_key_values.1.value", FLOAT32, "b", "h", "p", 8)
            .output("present.1.key", FLOAT32, "b", "h", "t", 8)
            .output("present.1.value", FLOAT32, "b", "h", "t", 8),
        "heads and head dimension are neither in the graph nor in its configuration"
            + " (num_key_value_heads, head_dim): past_key_values.1.key float32 [b, h, p, 8]");
    assertRefused(
        decoder("input_ids", 0)
            .input("past_key_values.0.key", INT8, "b", 2, "p", 8)
            .input("past_key_values.0.value", INT8, "b", 2, "p", 8)
            .output("present.0.key", INT8, "b", 2, "t", 8)
            .output("present.0.value", INT8, "b", 2, "t", 8),
        "past_key_values.0.key int8 [b, 2, p, 8] should be one of [float32, float16, bfloat16]");
  }

  @Test
  void groupQueryAttentionIsInEveryLayerOrInNoneAndNotInABranch() {
    String[] layer = {"q", "k", "v", "past_key_values.0.key", "past_key_values.0.value"};
    assertRefused(
        decoder("input_ids", 2).contrib("GroupQueryAttention", List.of(layer), "y"),
        "the KV caches of 1 of 2 layers go into GroupQueryAttention; it must be all or none");
    assertRefused(
        decoder("input_ids", 1)
            .input("use_cache_branch", BOOL, 1)
            .branch(
                "If",
                TestGraph.empty().contrib("GroupQueryAttention", List.of(layer), "y"),
                "logits"),
        "GroupQueryAttention inside branches cannot share a buffer");
  }

  @Test
  void damagedFilesAreOneLine() throws IOException {
    byte[] whole = Files.readAllBytes(DecoderFixture.tiny(Cache.MERGED).write(folder));
    SplittableRandom random = new SplittableRandom(1);
    Path damaged = folder.resolve("damaged.onnx");
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] bytes = whole.clone();
      for (int i = random.nextInt(1, 30); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      int length = round % 2 == 0 ? bytes.length : random.nextInt(bytes.length);
      Files.write(damaged, Arrays.copyOf(bytes, length));
      try {
        layout(damaged);
      } catch (BadInputException e) {
        refused++;
        assertThat(e.getMessage()).contains("damaged.onnx").doesNotContain("\n");
      } catch (RuntimeException e) {
        fail("round " + round, e);
      }
    }
    assertThat(refused).isGreaterThan(50);
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> layout(folder.resolve("absent.onnx")))
        .withMessageEndingWith("absent.onnx: no such file");
  }

  @Test
  void aPointerInPlaceOfTheGraphIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "version https://git-lfs\noid 1");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Decoder.open(DecoderGraph.of(text), Decoder.Options.on(new Device.Cpu())))
        .withMessageContaining("text.onnx: is a Git LFS pointer");
  }

  @ParameterizedTest
  @CsvSource({
    "past_key_values.%d.%s, present.%d.%s",
    "past.%d.%s, present.%d.%s",
    "past_key_values.%d.decoder.%s, present.%d.decoder.%s",
    "past_%2$s_%1$d, present_%2$s_%1$d",
  })
  void cachesOfExportersAreRunByTheirNames(String past, String present) throws IOException {
    DecoderFixture fixture = DecoderFixture.tiny(Cache.CONCATENATED);
    List<Integer> expected = tokens(DecoderGraph.of(fixture.write(folder)), Decoder.Engine.HOST);
    Path renamed = Renamed.caches(folder, past, present);
    for (Decoder.Engine engine : Decoder.Engine.values()) {
      assertThat(tokens(DecoderGraph.of(renamed), engine)).isEqualTo(expected);
    }
  }

  @Test
  void cachesAreRunByTheNamesThatAConfigurationGivesThem() throws IOException {
    DecoderFixture fixture = DecoderFixture.tiny(Cache.GROUP_QUERY);
    List<Integer> expected = tokens(DecoderGraph.of(fixture.write(folder)), Decoder.Engine.HOST);
    Path file = Renamed.caches(folder, "old_%2$s.%1$d", "new_%2$s.%1$d");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> tokens(DecoderGraph.of(file), Decoder.Engine.HOST))
        .withMessageContaining("renamed.onnx: no inputs such as past_key_values.0.key");
    KvNames names =
        KvNames.of(
            Map.of(
                KvNames.Part.KEY_IN, "old_key.%d",
                KvNames.Part.VALUE_IN, "old_value.%d",
                KvNames.Part.KEY_OUT, "new_key.%d",
                KvNames.Part.VALUE_OUT, "new_value.%d"));
    DecoderGraph graph =
        new DecoderGraph(
            file,
            Optional.empty(),
            Optional.empty(),
            Optional.of(KvLayout.of(OnnxGraph.read(file), names)),
            OptionalInt.empty(),
            OptionalInt.empty());
    for (Decoder.Engine engine : Decoder.Engine.values()) {
      assertThat(tokens(graph, engine)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void theNumberOfLogitsToKeepIsFed(int rank) throws IOException {
    DecoderFixture fixture = DecoderFixture.tiny(Cache.CONCATENATED);
    List<Integer> expected = tokens(DecoderGraph.of(fixture.write(folder)), Decoder.Engine.HOST);
    Path file = Renamed.withLogitsToKeep(folder, rank);
    assertThat(layout(file).keptLogits()).isPresent();
    for (Decoder.Engine engine : Decoder.Engine.values()) {
      assertThat(tokens(DecoderGraph.of(file), engine)).isEqualTo(expected);
    }
  }

  @Test
  void aBillionWeightsCanBeLaidOut() {
    // TinyLlama's shape: what a fixture of it writes is over two gigabytes, beside its graph.
    DecoderShape shape = DecoderShape.billion();
    assertThat(shape.parameters()).isEqualTo(1_100_048_384L);
    assertThat(shape.parameters() * WeightType.FLOAT16.bytes()).isEqualTo(2_200_096_768L);
    DecoderFixture fixture =
        new DecoderFixture(shape, Cache.GROUP_QUERY, WeightType.FLOAT16, false, 1);
    List<DecoderFixture.Place> places = fixture.weightPlaces();
    long end = 0;
    long elements = 0;
    for (DecoderFixture.Place place : places) {
      assertThat(place.offset()).as(place.name()).isGreaterThanOrEqualTo(end);
      assertThat(place.offset() % 4096).as("pages of %s", place.name()).isZero();
      end = place.offset() + place.bytes();
      elements += place.bytes() / WeightType.FLOAT16.bytes();
    }
    assertThat(elements).isEqualTo(shape.parameters());
    assertThat(end).isGreaterThan(Integer.MAX_VALUE).isLessThan(shape.parameters() * 2 + (4 << 20));
  }

  private static List<Integer> tokens(DecoderGraph graph, Decoder.Engine engine) {
    try (Decoder decoder = Decoder.open(graph, new Decoder.Options(engine, new Device.Cpu(), 1))) {
      return decoder.decode(DecodeRequest.greedy(new int[] {5, 6, 7}, 40)).tokens();
    }
  }
}
