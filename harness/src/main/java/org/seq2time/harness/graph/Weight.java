package org.seq2time.harness.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constant tensor of a graph: an initializer, or the value of a Constant node.
 *
 * @param dimensions its shape
 * @param elements number of elements
 * @param bytes bytes of its data
 * @param external where the data is, if not in the graph's file
 */
public record Weight(
    String name,
    ElementType type,
    List<Long> dimensions,
    long elements,
    long bytes,
    @Nullable ExternalData external) {

  public Weight {
    dimensions = List.copyOf(dimensions);
  }

  /** The size of an axis, from the end if negative; -1 if there is none. */
  public long size(int axis) {
    int at = axis < 0 ? dimensions.size() + axis : axis;
    return at >= 0 && at < dimensions.size() ? dimensions.get(at) : -1;
  }
}
