package org.seq2time.harness.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes ONNX files that say what a test needs; their operations mean nothing. */
public final class TestGraph {

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");

  /** A graph without anything. */
  public static TestGraph empty() {
    return new TestGraph();
  }

  /** Adds an input; a size is a number, or a name for a dynamic axis. */
  public TestGraph input(String name, ElementType type, Object... shape) {
    graph.addInput(value(name, type, shape));
    return this;
  }

  /** Adds an output. */
  public TestGraph output(String name, ElementType type, Object... shape) {
    graph.addOutput(value(name, type, shape));
    return this;
  }

  /** Takes an input away. */
  public TestGraph withoutInput(String name) {
    List<ValueInfoProto> kept =
        graph.getInputList().stream().filter(v -> !v.getName().equals(name)).toList();
    graph.clearInput().addAllInput(kept);
    return this;
  }

  /** Takes an output away. */
  public TestGraph withoutOutput(String name) {
    List<ValueInfoProto> kept =
        graph.getOutputList().stream().filter(v -> !v.getName().equals(name)).toList();
    graph.clearOutput().addAllOutput(kept);
    return this;
  }

  /** Adds a weight of zeros. */
  public TestGraph weight(String name, ElementType type, long... shape) {
    graph.addInitializer(tensor(name, type, shape));
    return this;
  }

  /** Adds a weight that lies in another file. */
  public TestGraph external(
      String name, ElementType type, String location, long offset, long... shape) {
    return entries(
        name, type, List.of("location", location, "offset", Long.toString(offset)), shape);
  }

  /** Adds a weight with these entries of external data, key after value. */
  public TestGraph entries(String name, ElementType type, List<String> entries, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(code(type))
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    for (long size : shape) {
      tensor.addDims(size);
    }
    for (int i = 0; i < entries.size(); i += 2) {
      tensor.addExternalData(
          StringStringEntryProto.newBuilder().setKey(entries.get(i)).setValue(entries.get(i + 1)));
    }
    graph.addInitializer(tensor);
    return this;
  }

  /** Adds a node of ONNX's own operators. */
  public TestGraph node(String operator, List<String> inputs, String output) {
    graph.addNode(nodeOf("", operator, inputs, output));
    return this;
  }

  /** Adds a node of ONNX Runtime's operators with integer attributes, name after value. */
  public TestGraph contrib(
      String operator, List<String> inputs, String output, Object... attributes) {
    NodeProto.Builder node = nodeOf("com.microsoft", operator, inputs, output);
    for (int i = 0; i < attributes.length; i += 2) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName((String) attributes[i])
              .setType(AttributeProto.AttributeType.INT)
              .setI((Integer) attributes[i + 1]));
    }
    graph.addNode(node);
    return this;
  }

  /** Adds a Constant whose value has this shape. */
  public TestGraph constant(String name, ElementType type, long... shape) {
    graph.addNode(
        nodeOf("", "Constant", List.of(), name)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("value")
                    .setType(AttributeProto.AttributeType.TENSOR)
                    .setT(tensor("", type, shape))));
    return this;
  }

  /** Adds a node whose attribute is a graph. */
  public TestGraph branch(String operator, TestGraph body, String output) {
    graph.addNode(
        nodeOf("", operator, List.of(), output)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("then_branch")
                    .setType(AttributeProto.AttributeType.GRAPH)
                    .setG(body.graph)));
    return this;
  }

  /** The file's bytes. */
  public byte[] bytes() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .setProducerName("test")
        .setProducerVersion("1")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("com.microsoft").setVersion(1))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** Writes the file; returns it. */
  public Path write(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NodeProto.Builder nodeOf(
      String domain, String operator, List<String> inputs, String output) {
    return NodeProto.newBuilder()
        .setDomain(domain)
        .setOpType(operator)
        .addAllInput(inputs)
        .addOutput(output);
  }

  private static TensorProto tensor(String name, ElementType type, long... shape) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(code(type));
    long elements = 1;
    for (long size : shape) {
      tensor.addDims(size);
      elements *= size;
    }
    return tensor.setRawData(ByteString.copyFrom(new byte[(int) type.bytes(elements)])).build();
  }

  private static ValueInfoProto value(String name, ElementType type, Object... shape) {
    TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
    for (Object size : shape) {
      axes.addDim(
          size instanceof Integer fixed
              ? TensorShapeProto.Dimension.newBuilder().setDimValue(fixed)
              : TensorShapeProto.Dimension.newBuilder().setDimParam((String) size));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(code(type)).setShape(axes)))
        .build();
  }

  /** ONNX's number of a type, found through its inverse. */
  private static int code(ElementType type) {
    for (int code = 0; ; code++) {
      if (ElementType.of(code) == type) {
        return code;
      }
    }
  }
}
