package org.seq2time.harness.graph;

import java.util.List;
import java.util.Map;

/**
 * One operation.
 *
 * @param domain the operator set, empty for ONNX's own
 * @param inputs names of its inputs, empty for one that is left out
 * @param integers its attributes that are one integer
 */
public record GraphNode(
    String domain,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, Long> integers) {

  public GraphNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    integers = Map.copyOf(integers);
  }

  /** The name of an input; empty if it is left out. */
  public String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  /** Whether it is this operator of ONNX Runtime's own set. */
  public boolean isContrib(String name) {
    return operator.equals(name) && domain.equals("com.microsoft");
  }
}
