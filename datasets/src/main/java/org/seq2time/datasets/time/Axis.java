package org.seq2time.datasets.time;

import org.seq2time.datasets.io.InputLimits;

/** What may stand for a length and for a moment on it. */
final class Axis {

  private Axis() {}

  /** Throws unless {@code 0 < length <= 10^9}. */
  static void checkLength(double length) {
    if (!(length > 0)) {
      throw new IllegalArgumentException(
          Double.isNaN(length)
              ? "the length is not a number"
              : "the length " + length + " is not positive");
    }
    if (length > InputLimits.TIME_AXIS_LENGTH) {
      throw new IllegalArgumentException(
          "the length " + length + " exceeds " + InputLimits.TIME_AXIS_LENGTH);
    }
  }

  /** Throws unless {@code 0 <= value <= length}. */
  static void checkValue(double value, double length) {
    if (!(value >= 0 && value <= length)) {
      throw outside(value, length, -1);
    }
  }

  /** Throws for the element of an array, which its message names. */
  static IllegalArgumentException outside(double value, double length, int index) {
    String where = index < 0 ? "the position " : "element " + index + ": the position ";
    if (Double.isNaN(value)) {
      return new IllegalArgumentException(where + "is not a number");
    }
    return new IllegalArgumentException(
        where + value + (value < 0 ? " is negative" : " is beyond the end, " + length));
  }
}
