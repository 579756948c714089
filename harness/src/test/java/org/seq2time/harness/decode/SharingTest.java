package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;

/** Rows of one run are what they are alone, or they are run alone. */
class SharingTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void rowsOfAnyLengthShareARunWherePaddingIsMasked(Cache cache) throws IOException {
    assertThat(sharing(DecoderFixture.tiny(cache).write(folder))).isEqualTo(Sharing.ANY);
  }

  @ParameterizedTest
  @EnumSource
  void aGraphThatCountsPaddingAsPositionsRunsRowsOfOneLengthTogether(Decoder.Engine engine)
      throws IOException {
    Path file = DecoderFixture.tiny(Cache.CONCATENATED).write(folder);
    withoutPositions(file);
    List<DecodeRequest> requests =
        List.of(
            DecodeRequest.greedy(IntStream.range(1, 20).toArray(), 20),
            DecodeRequest.greedy(new int[] {7, 8, 9}, 20));
    try (Decoder decoder = open(file, engine)) {
      assertThat(decoder.sharing()).isEqualTo(Sharing.EQUAL_LENGTHS);
      List<DecodeResult> together = decoder.decode(requests, Cancellation.none());
      for (int row = 0; row < requests.size(); row++) {
        assertThat(together.get(row).tokens())
            .isEqualTo(decoder.decode(requests.get(row)).tokens());
      }
    }
  }

  @Test
  void aGraphOfOneRowTakesOnePromptAtATime() throws IOException {
    Path file = DecoderFixture.tiny(Cache.CONCATENATED).write(folder);
    OnnxMl.ModelProto.Builder model = read(file);
    model
        .getGraphBuilder()
        .getInputBuilder(0)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .setDim(0, OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    write(model, file);
    assertThat(sharing(file)).isEqualTo(Sharing.NONE);
  }

  private static Sharing sharing(Path file) {
    try (Decoder decoder = open(file, Decoder.Engine.HOST)) {
      return decoder.sharing();
    }
  }

  private static Decoder open(Path file, Decoder.Engine engine) {
    return Decoder.open(DecoderGraph.of(file), new Decoder.Options(engine, new Device.Cpu(), 1));
  }

  /** Positions from the cache's length on, as exports without position_ids compute them. */
  private static void withoutPositions(Path file) throws IOException {
    OnnxMl.ModelProto.Builder model = read(file);
    OnnxMl.GraphProto.Builder graph = model.getGraphBuilder();
    int at =
        IntStream.range(0, graph.getInputCount())
            .filter(i -> graph.getInput(i).getName().equals("position_ids"))
            .findFirst()
            .orElseThrow();
    graph.removeInput(at);
    List<OnnxMl.NodeProto> nodes = new ArrayList<>();
    graph.addInitializer(scalar("p.axis", 0)).addInitializer(scalar("p.one", 1));
    graph.addInitializer(scalar("p.two", 2));
    nodes.add(node("Shape", "p.cache", "past_key_values.0.key"));
    nodes.add(node("Gather", "p.past", "p.cache", "p.two"));
    nodes.add(node("Shape", "p.ids", "input_ids"));
    nodes.add(node("Gather", "p.new", "p.ids", "p.one"));
    nodes.add(node("Add", "p.end", "p.past", "p.new"));
    nodes.add(node("Range", "p.row", "p.past", "p.end", "p.one"));
    nodes.add(node("Expand", "position_ids", "p.row", "p.ids"));
    for (OnnxMl.NodeProto node : graph.getNodeList()) {
      if (!node.getInputList().contains("input_ids")) {
        nodes.add(node);
        continue;
      }
      // Learned positions: a shift of all of them is not without effect, as it is on rotary ones.
      nodes.add(node.toBuilder().setOutput(0, "p.tokens").build());
      nodes.add(node("Gather", "p.places", "embed", "position_ids"));
      nodes.add(node("Add", node.getOutput(0), "p.tokens", "p.places"));
    }
    graph.clearNode().addAllNode(nodes);
    write(model, file);
  }

  private static OnnxMl.TensorProto scalar(String name, long value) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(OnnxMl.TensorProto.DataType.INT64_VALUE)
        .addInt64Data(value)
        .build();
  }

  private static OnnxMl.NodeProto node(String operator, String output, String... inputs) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static OnnxMl.ModelProto.Builder read(Path file) throws IOException {
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(file)).toBuilder();
  }

  private static void write(OnnxMl.ModelProto.Builder model, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      model.build().writeTo(out);
    }
  }
}
