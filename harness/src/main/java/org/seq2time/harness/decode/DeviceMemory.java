package org.seq2time.harness.decode;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.graph.ElementType;

/**
 * Zeroed memory on a device. ONNX Runtime can allocate there but has no way to clear, so a graph of
 * one node, ConstantOfShape, writes the zeros in place. (Attention kernels multiply what lies
 * behind the last token by zero, and zero times a stray NaN is NaN.)
 */
@SuppressWarnings("restricted")
final class DeviceMemory implements AutoCloseable {

  private final OrtApi api;
  private final Device device;
  private final boolean onHost;
  private @Nullable NativeSession zeros;

  DeviceMemory(OrtApi api, Device device) {
    this.api = api;
    this.device = device;
    this.onHost = device instanceof Device.Cpu;
  }

  /** Whether it is this process's memory. */
  boolean isOnHost() {
    return onHost;
  }

  /**
   * Allocates; the arena frees.
   *
   * @return memory that only its address is used of, unless the device is the CPU
   */
  MemorySegment allocate(long bytes, Arena arena) {
    return onHost ? NativeMemory.allocate(bytes, arena) : allocateZeros(bytes, arena);
  }

  /** The same by the graph, on any device. */
  MemorySegment allocateZeros(long bytes, Arena arena) {
    NativeSession session = zeros();
    MemorySegment binding = api.create(OrtFunction.CREATE_IO_BINDING, session.handle());
    try (Arena local = Arena.ofConfined()) {
      MemorySegment size = local.allocateFrom(ValueLayout.JAVA_LONG, Math.max(1, bytes));
      MemorySegment one = local.allocateFrom(ValueLayout.JAVA_LONG, 1L);
      MemorySegment out = local.allocate(ValueLayout.ADDRESS);
      MemorySegment shape =
          api.tensor(session.hostMemory(), size, Long.BYTES, one, 1, ElementType.INT64.code(), out);
      try {
        api.bindInput(binding, local.allocateFrom("shape"), shape);
      } finally {
        api.releaseValue(shape);
      }
      api.call(
          OrtFunction.BIND_OUTPUT_TO_DEVICE,
          binding,
          local.allocateFrom("zeros"),
          session.deviceMemory());
      MemorySegment options = api.create(OrtFunction.CREATE_RUN_OPTIONS);
      try {
        api.run(session.handle(), options, binding);
        api.call(OrtFunction.SYNCHRONIZE_BOUND_OUTPUTS, binding);
      } finally {
        api.call(OrtFunction.RELEASE_RUN_OPTIONS, options);
      }
      MemorySegment value = output(binding, local);
      MemorySegment data = api.create(OrtFunction.GET_TENSOR_MUTABLE_DATA, value);
      return data.reinterpret(bytes, arena, _ -> api.releaseValue(value));
    } finally {
      api.call(OrtFunction.RELEASE_IO_BINDING, binding);
    }
  }

  private MemorySegment output(MemorySegment binding, Arena local) {
    MemorySegment allocator = api.create(OrtFunction.GET_ALLOCATOR_WITH_DEFAULT_OPTIONS);
    MemorySegment values = local.allocate(ValueLayout.ADDRESS);
    MemorySegment count = local.allocate(ValueLayout.JAVA_LONG);
    api.call(OrtFunction.GET_BOUND_OUTPUT_VALUES, binding, allocator, values, count);
    MemorySegment array = values.get(ValueLayout.ADDRESS, 0);
    try {
      return array.reinterpret(ValueLayout.ADDRESS.byteSize()).get(ValueLayout.ADDRESS, 0);
    } finally {
      api.call(OrtFunction.ALLOCATOR_FREE, allocator, array);
    }
  }

  private NativeSession zeros() {
    if (zeros == null) {
      try (Arena arena = Arena.ofConfined()) {
        byte[] graph = graph();
        MemorySegment bytes = arena.allocate(graph.length);
        bytes.copyFrom(MemorySegment.ofArray(graph));
        zeros = NativeSession.open(bytes, ".", device, 1);
      }
    }
    return zeros;
  }

  private static byte[] graph() {
    OnnxMl.TensorProto zero =
        OnnxMl.TensorProto.newBuilder()
            .addDims(1)
            .setDataType(ElementType.UINT8.code())
            .setRawData(ByteString.copyFrom(new byte[1]))
            .build();
    OnnxMl.NodeProto node =
        OnnxMl.NodeProto.newBuilder()
            .setOpType("ConstantOfShape")
            .addInput("shape")
            .addOutput("zeros")
            .addAttribute(
                OnnxMl.AttributeProto.newBuilder()
                    .setName("value")
                    .setType(OnnxMl.AttributeProto.AttributeType.TENSOR)
                    .setT(zero))
            .build();
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("zeros")
            .addNode(node)
            .addInput(vector("shape", ElementType.INT64, 1))
            .addOutput(vector("zeros", ElementType.UINT8, -1))
            .build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.ValueInfoProto vector(String name, ElementType type, long size) {
    var dimension = OnnxMl.TensorShapeProto.Dimension.newBuilder();
    var sized = size < 0 ? dimension.setDimParam("bytes") : dimension.setDimValue(size);
    OnnxMl.TypeProto.Tensor tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(type.code())
            .setShape(OnnxMl.TensorShapeProto.newBuilder().addDim(sized))
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  @Override
  public void close() {
    if (zeros != null) {
      zeros.close();
    }
  }
}
