package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;

/** A session of the C API with the memory it runs in. */
final class NativeSession implements AutoCloseable {

  private static final int DEVICE_ALLOCATOR = 0;
  private static final int DEFAULT_MEMORY = 0;

  private final OrtApi api;
  private final MemorySegment session;
  private final MemorySegment hostMemory;
  private final MemorySegment deviceMemory;
  private final boolean onHost;
  private boolean closed;

  private NativeSession(
      OrtApi api, MemorySegment session, MemorySegment hostMemory, MemorySegment deviceMemory) {
    this.api = api;
    this.session = session;
    this.hostMemory = hostMemory;
    this.deviceMemory = deviceMemory;
    this.onHost = hostMemory.equals(deviceMemory);
  }

  /**
   * A session of a graph in memory.
   *
   * @param weightFolder where its external weights are
   * @param threads 0 leaves the number to ONNX Runtime
   */
  static NativeSession open(MemorySegment graph, String weightFolder, Device device, int threads) {
    OrtApi api = OrtApi.get();
    MemorySegment options = api.create(OrtFunction.CREATE_SESSION_OPTIONS);
    try (Arena arena = Arena.ofConfined()) {
      api.call(OrtFunction.DISABLE_MEM_PATTERN, options);
      if (threads > 0) {
        api.call(OrtFunction.SET_INTRA_OP_NUM_THREADS, options, threads);
      }
      api.call(
          OrtFunction.ADD_SESSION_CONFIG_ENTRY,
          options,
          arena.allocateFrom(SelectableGraph.WEIGHT_FOLDER_KEY),
          arena.allocateFrom(weightFolder));
      if (device instanceof Device.Cuda cuda) {
        appendCuda(api, options, cuda, arena);
      }
      MemorySegment session =
          api.create(
              OrtFunction.CREATE_SESSION_FROM_ARRAY,
              api.environment(),
              graph,
              graph.byteSize(),
              options);
      MemorySegment host = memory(api, "Cpu", 0, arena);
      MemorySegment on =
          device instanceof Device.Cuda cuda ? memory(api, "Cuda", cuda.index(), arena) : host;
      return new NativeSession(api, session, host, on);
    } finally {
      api.call(OrtFunction.RELEASE_SESSION_OPTIONS, options);
    }
  }

  private static MemorySegment memory(OrtApi api, String name, int index, Arena arena) {
    return api.create(
        OrtFunction.CREATE_MEMORY_INFO,
        arena.allocateFrom(name),
        DEVICE_ALLOCATOR,
        index,
        DEFAULT_MEMORY);
  }

  private static void appendCuda(OrtApi api, MemorySegment options, Device.Cuda cuda, Arena arena) {
    MemorySegment provider = api.create(OrtFunction.CREATE_CUDA_OPTIONS);
    try {
      int count = HostSession.CUDA_OPTIONS.size() + 1;
      MemorySegment keys = arena.allocate(ValueLayout.ADDRESS, count);
      MemorySegment values = arena.allocate(ValueLayout.ADDRESS, count);
      keys.setAtIndex(ValueLayout.ADDRESS, 0, arena.allocateFrom("device_id"));
      values.setAtIndex(ValueLayout.ADDRESS, 0, arena.allocateFrom(Integer.toString(cuda.index())));
      int i = 1;
      for (Map.Entry<String, String> option : HostSession.CUDA_OPTIONS.entrySet()) {
        keys.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(option.getKey()));
        values.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(option.getValue()));
        i++;
      }
      api.call(OrtFunction.UPDATE_CUDA_OPTIONS, provider, keys, values, (long) count);
      api.call(OrtFunction.APPEND_CUDA, options, provider);
    } finally {
      api.call(OrtFunction.RELEASE_CUDA_OPTIONS, provider);
    }
  }

  OrtApi api() {
    return api;
  }

  MemorySegment handle() {
    return session;
  }

  /** What tensors in this process's memory are described with. */
  MemorySegment hostMemory() {
    return hostMemory;
  }

  /** What tensors on the session's device are described with. */
  MemorySegment deviceMemory() {
    return deviceMemory;
  }

  /** Whether the device's memory is this process's. */
  boolean isOnHost() {
    return onHost;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      api.call(OrtFunction.RELEASE_SESSION, session);
      api.call(OrtFunction.RELEASE_MEMORY_INFO, hostMemory);
      if (!onHost) {
        api.call(OrtFunction.RELEASE_MEMORY_INFO, deviceMemory);
      }
    }
  }
}
