package org.seq2time.datasets.time;

/** What may stand for a length and for a moment on it. */
final class Axis {

  /** Thirty years in seconds; beyond it digits of a double run out. */
  static final double MAX_LENGTH = 1e9;

  private Axis() {}

  /** Throws unless {@code 0 < length <= 10^9}. */
  static void checkLength(double length) {
    if (!(length > 0)) {
      throw new IllegalArgumentException(
          Double.isNaN(length)
              ? "the length is not a number"
              : "the length " + length + " is not positive");
    }
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException("the length " + length + " exceeds 1000000000");
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
