package org.seq2time.harness.graph;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Quoted;

/**
 * An input or output of a graph.
 *
 * @param shape its axes; null if the graph does not even say how many there are
 */
public record TensorInfo(String name, ElementType type, @Nullable List<Dimension> shape) {

  public TensorInfo {
    shape = shape == null ? null : List.copyOf(shape);
  }

  /** Number of axes; -1 if it is not known. */
  public int rank() {
    return shape == null ? -1 : shape.size();
  }

  /**
   * The size of an axis; -1 if it is dynamic or not known.
   *
   * @param axis the axis, from the end if negative: -1 is the last
   */
  public long size(int axis) {
    if (shape == null) {
      return -1;
    }
    int at = axis < 0 ? shape.size() + axis : axis;
    return at >= 0 && at < shape.size() ? shape.get(at).size() : -1;
  }

  /** The shape: {@code [batch_size, 4, past_sequence_length, 64]}. */
  public String shapeText() {
    return shape == null
        ? "[unknown shape]"
        : shape.stream().map(Dimension::toString).collect(Collectors.joining(", ", "[", "]"));
  }

  /** For a message, with the name in quotes: it comes from a file. */
  public String quoted() {
    return Quoted.value(name) + " " + type.key() + " " + shapeText();
  }

  /** {@code attention_mask int64 [batch, total]}. */
  @Override
  public String toString() {
    return name + " " + type + " " + shapeText();
  }
}
