package org.seq2time.harness.decode;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A graph's input or output.
 *
 * @param dimensions each a size, or -1 where it is free
 * @param labels the names of free dimensions, beside their places; empty where there is none
 */
public record TensorSpec(
    String name, ElementType type, List<Long> dimensions, List<String> labels) {

  public TensorSpec {
    dimensions = List.copyOf(dimensions);
    labels = List.copyOf(labels);
    if (dimensions.size() != labels.size()) {
      throw new IllegalArgumentException(
          name + ": " + dimensions.size() + " dimensions, " + labels.size() + " labels");
    }
  }

  /** The size of a dimension, -1 where it is free or not there. */
  long dimension(int index) {
    return index < dimensions.size() ? dimensions.get(index) : -1;
  }

  /** {@code name float32 [batch, 8, past, 64]}. */
  @Override
  public String toString() {
    return IntStream.range(0, dimensions.size())
        .mapToObj(
            i ->
                dimensions.get(i) >= 0
                    ? Long.toString(dimensions.get(i))
                    : labels.get(i).isEmpty() ? "?" : labels.get(i))
        .collect(Collectors.joining(", ", name + " " + type + " [", "]"));
  }
}
