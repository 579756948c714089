package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.seq2time.harness.graph.ElementType;

/**
 * A tensor in native memory of this process.
 *
 * @param name of the graph's input or output
 * @param data row-major, as many bytes as the shape needs
 */
@SuppressWarnings("ArrayRecordComponent")
record HostTensor(String name, ElementType type, long[] shape, MemorySegment data) {

  HostTensor {
    long elements = 1;
    for (long dimension : shape) {
      elements = Math.multiplyExact(elements, dimension);
    }
    if (type.bytes(elements) != data.byteSize()) {
      throw new IllegalArgumentException(
          name + ": " + data.byteSize() + " bytes for " + elements + " of " + type);
    }
  }

  private static OnnxJavaType javaType(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      default -> throw new IllegalArgumentException(type + " is not supported as an input");
    };
  }

  /** The same memory as a tensor of the Java API, to be closed. */
  OnnxTensor toOnnx() throws OrtException {
    ByteBuffer buffer = data.asByteBuffer().order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(OrtLibrary.environment(), buffer, shape, javaType(type));
  }
}
