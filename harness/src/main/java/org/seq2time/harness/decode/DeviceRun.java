package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.harness.decode.DecoderLayout.Cache;
import org.seq2time.harness.decode.DecoderLayout.Style;
import org.seq2time.harness.graph.ElementType;

/** A batch on the C API: the graph's inputs and outputs are bound to memory on the device. */
@SuppressWarnings("restricted")
final class DeviceRun implements DecoderRun {

  /** One layer's keys or values: its names and buffers; one buffer if it is shared. */
  private record Slot(
      Cache cache,
      MemorySegment past,
      MemorySegment present,
      MemorySegment even,
      MemorySegment odd) {}

  private final LoadedGraph graph;
  private final NativeSession session;
  private final OrtApi api;
  private final Batch batch;
  private final boolean shared;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment shape = arena.allocate(ValueLayout.JAVA_LONG, 8);
  private final MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
  private final Map<String, MemorySegment> names = new HashMap<>();
  private final List<Slot> slots = new ArrayList<>();
  private final MemorySegment logits;
  private final MemorySegment tokens;
  private final MemorySegment options;
  private final MemorySegment binding;
  private boolean bound;
  private boolean boundLogits;
  private boolean intoOdd;
  private int length;

  private DeviceRun(LoadedGraph graph, NativeSession session, Batch batch) {
    this.graph = graph;
    this.session = session;
    this.api = session.api();
    this.batch = batch;
    shared = graph.layout().style() == Style.SHARED_BUFFER;
    logits = arena.allocate((long) batch.rows() * graph.vocabulary() * Float.BYTES, 64);
    tokens = arena.allocate((long) batch.rows() * Long.BYTES, 64);
    options = owned(OrtFunction.RELEASE_RUN_OPTIONS, api.create(OrtFunction.CREATE_RUN_OPTIONS));
    binding =
        owned(
            OrtFunction.RELEASE_IO_BINDING,
            api.create(OrtFunction.CREATE_IO_BINDING, session.handle()));
  }

  static DeviceRun begin(
      LoadedGraph graph, NativeSession session, DeviceMemory memory, Batch batch) {
    DeviceRun run = new DeviceRun(graph, session, batch);
    try {
      run.allocate(memory);
      return run;
    } catch (RuntimeException | Error e) {
      run.close();
      throw e;
    }
  }

  /** The arena releases the handle; the handle itself may be passed by any thread. */
  private MemorySegment owned(OrtFunction release, MemorySegment handle) {
    handle.reinterpret(arena, segment -> api.call(release, segment));
    return handle;
  }

  private void allocate(DeviceMemory memory) {
    for (Cache cache : graph.layout().caches()) {
      long bytes = Math.multiplyExact(cache.bytesPerToken() * batch.rows(), batch.capacity());
      MemorySegment even = memory.allocate(bytes, arena);
      MemorySegment odd = shared ? even : memory.allocate(bytes, arena);
      slots.add(
          new Slot(
              cache,
              arena.allocateFrom(cache.past()),
              arena.allocateFrom(cache.present()),
              even,
              odd));
    }
  }

  @Override
  public void execute(List<HostTensor> inputs, int newTokens, boolean withLogits) {
    try {
      for (HostTensor input : inputs) {
        // Bound anew each time: on a GPU binding is what copies the values there.
        bindInput(input);
      }
      bindOutputs(newTokens, withLogits);
      api.run(session.handle(), options, binding);
    } catch (DecodeException e) {
      throw new DecodeException(graph.layout().graph() + ": " + e.getMessage(), e);
    }
    length += newTokens;
    intoOdd = !intoOdd;
  }

  private void bindInput(HostTensor input) {
    MemorySegment value =
        value(
            session.hostMemory(),
            input.data(),
            input.data().byteSize(),
            input.type(),
            input.shape());
    try {
      api.bindInput(binding, name(input.name()), value);
    } finally {
      api.releaseValue(value);
    }
  }

  private void bindOutputs(int newTokens, boolean withLogits) {
    boolean changed = !bound || boundLogits != withLogits;
    if (changed && bound) {
      api.call(OrtFunction.CLEAR_BOUND_OUTPUTS, binding);
    }
    if (changed) {
      bindSelection(withLogits);
    }
    if (!shared) {
      bindTurns(newTokens);
    } else if (changed) {
      bindShared();
    }
    bound = true;
    boundLogits = withLogits;
  }

  private void bindSelection(boolean withLogits) {
    MemorySegment value =
        withLogits
            ? value(
                session.hostMemory(),
                logits,
                logits.byteSize(),
                ElementType.FLOAT32,
                batch.rows(),
                graph.vocabulary())
            : value(
                session.hostMemory(),
                tokens,
                tokens.byteSize(),
                ElementType.INT64,
                batch.rows(),
                1);
    try {
      String name = withLogits ? SelectableGraph.LAST_LOGITS : SelectableGraph.NEXT_TOKEN;
      api.bindOutput(binding, name(name), value);
    } finally {
      api.releaseValue(value);
    }
  }

  private void bindShared() {
    for (Slot slot : slots) {
      MemorySegment both = view(slot.cache(), slot.even(), batch.capacity());
      try {
        api.bindInput(binding, slot.past(), both);
        api.bindOutput(binding, slot.present(), both);
      } finally {
        api.releaseValue(both);
      }
    }
  }

  private void bindTurns(int newTokens) {
    for (Slot slot : slots) {
      MemorySegment past = view(slot.cache(), intoOdd ? slot.even() : slot.odd(), length);
      try {
        api.bindInput(binding, slot.past(), past);
      } finally {
        api.releaseValue(past);
      }
      MemorySegment present =
          view(slot.cache(), intoOdd ? slot.odd() : slot.even(), length + newTokens);
      try {
        api.bindOutput(binding, slot.present(), present);
      } finally {
        api.releaseValue(present);
      }
    }
  }

  private MemorySegment view(Cache cache, MemorySegment memory, int tokenCount) {
    return value(
        session.deviceMemory(),
        memory,
        cache.bytesPerToken() * batch.rows() * tokenCount,
        cache.type(),
        batch.rows(),
        cache.heads(),
        tokenCount,
        cache.headDimension());
  }

  private MemorySegment value(
      MemorySegment memoryInfo,
      MemorySegment data,
      long bytes,
      ElementType type,
      long... dimensions) {
    for (int i = 0; i < dimensions.length; i++) {
      shape.setAtIndex(ValueLayout.JAVA_LONG, i, dimensions[i]);
    }
    return api.tensor(memoryInfo, data, bytes, shape, dimensions.length, type.code(), out);
  }

  private MemorySegment name(String text) {
    return names.computeIfAbsent(text, arena::allocateFrom);
  }

  @Override
  public int token(int row) {
    return (int) tokens.getAtIndex(ValueLayout.JAVA_LONG, row);
  }

  @Override
  public MemorySegment logits(int row) {
    long bytes = (long) graph.vocabulary() * Float.BYTES;
    return logits.asSlice(row * bytes, bytes);
  }

  @Override
  public void terminate() {
    api.call(OrtFunction.RUN_OPTIONS_SET_TERMINATE, options);
  }

  @Override
  public void close() {
    arena.close();
  }
}
