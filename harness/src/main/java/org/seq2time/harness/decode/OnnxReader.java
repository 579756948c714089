package org.seq2time.harness.decode;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.seq2time.datasets.io.BadInputException;

/**
 * Walks the protobuf of an ONNX file and keeps what describes the graph. Generated parsers would
 * read all weights into memory; here a tensor's data is skipped.
 */
final class OnnxReader {

  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET_IMPORT = 8;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;
  private static final int TENSOR_DIMS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_EXTERNAL = 13;
  private static final int MAXIMUM_NESTING = 16;

  private final Path file;
  private final List<TensorSpec> inputs = new ArrayList<>();
  private final List<TensorSpec> outputs = new ArrayList<>();
  private final List<OnnxGraph.Node> nodes = new ArrayList<>();
  private final TreeMap<String, Integer> operators = new TreeMap<>();
  private final Set<String> initializers = new HashSet<>();
  private final TreeSet<String> externalFiles = new TreeSet<>();
  private long opset;
  private long parameters;
  private long weightBytes;
  private boolean hasGraph;

  OnnxReader(Path file) {
    this.file = file;
  }

  OnnxGraph read() {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      readModel(CodedInputStream.newInstance(in));
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": no such file", e);
    } catch (InvalidProtocolBufferException | ArithmeticException e) {
      throw new BadInputException(file + ": not an ONNX graph: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInputException(file + ": " + e.getMessage(), e);
    }
    if (!hasGraph || outputs.isEmpty()) {
      throw new BadInputException(file + ": not an ONNX graph: it has no outputs");
    }
    inputs.removeIf(input -> initializers.contains(input.name()));
    return new OnnxGraph(
        String.valueOf(file.getFileName()),
        inputs,
        outputs,
        nodes,
        operators,
        opset,
        parameters,
        weightBytes,
        externalFiles);
  }

  private void readModel(CodedInputStream in) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean message = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (message && field == MODEL_GRAPH) {
        int outer = in.pushLimit(in.readRawVarint32());
        readGraph(in);
        in.checkLastTagWas(0);
        in.popLimit(outer);
      } else if (message && field == MODEL_OPSET_IMPORT) {
        var imported = OnnxMl.OperatorSetIdProto.parseFrom(in.readBytes());
        if (imported.getDomain().isEmpty() || imported.getDomain().equals("ai.onnx")) {
          opset = imported.getVersion();
        }
      } else {
        skip(in, tag);
      }
    }
  }

  private void readGraph(CodedInputStream in) throws IOException {
    hasGraph = true;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
        skip(in, tag);
        continue;
      }
      switch (WireFormat.getTagFieldNumber(tag)) {
        case GRAPH_NODE -> addNode(OnnxMl.NodeProto.parseFrom(in.readBytes()));
        case GRAPH_INITIALIZER -> {
          int outer = in.pushLimit(in.readRawVarint32());
          readInitializer(in);
          in.popLimit(outer);
        }
        case GRAPH_INPUT -> inputs.add(spec(OnnxMl.ValueInfoProto.parseFrom(in.readBytes())));
        case GRAPH_OUTPUT -> outputs.add(spec(OnnxMl.ValueInfoProto.parseFrom(in.readBytes())));
        default -> skip(in, tag);
      }
    }
  }

  private void readInitializer(CodedInputStream in) throws IOException {
    long elements = 1;
    ElementType type = ElementType.OTHER;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int wire = WireFormat.getTagWireType(tag);
      boolean message = wire == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      int field = WireFormat.getTagFieldNumber(tag);
      if (field == TENSOR_DIMS && wire == WireFormat.WIRETYPE_VARINT) {
        elements = Math.multiplyExact(elements, in.readInt64());
      } else if (field == TENSOR_DIMS && message) {
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
          elements = Math.multiplyExact(elements, in.readInt64());
        }
        in.popLimit(outer);
      } else if (field == TENSOR_TYPE && wire == WireFormat.WIRETYPE_VARINT) {
        type = ElementType.ofCode(in.readInt32());
      } else if (field == TENSOR_NAME && message) {
        initializers.add(in.readString());
      } else if (field == TENSOR_EXTERNAL && message) {
        var entry = OnnxMl.StringStringEntryProto.parseFrom(in.readBytes());
        if (entry.getKey().equals("location")) {
          externalFiles.add(entry.getValue());
        }
      } else {
        skip(in, tag);
      }
    }
    parameters = Math.addExact(parameters, elements);
    weightBytes = Math.addExact(weightBytes, Math.multiplyExact(elements, type.bytes()));
  }

  private void addNode(OnnxMl.NodeProto node) {
    nodes.add(new OnnxGraph.Node(node.getOpType(), node.getInputList(), node.getOutputList()));
    count(node, 0);
  }

  private void count(OnnxMl.NodeProto node, int depth) {
    operators.merge(node.getOpType(), 1, Integer::sum);
    for (OnnxMl.AttributeProto attribute : node.getAttributeList()) {
      if (attribute.hasG() && depth < MAXIMUM_NESTING) {
        attribute.getG().getNodeList().forEach(inner -> count(inner, depth + 1));
      }
    }
  }

  private static TensorSpec spec(OnnxMl.ValueInfoProto info) {
    OnnxMl.TypeProto.Tensor tensor = info.getType().getTensorType();
    List<Long> dimensions = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (OnnxMl.TensorShapeProto.Dimension dimension : tensor.getShape().getDimList()) {
      dimensions.add(dimension.hasDimValue() ? dimension.getDimValue() : -1L);
      labels.add(dimension.getDimParam());
    }
    return new TensorSpec(
        info.getName(), ElementType.ofCode(tensor.getElemType()), dimensions, labels);
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("an end of a group that was not begun");
    }
  }
}
