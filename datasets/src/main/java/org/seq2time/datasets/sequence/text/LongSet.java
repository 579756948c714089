package org.seq2time.datasets.sequence.text;

import java.util.Arrays;

/** A set of 64-bit hashes, at most three quarters full. */
public final class LongSet {

  private long[] slots;
  private int size;
  private boolean hasZero;

  /** An empty set with room for so many values before it grows. */
  public LongSet(int expected) {
    int capacity = 16;
    while (3L * capacity < 4L * expected) {
      capacity *= 2;
    }
    slots = new long[capacity];
  }

  /** Number of values. */
  public int size() {
    return hasZero ? size + 1 : size;
  }

  /** Adds the value; whether it is new. */
  public boolean add(long value) {
    if (value == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    if (4L * (size + 1) > 3L * slots.length) {
      grow();
    }
    int slot = find(value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    return true;
  }

  /** Whether the value is in the set. */
  public boolean contains(long value) {
    return value == 0 ? hasZero : slots[find(value)] == value;
  }

  /** Empties the set and keeps its memory. */
  public void clear() {
    Arrays.fill(slots, 0);
    size = 0;
    hasZero = false;
  }

  private int find(long value) {
    int mask = slots.length - 1;
    int slot = (int) TextHash.mix(value) & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long value : old) {
      if (value != 0) {
        slots[find(value)] = value;
      }
    }
  }
}
