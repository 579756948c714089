package org.seq2time.harness.decode;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.OnnxGraph;

/**
 * A decoder graph with three nodes behind its logits, so that only what is needed leaves the
 * device: the last position's logits of each row as float32, or the largest one's index.
 *
 * <p>The nodes are added by appending bytes: protobuf merges a second occurrence of the graph into
 * the first. So the file is neither parsed nor copied into the Java heap.
 */
final class SelectableGraph {

  /** Input, int64 {@code [batch, 1]}: which position of each row is its last token. */
  static final String LAST_POSITION = "seq2time.last_position";

  /** Output, float32 {@code [batch, vocabulary]}. */
  static final String LAST_LOGITS = "seq2time.last_logits";

  /** Output, int64 {@code [batch, 1]}: the lowest index among the largest logits. */
  static final String NEXT_TOKEN = "seq2time.next_token";

  /** Where external weights are, for a session that is created from memory. */
  static final String WEIGHT_FOLDER_KEY = "session.model_external_initializers_file_folder_path";

  /** GatherND takes batch dimensions from this version of ONNX's operators on. */
  private static final int MINIMUM_OPSET = 12;

  private SelectableGraph() {}

  /**
   * The graph file with the added nodes.
   *
   * @throws BadInputException if it cannot be read or is too old
   */
  static MemorySegment load(OnnxGraph graph, DecoderLayout layout, Arena arena) {
    Path file = graph.file();
    if (graph.opset() < MINIMUM_OPSET) {
      throw new BadInputException(
          file + ": opset " + graph.opset() + " is older than " + MINIMUM_OPSET + "; re-export it");
    }
    byte[] suffix = suffix(layout);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena mapping = Arena.ofConfined()) {
      long size = channel.size();
      if (size + suffix.length > InputLimits.GRAPH_FILE_BYTES) {
        throw new BadInputException(
            file
                + ": "
                + size
                + " bytes; ONNX allows 2 GiB, larger weights go into external files");
      }
      MemorySegment bytes = NativeMemory.allocate(size + suffix.length, arena);
      bytes.copyFrom(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, mapping));
      bytes.asSlice(size).copyFrom(MemorySegment.ofArray(suffix));
      return bytes;
    } catch (IOException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
  }

  private static byte[] suffix(DecoderLayout layout) {
    String last = "seq2time.last";
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .addNode(
                node("GatherND", List.of(layout.logits().name(), LAST_POSITION), last)
                    .addAttribute(integer("batch_dims", 1)))
            .addNode(
                node("Cast", List.of(last), LAST_LOGITS)
                    .addAttribute(integer("to", ElementType.FLOAT32.code())))
            .addNode(
                node("ArgMax", List.of(LAST_LOGITS), NEXT_TOKEN)
                    .addAttribute(integer("axis", 1))
                    .addAttribute(integer("keepdims", 1)))
            .addInput(value(LAST_POSITION, ElementType.INT64))
            .addOutput(value(LAST_LOGITS, ElementType.FLOAT32))
            .addOutput(value(NEXT_TOKEN, ElementType.INT64))
            .build();
    return OnnxMl.ModelProto.newBuilder().setGraph(graph).build().toByteArray();
  }

  private static OnnxMl.NodeProto.Builder node(
      String operator, List<String> inputs, String output) {
    return OnnxMl.NodeProto.newBuilder()
        .setName("seq2time." + operator)
        .setOpType(operator)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static OnnxMl.AttributeProto integer(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  private static OnnxMl.ValueInfoProto value(String name, ElementType type) {
    OnnxMl.TensorShapeProto.Dimension free =
        OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(name + ".free").build();
    OnnxMl.TypeProto.Tensor tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(type.code())
            .setShape(OnnxMl.TensorShapeProto.newBuilder().addDim(free).addDim(free))
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
