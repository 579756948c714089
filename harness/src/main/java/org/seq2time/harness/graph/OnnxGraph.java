package org.seq2time.harness.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.seq2time.datasets.io.BadInputException;

/**
 * What an ONNX file says of itself, without its weights' values.
 *
 * @param file where it was read from
 * @param fileBytes size of that file
 * @param header who wrote it, for which operator sets
 * @param inputs its inputs, without those that an initializer fills
 * @param outputs its outputs
 * @param nodes its operations, with those of subgraphs (both branches of a merged decoder)
 * @param weights its constant tensors, with those of subgraphs
 * @param externalFiles the files in which weights lie outside of the graph's file, by location
 */
public record OnnxGraph(
    Path file,
    long fileBytes,
    Header header,
    List<TensorInfo> inputs,
    List<TensorInfo> outputs,
    List<GraphNode> nodes,
    List<Weight> weights,
    List<ExternalFile> externalFiles) {

  public OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    weights = List.copyOf(weights);
    externalFiles = List.copyOf(externalFiles);
  }

  /**
   * Who wrote a graph, and for which operators.
   *
   * @param irVersion version of the file format
   * @param producer name and version of the program that wrote it
   * @param opsets version of each operator set; ONNX's own is named {@code ai.onnx}
   */
  public record Header(long irVersion, String producer, SortedMap<String, Long> opsets) {}

  /**
   * Reads a graph; weights are stepped over.
   *
   * @throws BadInputException if it is no ONNX graph, is damaged, or names a weight file outside of
   *     its own folder
   */
  public static OnnxGraph read(Path file) {
    return GraphReader.read(file);
  }

  /** The input of this name. */
  public Optional<TensorInfo> input(String name) {
    return inputs.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** The output of this name. */
  public Optional<TensorInfo> output(String name) {
    return outputs.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** Version of ONNX's own operators; 0 if the file does not say. */
  public long opset() {
    return header.opsets().getOrDefault("ai.onnx", 0L);
  }

  /** Bytes of all weights, in the graph's file and beside it. */
  public long weightBytes() {
    long sum = 0;
    for (Weight weight : weights) {
      sum = weight.bytes() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + weight.bytes();
    }
    return sum;
  }

  /** Number of the model's parameters, see {@link Parameters}. */
  public long parameters() {
    return Parameters.count(this);
  }

  /** Weight files that are missing or too short, in words; empty if all are there. */
  public List<String> missingData() {
    return externalFiles.stream().flatMap(f -> f.problem().stream()).toList();
  }
}
