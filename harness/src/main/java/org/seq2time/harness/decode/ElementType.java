package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxJavaType;
import java.util.Locale;

/** Element types of tensors, with ONNX's code and size. */
public enum ElementType {
  FLOAT32(1, 4, OnnxJavaType.FLOAT),
  UINT8(2, 1, OnnxJavaType.UINT8),
  INT8(3, 1, OnnxJavaType.INT8),
  INT32(6, 4, OnnxJavaType.INT32),
  INT64(7, 8, OnnxJavaType.INT64),
  BOOL(9, 1, OnnxJavaType.BOOL),
  FLOAT16(10, 2, OnnxJavaType.FLOAT16),
  FLOAT64(11, 8, OnnxJavaType.DOUBLE),
  BFLOAT16(16, 2, OnnxJavaType.BFLOAT16),
  /** Any other type: it can be named, not fed. */
  OTHER(0, 0, OnnxJavaType.UNKNOWN);

  private final int code;
  private final int bytes;
  private final OnnxJavaType javaType;

  ElementType(int code, int bytes, OnnxJavaType javaType) {
    this.code = code;
    this.bytes = bytes;
    this.javaType = javaType;
  }

  /** The type's number in {@code TensorProto.DataType}. */
  int code() {
    return code;
  }

  /** Size of one element in bytes; 0 for {@link #OTHER}. */
  public int bytes() {
    return bytes;
  }

  OnnxJavaType javaType() {
    return javaType;
  }

  /** The type of an ONNX code; {@link #OTHER} for one that is not used here. */
  static ElementType ofCode(int code) {
    for (ElementType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return OTHER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
