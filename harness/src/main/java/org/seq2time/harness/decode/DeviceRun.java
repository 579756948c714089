package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.decode.DecoderLayout.Style;
import org.seq2time.harness.graph.ElementType;

/** A batch on the C API: the graph's inputs and outputs are bound to memory on the device. */
@SuppressWarnings("restricted")
final class DeviceRun implements DecoderRun {

  /** One layer's keys or values with its names as C strings. */
  private record Slot(CacheMemory memory, MemorySegment past, MemorySegment present) {}

  private final LoadedGraph graph;

  /** The graph with the cache; before it, where there are two, the one that reads the prompt. */
  private final NativeSession session;

  private NativeSession now;
  private final OrtApi api;
  private final Batch batch;
  private final boolean shared;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment dimensions = arena.allocate(ValueLayout.JAVA_LONG, 8);
  private final MemorySegment out = arena.allocate(ValueLayout.ADDRESS);
  private final Map<String, MemorySegment> names = new HashMap<>();
  private final List<Slot> slots = new ArrayList<>();
  private final Selected selected;
  private final MemorySegment options;
  private MemorySegment binding;
  private boolean onHost;
  private boolean bound;
  private boolean boundLogits;
  private int runs;
  private int length;

  private DeviceRun(
      LoadedGraph graph, NativeSession session, @Nullable NativeSession first, Batch batch) {
    this.graph = graph;
    this.session = session;
    this.now = first == null ? session : first;
    this.api = session.api();
    this.batch = batch;
    shared = graph.layout().style() == Style.SHARED_BUFFER;
    selected = new Selected(batch.rows(), graph.vocabulary(), arena);
    options = owned(OrtFunction.RELEASE_RUN_OPTIONS, api.create(OrtFunction.CREATE_RUN_OPTIONS));
    binding = binding();
  }

  private MemorySegment binding() {
    return owned(
        OrtFunction.RELEASE_IO_BINDING, api.create(OrtFunction.CREATE_IO_BINDING, now.handle()));
  }

  static DeviceRun begin(
      LoadedGraph graph,
      NativeSession session,
      @Nullable NativeSession first,
      DeviceMemory memory,
      Batch batch) {
    DeviceRun run = new DeviceRun(graph, session, first, batch);
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
    onHost = memory.isOnHost();
    for (CacheMemory cache :
        CacheMemory.allocate(graph.layout(), batch, bytes -> memory.allocate(bytes, arena))) {
      slots.add(
          new Slot(
              cache,
              arena.allocateFrom(cache.cache().past()),
              arena.allocateFrom(cache.cache().present())));
    }
  }

  @Override
  public void execute(List<HostTensor> inputs, int newTokens, boolean withLogits) {
    try {
      for (HostTensor input : graph.inputs(inputs, runs)) {
        // Bound anew each time: on a GPU binding is what copies the values there.
        bindInput(input);
      }
      bindOutputs(newTokens, withLogits);
      api.run(now.handle(), options, binding);
    } catch (DecodeException e) {
      throw new DecodeException(graph.layout().graph() + ": " + e.getMessage(), e);
    }
    length += newTokens;
    runs++;
    if (!now.equals(session)) {
      now = session;
      binding = binding();
      bound = false;
    }
  }

  private void bindInput(HostTensor input) {
    MemorySegment value = value(input);
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
    HostTensor output = selected.output(withLogits);
    MemorySegment value = value(output);
    try {
      api.bindOutput(binding, name(output.name()), value);
    } finally {
      api.releaseValue(value);
    }
  }

  private void bindShared() {
    for (Slot slot : slots) {
      MemorySegment both = view(slot.memory(), slot.memory().even(), batch.capacity());
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
      CacheMemory memory = slot.memory();
      if (graph.readsPast(runs)) {
        MemorySegment past = view(memory, memory.past(runs), length);
        try {
          api.bindInput(binding, slot.past(), past);
        } finally {
          api.releaseValue(past);
        }
      }
      MemorySegment present = view(memory, memory.present(runs), length + newTokens);
      try {
        api.bindOutput(binding, slot.present(), present);
      } finally {
        api.releaseValue(present);
      }
    }
  }

  private MemorySegment view(CacheMemory memory, MemorySegment data, int tokens) {
    return value(
        session.deviceMemory(),
        data,
        memory.bytes(tokens),
        memory.cache().type(),
        memory.shape(tokens));
  }

  private MemorySegment value(HostTensor tensor) {
    MemorySegment data = tensor.data();
    return value(session.hostMemory(), data, data.byteSize(), tensor.type(), tensor.shape());
  }

  private MemorySegment value(
      MemorySegment memoryInfo, MemorySegment data, long bytes, ElementType type, long[] shape) {
    for (int i = 0; i < shape.length; i++) {
      dimensions.setAtIndex(ValueLayout.JAVA_LONG, i, shape[i]);
    }
    return api.tensor(memoryInfo, data, bytes, dimensions, shape.length, type.code(), out);
  }

  private MemorySegment name(String text) {
    return names.computeIfAbsent(text, arena::allocateFrom);
  }

  @Override
  public void reorder(int[] from) {
    if (!onHost) {
      throw new DecodeException(
          graph.file() + ": beam search reorders the cache on the CPU alone; use --device cpu");
    }
    for (Slot slot : slots) {
      CacheMemory cache = slot.memory();
      cache.reorder(
          shared ? cache.even() : cache.past(runs), shared ? batch.capacity() : length, from);
    }
  }

  @Override
  public int token(int row) {
    return selected.token(row);
  }

  @Override
  public MemorySegment logits(int row) {
    return selected.logits(row);
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
