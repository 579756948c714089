package org.seq2time.harness.graph;

import java.util.Arrays;

/** The type of a tensor's elements: {@code TensorProto.DataType}. */
public enum ElementType {
  /** Not a tensor, or a type that this version does not know. */
  OTHER(0, "other", 0),
  FLOAT32(1, "float32", 32),
  UINT8(2, "uint8", 8),
  INT8(3, "int8", 8),
  UINT16(4, "uint16", 16),
  INT16(5, "int16", 16),
  INT32(6, "int32", 32),
  INT64(7, "int64", 64),
  STRING(8, "string", 0),
  BOOL(9, "bool", 8),
  FLOAT16(10, "float16", 16),
  FLOAT64(11, "float64", 64),
  UINT32(12, "uint32", 32),
  UINT64(13, "uint64", 64),
  COMPLEX64(14, "complex64", 64),
  COMPLEX128(15, "complex128", 128),
  BFLOAT16(16, "bfloat16", 16),
  FLOAT8E4M3FN(17, "float8e4m3fn", 8),
  FLOAT8E4M3FNUZ(18, "float8e4m3fnuz", 8),
  FLOAT8E5M2(19, "float8e5m2", 8),
  FLOAT8E5M2FNUZ(20, "float8e5m2fnuz", 8),
  UINT4(21, "uint4", 4),
  INT4(22, "int4", 4),
  FLOAT4E2M1(23, "float4e2m1", 4),
  FLOAT8E8M0(24, "float8e8m0", 8),
  UINT2(25, "uint2", 2),
  INT2(26, "int2", 2);

  private static final ElementType[] BY_CODE = new ElementType[27];

  static {
    for (ElementType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;
  private final String key;
  private final int bits;

  ElementType(int code, String key, int bits) {
    this.code = code;
    this.key = key;
    this.bits = bits;
  }

  /** The type of ONNX's number; {@link #OTHER} for a number that is not known. */
  public static ElementType of(long code) {
    return code >= 0 && code < BY_CODE.length ? BY_CODE[(int) code] : OTHER;
  }

  /** The type of this name; {@link #OTHER} if there is none. */
  public static ElementType of(String key) {
    return Arrays.stream(values()).filter(t -> t.key.equals(key)).findFirst().orElse(OTHER);
  }

  /** ONNX's number of the type. */
  public int code() {
    return code;
  }

  /** The name in messages: {@code float16}. */
  public String key() {
    return key;
  }

  /** Bits of one element; 0 where they have no fixed size. */
  public int bits() {
    return bits;
  }

  /** Bytes of so many elements, packed as ONNX packs elements below a byte. */
  public long bytes(long elements) {
    return Math.ceilDiv(Math.multiplyExact(elements, (long) bits), 8L);
  }

  /** Whether weights of a model have this type: floating point of any width, or quantised to it. */
  public boolean isWeight() {
    return switch (this) {
      case OTHER, STRING, BOOL, INT32, INT64, UINT32, UINT64, COMPLEX64, COMPLEX128 -> false;
      default -> true;
    };
  }

  /** Whether this is a floating-point type of 16 bits or more: what activations are. */
  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT16 || this == BFLOAT16 || this == FLOAT64;
  }

  @Override
  public String toString() {
    return key;
  }
}
