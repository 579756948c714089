package org.seq2time.harness.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.seq2time.harness.graph.ElementType.BOOL;
import static org.seq2time.harness.graph.ElementType.FLOAT16;
import static org.seq2time.harness.graph.ElementType.FLOAT32;
import static org.seq2time.harness.graph.ElementType.INT64;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvLayoutTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "past_key_values.%d.key, past_key_values.%d.value, present.%d.key, present.%d.value",
    "past.%d.key, past.%d.value, present.%d.key, present.%d.value",
    "past_key_values.%d.decoder.key, past_key_values.%d.decoder.value, present.%d.decoder.key,"
        + " present.%d.decoder.value",
    "past_key_%d, past_value_%d, present_key_%d, present_value_%d",
    "past_key_values_%d_key, past_key_values_%d_value, present_key_values_%d_key,"
        + " present_key_values_%d_value",
    "past_key_values.%d.key, past_key_values.%d.value, present_key_values.%d.key,"
        + " present_key_values.%d.value",
    "past_keys.%d, past_values.%d, present_keys.%d, present_values.%d",
  })
  void findsTheNamesOfExporters(String keyIn, String valueIn, String keyOut, String valueOut) {
    KvLayout kv = KvLayout.of(read(cache(12, keyIn, valueIn, keyOut, valueOut)));
    assertThat(kv.problems()).isEmpty();
    assertThat(kv.layers()).hasSize(12);
    assertThat(kv.sharedBuffer()).isFalse();
    assertThat(kv.type()).isEqualTo(FLOAT16);
    KvLayout.Layer last = kv.layers().getLast();
    assertThat(last.index()).isEqualTo(11);
    assertThat(last.keyInput()).isEqualTo(name(keyIn, 11));
    assertThat(last.valueOutput()).isEqualTo(name(valueOut, 11));
    assertThat(last.heads()).isEqualTo(4);
    assertThat(last.keyDim()).isEqualTo(64);
    assertThat(kv.bytesPerToken(-1, -1)).isEqualTo(12L * 4 * (64 + 64) * 2);
  }

  @Test
  void namesOfGenAiAreTakenFromItsConfiguration() {
    TestGraph graph = cache(2, "k_in_%d_x", "v_in_%d", "k_out_%d", "present.%d.value");
    assertThat(KvLayout.of(read(graph)).layers()).isEmpty();
    KvNames names =
        KvNames.of(
            Map.of(
                KvNames.Part.KEY_IN,
                "k_in_%d_x",
                KvNames.Part.VALUE_IN,
                "v_in_%d",
                KvNames.Part.KEY_OUT,
                "k_out_%d"));
    KvLayout kv = KvLayout.of(read(graph), names);
    assertThat(kv.problems()).isEmpty();
    assertThat(kv.layers()).hasSize(2);
    assertThatThrownBy(() -> KvNames.of(Map.of(KvNames.Part.KEY_IN, "key")))
        .hasMessage("the name \"key\" has no %d in it");
  }

  @Test
  void groupQueryAttentionSharesItsBufferOnlyIfEveryLayerDoes() {
    TestGraph graph = usual(2);
    for (int layer = 0; layer < 2; layer++) {
      assertThat(KvLayout.of(read(graph)).sharedBuffer()).isFalse();
      String past = "past_key_values." + layer;
      graph.contrib(
          "GroupQueryAttention",
          List.of("q", "k", "v", past + ".key", past + ".value"),
          "y" + layer);
    }
    assertThat(KvLayout.of(read(graph)).sharedBuffer()).isTrue();
  }

  @Test
  void openSizesComeFromTheConfiguration() {
    TestGraph graph =
        TestGraph.empty()
            .input("past_key_values.0.key", FLOAT32, "b", "h", "p", "d")
            .input("past_key_values.0.value", FLOAT32, "b", "h", "p", "d")
            .output("present.0.key", FLOAT32, "b", "h", "t", "d")
            .output("present.0.value", FLOAT32, "b", "h", "t", "d");
    KvLayout kv = KvLayout.of(read(graph));
    assertThat(kv.problems()).isEmpty();
    assertThat(kv.bytesPerToken(-1, 8)).isEqualTo(-1);
    assertThat(kv.bytesPerToken(2, 8)).isEqualTo(2 * 16 * 4);
  }

  @Test
  void whatIsMissingOrDifferentIsNamed() {
    assertThat(problems(usual(2).withoutOutput("present.1.value")))
        .containsExactly(
            "layer 1 of the KV cache has no present value output (it has"
                + " \"past_key_values.1.key\", \"past_key_values.1.value\", \"present.1.key\")");
    assertThat(
            problems(usual(3).withoutOutput("present.2.key").withoutInput("past_key_values.0.key")))
        .hasSize(2);
    assertThat(
            problems(
                usual(1)
                    .withoutOutput("present.0.key")
                    .output("present.0.key", FLOAT32, "b", 4, "t", 64)))
        .containsExactly(
            "\"past_key_values.0.key\" is float16 but \"present.0.key\" is float32; the output"
                + " of a step must be the input of the next");
    assertThat(
            problems(
                usual(1)
                    .withoutOutput("present.0.key")
                    .output("present.0.key", FLOAT16, "b", 8, "t", 64)))
        .containsExactly(
            "\"past_key_values.0.key\" is [b, 4, p, 64] but \"present.0.key\" is [b, 8, t, 64]");
    assertThat(
            problems(
                usual(1)
                    .withoutInput("past_key_values.0.key")
                    .input("past_key_values.0.key", FLOAT16, "b", 4, 64)))
        .containsExactly(
            "\"past_key_values.0.key\" is [b, 4, 64], expected [batch, heads, length, headDim]");
    assertThat(problems(usual(1).input("past.0.key", FLOAT16, "b", 4, "p", 64)))
        .containsExactly(
            "\"past_key_values.0.key\" and \"past.0.key\" are both the past key input of layer 0");
    TestGraph gap = TestGraph.empty();
    layer(gap, 0, "past.%d.key", "past.%d.value", "present.%d.key", "present.%d.value");
    layer(gap, 2, "past.%d.key", "past.%d.value", "present.%d.key", "present.%d.value");
    assertThat(problems(gap))
        .containsExactly("the KV cache has 2 layers, but the last one is number 2");
  }

  @Test
  void auxiliaryInputsAreKnownByName() {
    TestGraph graph =
        usual(1)
            .input("input_ids", INT64, "b", "l")
            .input("attention_mask", INT64, "b", "t")
            .input("use_cache_branch", BOOL, 1)
            .input("num_logits_to_keep", INT64);
    assertThat(DecoderInput.of(read(graph)))
        .containsExactly(
            DecoderInput.INPUT_IDS,
            DecoderInput.ATTENTION_MASK,
            DecoderInput.USE_CACHE_BRANCH,
            DecoderInput.NUM_LOGITS_TO_KEEP);
  }

  private List<String> problems(TestGraph graph) {
    return KvLayout.of(read(graph)).problems();
  }

  private OnnxGraph read(TestGraph graph) {
    return OnnxGraph.read(graph.write(folder.resolve("g.onnx")));
  }

  private static TestGraph usual(int layers) {
    return cache(
        layers,
        "past_key_values.%d.key",
        "past_key_values.%d.value",
        "present.%d.key",
        "present.%d.value");
  }

  private static TestGraph cache(int layers, String... names) {
    TestGraph graph = TestGraph.empty();
    for (int layer = 0; layer < layers; layer++) {
      layer(graph, layer, names);
    }
    return graph;
  }

  private static void layer(TestGraph graph, int layer, String... names) {
    graph
        .input(name(names[0], layer), FLOAT16, "b", 4, "p", 64)
        .input(name(names[1], layer), FLOAT16, "b", 4, "p", 64)
        .output(name(names[2], layer), FLOAT16, "b", 4, "t", 64)
        .output(name(names[3], layer), FLOAT16, "b", 4, "t", 64);
  }

  private static String name(String template, int layer) {
    return template.replace("%d", Integer.toString(layer));
  }
}
