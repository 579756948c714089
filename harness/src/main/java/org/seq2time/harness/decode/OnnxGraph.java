package org.seq2time.harness.decode;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an ONNX file says about its graph, without the weights.
 *
 * @param name the file's name, for messages
 * @param inputs without initializers that are listed as inputs too
 * @param nodes the main graph's nodes, in order; those of branches are only counted in operators
 * @param operators how often each operator occurs, branches included
 * @param opset version of ONNX's own operators; 0 where it is not said
 * @param parameters number of weights in all initializers
 * @param weightBytes their size in bytes
 * @param externalFiles files beside the graph that hold weights
 */
public record OnnxGraph(
    String name,
    List<TensorSpec> inputs,
    List<TensorSpec> outputs,
    List<Node> nodes,
    SortedMap<String, Integer> operators,
    long opset,
    long parameters,
    long weightBytes,
    SortedSet<String> externalFiles) {

  /** One operation with the names of the tensors it reads and writes. */
  public record Node(String operator, List<String> inputs, List<String> outputs) {}

  public OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    nodes = List.copyOf(nodes);
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
    externalFiles = Collections.unmodifiableSortedSet(new TreeSet<>(externalFiles));
  }

  /**
   * Reads a file's header; weights are skipped, so it is quick for any size.
   *
   * @throws org.seq2time.datasets.io.BadInputException if the file is not an ONNX graph
   */
  public static OnnxGraph read(Path file) {
    return new OnnxReader(file).read();
  }

  /** The input of a name. */
  public Optional<TensorSpec> input(String inputName) {
    return inputs.stream().filter(i -> i.name().equals(inputName)).findFirst();
  }

  /** The output of a name. */
  public Optional<TensorSpec> output(String outputName) {
    return outputs.stream().filter(o -> o.name().equals(outputName)).findFirst();
  }

  /** How often an operator occurs. */
  public int count(String operator) {
    return operators.getOrDefault(operator, 0);
  }
}
