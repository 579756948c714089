package org.seq2time.harness.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.seq2time.harness.graph.ElementType;

/** Float32 values as the element types that graphs take. */
final class FloatConversion {

  private FloatConversion() {}

  /**
   * Writes values, rounded to nearest even where a real type is narrower, cut to whole numbers for
   * integers.
   *
   * @param firstIndex index of the first value in the target's elements
   */
  static void write(float[] values, MemorySegment target, long firstIndex, ElementType type) {
    switch (type) {
      case FLOAT32 ->
          MemorySegment.copy(
              values, 0, target, ValueLayout.JAVA_FLOAT, firstIndex * Float.BYTES, values.length);
      case FLOAT16 -> {
        for (int i = 0; i < values.length; i++) {
          target.setAtIndex(
              ValueLayout.JAVA_SHORT, firstIndex + i, Float.floatToFloat16(values[i]));
        }
      }
      case BFLOAT16 -> {
        for (int i = 0; i < values.length; i++) {
          target.setAtIndex(ValueLayout.JAVA_SHORT, firstIndex + i, toBfloat16(values[i]));
        }
      }
      case INT64 -> {
        for (int i = 0; i < values.length; i++) {
          target.setAtIndex(ValueLayout.JAVA_LONG, firstIndex + i, (long) values[i]);
        }
      }
      case INT32 -> {
        for (int i = 0; i < values.length; i++) {
          target.setAtIndex(ValueLayout.JAVA_INT, firstIndex + i, (int) values[i]);
        }
      }
      case BOOL -> {
        for (int i = 0; i < values.length; i++) {
          target.set(ValueLayout.JAVA_BYTE, firstIndex + i, (byte) (values[i] == 0 ? 0 : 1));
        }
      }
      default -> throw new IllegalArgumentException(type + " is not supported as an input");
    }
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToIntBits(value);
    return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
  }
}
