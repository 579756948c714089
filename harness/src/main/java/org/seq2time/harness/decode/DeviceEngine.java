package org.seq2time.harness.decode;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine on ONNX Runtime's C API: caches stay on the execution provider's device, in one buffer
 * for past and present where the graph allows it and in two taking turns otherwise. What crosses to
 * the host per token and row is one index, or one row of logits when sampling.
 */
final class DeviceEngine implements DecodeEngine {

  private final LoadedGraph graph;
  private final NativeSession session;
  private final @Nullable NativeSession first;
  private final DeviceMemory memory;

  private DeviceEngine(
      LoadedGraph graph,
      NativeSession session,
      @Nullable NativeSession first,
      DeviceMemory memory) {
    this.graph = graph;
    this.session = session;
    this.first = first;
    this.memory = memory;
  }

  static DeviceEngine open(
      LoadedGraph graph,
      MemorySegment bytes,
      Optional<MemorySegment> first,
      Decoder.Options options) {
    NativeSession session = session(graph, bytes, options);
    try {
      return new DeviceEngine(
          graph,
          session,
          first.map(b -> session(graph, b, options)).orElse(null),
          new DeviceMemory(session.api(), options.device()));
    } catch (RuntimeException | Error e) {
      session.close();
      throw e;
    }
  }

  private static NativeSession session(
      LoadedGraph graph, MemorySegment bytes, Decoder.Options options) {
    try {
      return NativeSession.open(bytes, graph.weightFolder(), options.device(), options.threads());
    } catch (DecodeException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DecoderRun begin(Batch batch) {
    return DeviceRun.begin(graph, session, first, memory, batch);
  }

  @Override
  public void close() {
    memory.close();
    if (first != null) {
      first.close();
    }
    session.close();
  }
}
