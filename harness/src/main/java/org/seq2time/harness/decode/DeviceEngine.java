package org.seq2time.harness.decode;

import java.lang.foreign.MemorySegment;

/**
 * The engine on ONNX Runtime's C API: caches stay on the execution provider's device, in one buffer
 * for past and present where the graph allows it and in two taking turns otherwise. What crosses to
 * the host per token and row is one index, or one row of logits when sampling.
 */
final class DeviceEngine implements DecodeEngine {

  private final LoadedGraph graph;
  private final NativeSession session;
  private final DeviceMemory memory;

  private DeviceEngine(LoadedGraph graph, NativeSession session, DeviceMemory memory) {
    this.graph = graph;
    this.session = session;
    this.memory = memory;
  }

  static DeviceEngine open(LoadedGraph graph, MemorySegment bytes, Decoder.Options options) {
    try {
      NativeSession session =
          NativeSession.open(bytes, graph.weightFolder(), options.device(), options.threads());
      return new DeviceEngine(graph, session, new DeviceMemory(session.api(), options.device()));
    } catch (DecodeException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DecoderRun begin(Batch batch) {
    return DeviceRun.begin(graph, session, memory, batch);
  }

  @Override
  public void close() {
    memory.close();
    session.close();
  }
}
