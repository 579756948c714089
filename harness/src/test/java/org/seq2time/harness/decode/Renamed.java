package org.seq2time.harness.decode;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.harness.graph.ElementType;

/** Fixture decoders whose tensors have other names, or that take one more. */
final class Renamed {

  private Renamed() {}

  /** Renames the cache of {@code model.onnx}; formats take the layer and {@code key} or value. */
  static Path caches(Path folder, String past, String present) throws IOException {
    Map<String, String> names = new HashMap<>();
    for (int layer = 0; layer < DecoderShape.tiny().layers(); layer++) {
      for (String part : new String[] {"key", "value"}) {
        names.put(
            "past_key_values." + layer + "." + part, String.format(Locale.ROOT, past, layer, part));
        names.put(
            "present." + layer + "." + part, String.format(Locale.ROOT, present, layer, part));
      }
    }
    OnnxMl.ModelProto.Builder model = read(folder);
    rename(model.getGraphBuilder(), names);
    return Files.write(folder.resolve("renamed.onnx"), model.build().toByteArray());
  }

  /** Adds the input {@code num_logits_to_keep} of so many axes to {@code model.onnx}. */
  static Path withLogitsToKeep(Path folder, int rank) throws IOException {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (int i = 0; i < rank; i++) {
      shape.addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    }
    OnnxMl.ModelProto.Builder model = read(folder);
    model
        .getGraphBuilder()
        .addInputBuilder()
        .setName("num_logits_to_keep")
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .setElemType(ElementType.INT64.code())
        .setShape(shape);
    return Files.write(folder.resolve("renamed.onnx"), model.build().toByteArray());
  }

  private static OnnxMl.ModelProto.Builder read(Path folder) throws IOException {
    return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(folder.resolve(DecoderFixture.DECODER)))
        .toBuilder();
  }

  private static void rename(OnnxMl.GraphProto.Builder graph, Map<String, String> names) {
    graph
        .getInputBuilderList()
        .forEach(v -> v.setName(names.getOrDefault(v.getName(), v.getName())));
    graph
        .getOutputBuilderList()
        .forEach(v -> v.setName(names.getOrDefault(v.getName(), v.getName())));
    for (OnnxMl.NodeProto.Builder node : graph.getNodeBuilderList()) {
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
      }
      for (int i = 0; i < node.getOutputCount(); i++) {
        node.setOutput(i, names.getOrDefault(node.getOutput(i), node.getOutput(i)));
      }
    }
  }
}
