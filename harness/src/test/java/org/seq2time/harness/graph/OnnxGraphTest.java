package org.seq2time.harness.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.seq2time.harness.graph.ElementType.BOOL;
import static org.seq2time.harness.graph.ElementType.FLOAT16;
import static org.seq2time.harness.graph.ElementType.FLOAT32;
import static org.seq2time.harness.graph.ElementType.INT64;
import static org.seq2time.harness.graph.ElementType.INT8;
import static org.seq2time.harness.graph.ElementType.UINT4;
import static org.seq2time.harness.graph.ElementType.UINT8;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.io.BadInputException;

class OnnxGraphTest {

  @TempDir Path folder;

  @Test
  void readsInputsOutputsNodesAndWeights() {
    OnnxGraph graph =
        read(
            TestGraph.empty()
                .input("input_ids", INT64, "batch", "length")
                .input("embed", FLOAT16, 10, 4)
                .weight("embed", FLOAT16, 10, 4)
                .node("Gather", List.of("embed", "input_ids"), "x")
                .constant("eps", FLOAT32)
                .output("logits", FLOAT32, "batch", "length", 10));
    assertThat(graph.inputs()).extracting(TensorInfo::name).containsExactly("input_ids");
    assertThat(graph.input("input_ids").orElseThrow().shapeText()).isEqualTo("[batch, length]");
    TensorInfo logits = graph.output("logits").orElseThrow();
    assertThat(logits.type()).isEqualTo(FLOAT32);
    assertThat(logits.size(-1)).isEqualTo(10);
    assertThat(logits.size(0)).isEqualTo(-1);
    assertThat(logits.size(3)).isEqualTo(-1);
    assertThat(graph.header().opsets())
        .containsEntry("ai.onnx", 17L)
        .containsEntry("com.microsoft", 1L);
    assertThat(graph.header().producer()).isEqualTo("test 1");
    assertThat(graph.nodes().getFirst().inputs()).containsExactly("embed", "input_ids");
    assertThat(graph.weightBytes()).isEqualTo(80 + 4);
    assertThat(graph.parameters()).as("the single number is none").isEqualTo(40);
    assertThat(Embedding.rows(graph)).hasValue(10);
  }

  @Test
  void branchesCountTheirWeightsAndNodes() {
    TestGraph body =
        TestGraph.empty()
            .weight("embed", FLOAT32, 6, 2)
            .node("Gather", List.of("embed", "input_ids"), "x");
    OnnxGraph graph =
        read(TestGraph.empty().input("input_ids", INT64, "b", "l").branch("If", body, "logits"));
    assertThat(graph.parameters()).isEqualTo(12);
    assertThat(Embedding.rows(graph)).hasValue(6);
  }

  @Test
  void quantisedWeightsCountAsWhatTheyStandFor() {
    OnnxGraph graph =
        read(
            TestGraph.empty()
                .weight("q4", UINT8, 8, 2, 16)
                .weight("scales", FLOAT16, 16)
                .weight("zeros", UINT8, 8)
                .contrib("MatMulNBits", List.of("x", "q4", "scales", "zeros"), "y", "K", 64, "N", 8)
                .weight("bnb", UINT8, 256)
                .weight("absmax", FLOAT32, 8)
                .contrib("MatMulBnb4", List.of("y", "bnb", "absmax"), "z", "K", 32, "N", 16)
                .weight("table", UINT8, 10, 16)
                .weight("tableScales", FLOAT32, 10, 1)
                .contrib("GatherBlockQuantized", List.of("table", "input_ids", "tableScales"), "e")
                .weight("packed", UINT4, 3, 5)
                .weight("int8", INT8, 7, 3)
                .weight("int8Scale", FLOAT32, 7)
                .node("DequantizeLinear", List.of("int8", "int8Scale"), "w")
                .weight("shape", INT64, 4)
                .weight("mask", BOOL, 8, 8));
    assertThat(graph.parameters()).isEqualTo(64 * 8 + 32 * 16 + 10 * 32 + 15 + 21);
    assertThat(Embedding.rows(graph)).hasValue(10);
  }

  @Test
  void logitsAreFoundWhereTheOutputDoesNotSay() {
    TestGraph plain = TestGraph.empty().output("logits", FLOAT32, "b", "l", "v");
    assertThat(Embedding.logits(read(plain))).isEmpty();
    TestGraph product =
        plain.weight("head", FLOAT32, 4, 11).node("MatMul", List.of("x", "head"), "logits");
    assertThat(Embedding.logits(read(product))).hasValue(11);
    TestGraph packed =
        TestGraph.empty()
            .output("logits", FLOAT32, "b", "l", "v")
            .contrib("MatMulNBits", List.of("x", "q"), "logits", "K", 4, "N", 13);
    assertThat(Embedding.logits(read(packed))).hasValue(13);
  }

