package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.decode.KvLayout.Style;
import org.seq2time.harness.fixture.DecoderFixture;
import org.seq2time.harness.fixture.DecoderFixture.Cache;
import org.seq2time.harness.fixture.DecoderShape;
import org.seq2time.harness.fixture.Precision;

/** What is read from a graph's file, and what is said of graphs that are no decoders. */
class OnnxGraphTest {

  @TempDir private Path folder;

  @Test
  void aDecodersLayoutIsFoundByItsNames() throws IOException {
    OnnxGraph graph = OnnxGraph.read(DecoderFixture.tiny(Cache.GROUP_QUERY).write(folder));
    KvLayout layout = KvLayout.of(graph);
    assertThat(layout.style()).isEqualTo(Style.SHARED_BUFFER);
    assertThat(layout.caches()).hasSize(4);
    assertThat(layout.caches().get(1))
        .isEqualTo(
            new KvLayout.Cache(
                "past_key_values.0.value", "present.0.value", ElementType.FLOAT32, 2, 16));
    assertThat(layout.bytesPerToken()).isEqualTo(4 * 2 * 16 * 4);
    assertThat(layout.positions()).isEmpty();
    assertThat(layout.attentionMask()).isPresent();
    assertThat(graph.count("GroupQueryAttention")).isEqualTo(2);
    assertThat(graph.opset()).isEqualTo(17);
    assertThat(graph.input("attention_mask").orElseThrow())
        .hasToString("attention_mask int64 [batch, total]");
  }

  @Test
  void branchesAreCountedAndTheSwitchIsFound() throws IOException {
    OnnxGraph graph = OnnxGraph.read(DecoderFixture.tiny(Cache.MERGED).write(folder));
    assertThat(graph.count("If")).isEqualTo(1);
    assertThat(graph.count("Softmax")).isEqualTo(4);
    KvLayout layout = KvLayout.of(graph);
    assertThat(layout.style()).isEqualTo(Style.CONCATENATED);
    assertThat(layout.cacheBranch()).isPresent();
  }

  @Test
  void parametersAreCountedAlsoInFilesBesideTheGraph() throws IOException {
    DecoderShape shape = new DecoderShape(2, 512, 8, 2, 64, 4096, 8192, 16);
    DecoderFixture fixture =
        new DecoderFixture(shape, Cache.CONCATENATED, Precision.FLOAT32, false, 1);
    Path file = fixture.write(folder);
    assertThat(Files.size(file)).isLessThan(1 << 20);
    OnnxGraph graph = OnnxGraph.read(file);
    assertThat(graph.externalFiles()).containsExactly("model.onnx_data");
    assertThat(graph.parameters()).isBetween(shape.parameters(), shape.parameters() + 5000);
    assertThat(graph.weightBytes()).isBetween(4 * shape.parameters(), 4 * graph.parameters() * 2);
    try (Decoder decoder =
        Decoder.open(DecoderGraph.of(file), Decoder.Options.on(new Device.Cpu()))) {
      assertThat(decoder.decode(DecodeRequest.greedy(new int[] {5, 6}, 3)).tokens()).hasSize(3);
    }
  }

  @Test
  void graphsThatAreNoDecodersAreExplained() {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> KvLayout.of(graph(List.of(spec("input_ids", ElementType.INT64, 2)))))
        .withMessageContaining("no inputs past_key_values.N.key")
        .withMessageContaining("input_ids int64");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                KvLayout.of(
                    graph(
                        List.of(
                            spec("input_ids", ElementType.INT64, 2),
                            cache("past_key_values.0.key")))))
        .withMessage("g.onnx: past_key_values.0.key goes in but present.0.key does not come out");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                KvLayout.of(
                    graph(
                        List.of(
                            spec("input_ids", ElementType.INT64, 2),
                            spec("encoder_hidden_states", ElementType.FLOAT32, 3),
                            cache("past_key_values.0.key")),
                        cache("present.0.key"),
                        spec("logits", ElementType.FLOAT32, 3))))
        .withMessageContaining("inputs that are not understood: encoder_hidden_states");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(
            () ->
                KvLayout.of(
                    graph(
                        List.of(
                            spec("input_ids", ElementType.FLOAT32, 2),
                            cache("past_key_values.0.key")),
                        cache("present.0.key"))))
        .withMessageContaining("should be one of [int32, int64]");
  }

  private static TensorSpec spec(String name, ElementType type, int rank) {
    return new TensorSpec(
        name, type, Collections.nCopies(rank, -1L), Collections.nCopies(rank, ""));
  }

  private static TensorSpec cache(String name) {
    return new TensorSpec(
        name, ElementType.FLOAT32, List.of(-1L, 2L, -1L, 8L), List.of("", "", "", ""));
  }

  private static OnnxGraph graph(List<TensorSpec> inputs, TensorSpec... outputs) {
    return new OnnxGraph(
        "g.onnx", inputs, List.of(outputs), List.of(), new TreeMap<>(), 17, 0, 0, new TreeSet<>());
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
        KvLayout.of(OnnxGraph.read(damaged));
      } catch (BadInputException e) {
        refused++;
        assertThat(e.getMessage()).contains("damaged.onnx").doesNotContain("\n");
      } catch (RuntimeException e) {
        fail("round " + round, e);
      }
    }
    assertThat(refused).isGreaterThan(50);
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> OnnxGraph.read(folder.resolve("absent.onnx")))
        .withMessageEndingWith("absent.onnx: no such file");
  }

  @Test
  void aTextFileIsNotAGraph() throws IOException {
    Path text = Files.writeString(folder.resolve("text.onnx"), "version https://git-lfs\noid 1");
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> OnnxGraph.read(text))
        .withMessageContaining("text.onnx: not an ONNX graph");
  }
}
