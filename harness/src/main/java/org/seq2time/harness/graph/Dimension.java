package org.seq2time.harness.graph;

/**
 * One axis of a tensor.
 *
 * @param name the name of a dynamic axis; empty if it is fixed or has none
 * @param size the size of a fixed axis, -1 if it is dynamic
 */
public record Dimension(String name, long size) {

  /** An axis whose size is not known before a run. */
  public static Dimension dynamic(String name) {
    return new Dimension(name, -1);
  }

  /** An axis of this size. */
  public static Dimension fixed(long size) {
    return new Dimension("", size);
  }

  public boolean isFixed() {
    return size >= 0;
  }

  @Override
  public String toString() {
    return isFixed() ? Long.toString(size) : name.isEmpty() ? "?" : name;
  }
}