  @Test
  void aGraphInTwoPartsIsOne() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(TestGraph.empty().weight("a", FLOAT32, 3).bytes());
    both.write(TestGraph.empty().weight("b", FLOAT32, 4).bytes());
    Path file = Files.write(folder.resolve("g.onnx"), both.toByteArray());
    assertThat(OnnxGraph.read(file).parameters()).isEqualTo(7);
  }

  @Test
  void weightsBeyondTwoGigabytesAreSteppedOver() throws IOException {
    long bytes = 3L << 30;
    sparse("model.onnx_data", bytes);
    TestGraph graph =
        TestGraph.empty()
            .external("low", FLOAT32, "model.onnx_data", 0, 1 << 10, 1 << 10)
            .external("high", FLOAT32, "model.onnx_data", bytes - 4096, 1024);
    OnnxGraph read = read(graph);
    assertThat(read.missingData()).isEmpty();
    ExternalFile file = read.externalFiles().getFirst();
    assertThat(file.neededBytes()).isEqualTo(bytes);
    assertThat(file.weights()).isEqualTo(2);
    assertThat(read.weightBytes()).isEqualTo((4L << 20) + 4096);
  }

  @Test
  void weightsInTheFileAreSteppedOver() throws IOException {
    // graph (field 7) with one initializer (field 5) of 1.5 GB of raw data (field 9).
    long data = 1500L << 20;
    byte[] tensor = header(CodedOutputStream::writeUInt64, 1, data / 4);
    byte[] type = header(CodedOutputStream::writeUInt64, 2, 1);
    long tensorBytes = tensor.length + type.length + lengthOf(9, data) + data;
    long graphBytes = lengthOf(5, tensorBytes) + tensorBytes;
    Path file = folder.resolve("large.onnx");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(length(7, graphBytes));
      out.write(length(5, tensorBytes));
      out.write(tensor);
      out.write(type);
      out.write(length(9, data));
      out.setLength(out.getFilePointer() + data);
    }
    OnnxGraph graph = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> OnnxGraph.read(file));
    assertThat(graph.weightBytes()).isEqualTo(data);
  }

  @Test
  void missingAndShortWeightFilesAreProblemsNotErrors() throws IOException {
    sparse("short.data", 10);
    OnnxGraph graph =
        read(
            TestGraph.empty()
                .external("a", FLOAT32, "none.data", 0, 4)
                .external("b", FLOAT32, "short.data", 8, 2));
    assertThat(graph.missingData())
        .containsExactly(
            "weight file \"none.data\" is missing (1 weights)",
            "weight file \"short.data\" has 10 bytes, but weights reach up to byte 16; it is"
                + " truncated or of another export");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x.data",
        "a/../../x.data",
        "/etc/passwd",
        "C:\\x.data",
        "..\\x.data",
        "",
        "*/_ORT_MEM_ADDR_/*",
        "a\u0000b"
      })
  void weightsOutsideOfTheFolderAreRefused(String location) {
    assertRefused(
        TestGraph.empty().external("a", FLOAT32, location, 0, 4), "outside of the graph's folder");
  }

  @Test
  void linksOutOfTheFolderAreRefused() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("bundle"));
    Files.write(folder.resolve("secret"), new byte[16]);
    Files.createSymbolicLink(inner.resolve("w.data"), folder.resolve("secret"));
    Path file =
        TestGraph.empty().external("a", FLOAT32, "w.data", 0, 4).write(inner.resolve("g.onnx"));
    assertThatThrownBy(() -> OnnxGraph.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("outside of the graph's folder");
  }

  @Test
  void aDownloadCacheOfLinksIsRead() throws IOException {
    Path blobs = Files.createDirectories(folder.resolve("blobs"));
    Path snapshot = Files.createDirectories(folder.resolve("snapshots/1"));
    Files.write(blobs.resolve("aa"), new byte[16]);
    TestGraph.empty().external("a", FLOAT32, "g.onnx_data", 0, 4).write(blobs.resolve("bb"));
    Files.createSymbolicLink(snapshot.resolve("g.onnx"), blobs.resolve("bb"));
    Files.createSymbolicLink(snapshot.resolve("g.onnx_data"), blobs.resolve("aa"));
    assertThat(OnnxGraph.read(snapshot.resolve("g.onnx")).missingData()).isEmpty();
  }

  @Test
  void whatIsNoGraphIsSaidInOneLine() throws IOException {
    assertUnreadable("", "is empty");
    assertUnreadable(
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n",
        "is a Git LFS pointer, not the graph itself; fetch it with git lfs pull");
    assertUnreadable("Entry not found", "not a readable ONNX graph");
    assertUnreadable("{\"a\": 1}", "not a readable ONNX graph");
    assertUnreadable("\u0008\u0008", "it contains no graph");
    assertThatThrownBy(() -> OnnxGraph.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> OnnxGraph.read(folder.resolve("no")))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void everyTruncationIsOneLine() throws IOException {
    byte[] whole =
        TestGraph.empty()
            .input("input_ids", INT64, "batch", 5)
            .weight("w", FLOAT32, 3, 2)
            .external("e", FLOAT32, "e.data", 0, 2)
            .contrib("GroupQueryAttention", List.of("a", "b"), "c", "num_heads", 2)
            .bytes();
    Path file = folder.resolve("cut.onnx");
    int readable = 0;
    for (int length = 1; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        OnnxGraph.read(file);
        readable++;
      } catch (BadInputException e) {
        assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
      }
    }
    // Only cuts between the fields behind the graph leave a whole one.
    assertThat(readable).isLessThan(5);
  }

  @Test
  void damagedShapesAreOneLine() {
    assertRefused(
        TestGraph.empty().entries("w", FLOAT32, List.of("location", "d"), 1L << 40, 1L << 40),
        "is too large");
    assertRefused(
        TestGraph.empty().entries("w", FLOAT32, List.of("location", "d"), -4), "has size -4");
    assertRefused(
        TestGraph.empty().entries("w", FLOAT32, List.of("location", "d", "offset", "-1"), 4),
        "external_data.offset is \"-1\", expected a number of bytes");
    assertRefused(
        TestGraph.empty().entries("w", FLOAT32, List.of("location", "d", "length", "5"), 4),
        "has 5 bytes of data, but its shape [4] of float32 needs 16");
    assertRefused(
        TestGraph.empty().input("x", INT64, 1).input("x", INT64, 1), "two values are named \"x\"");
  }

  @Test
  void deepNestingIsOneLine() {
    TestGraph graph = TestGraph.empty();
    for (int depth = 0; depth < 40; depth++) {
      graph = TestGraph.empty().branch("If", graph, "y");
    }
    assertRefused(graph, "subgraphs are nested deeper than 32");
  }

  @Test
  void typesHaveOnnxNumbersAndSizes() {
    assertThat(ElementType.of(10)).isEqualTo(FLOAT16);
    assertThat(ElementType.of(99)).isEqualTo(ElementType.OTHER);
    assertThat(ElementType.of(-1)).isEqualTo(ElementType.OTHER);
    assertThat(ElementType.of("uint4")).isEqualTo(UINT4);
    assertThat(UINT4.bytes(5)).isEqualTo(3);
    for (ai.onnx.proto.OnnxMl.TensorProto.DataType type :
        ai.onnx.proto.OnnxMl.TensorProto.DataType.values()) {
      if (type.name().equals("UNRECOGNIZED") || type.name().equals("UNDEFINED")) {
        continue;
      }
      String name =
          type.name()
              .toLowerCase(java.util.Locale.ROOT)
              .replaceFirst("^float$", "float32")
              .replaceFirst("^double$", "float64");
      assertThat(ElementType.of(type.getNumber()).key()).isEqualTo(name);
    }
  }

  private OnnxGraph read(TestGraph graph) {
    return OnnxGraph.read(graph.write(folder.resolve("g.onnx")));
  }

  private void assertRefused(TestGraph graph, String message) {
    Path file = graph.write(folder.resolve("bad.onnx"));
    assertThatThrownBy(() -> OnnxGraph.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private void assertUnreadable(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("text.onnx"), text);
    assertThatThrownBy(() -> OnnxGraph.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  private void sparse(String name, long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
      file.setLength(bytes);
    }
  }

  /** Writes one integer field. */
  private interface FieldWriter {
    void write(CodedOutputStream out, int field, long value) throws IOException;
  }

  private static byte[] header(FieldWriter writer, int field, long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    writer.write(out, field, value);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] length(int field, long length) throws IOException {
    return header(
        (out, f, value) -> {
          out.writeTag(f, 2);
          out.writeUInt64NoTag(value);
        },
        field,
        length);
  }

  private static int lengthOf(int field, long length) throws IOException {
    return length(field, length).length;
  }
}
