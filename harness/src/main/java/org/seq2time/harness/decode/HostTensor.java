package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
    if (Math.multiplyExact(elements, type.bytes()) != data.byteSize()) {
      throw new IllegalArgumentException(
          name + ": " + data.byteSize() + " bytes for " + elements + " of " + type);
    }
  }

  /** The same memory as a tensor of the Java API, to be closed. */
  OnnxTensor toOnnx() throws OrtException {
    ByteBuffer buffer = data.asByteBuffer().order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(OrtLibrary.environment(), buffer, shape, type.javaType());
  }
}
