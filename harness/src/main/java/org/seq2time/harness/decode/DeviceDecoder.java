package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The engine on ONNX Runtime's C API: caches stay on the execution provider's device, in one buffer
 * for past and present where the graph allows it and in two taking turns otherwise. What crosses to
 * the host per token and row is one index, or one row of logits when sampling.
 */
final class DeviceDecoder implements Decoder {

  private final LoadedGraph graph;
  private final NativeSession session;
  private final DeviceMemory memory;

  private DeviceDecoder(LoadedGraph graph, NativeSession session, DeviceMemory memory) {
    this.graph = graph;
    this.session = session;
    this.memory = memory;
  }

  static DeviceDecoder open(LoadedGraph graph, Options options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes =
          SelectableGraph.load(graph.file(), graph.graph(), graph.layout(), arena);
      NativeSession session =
          NativeSession.open(
              bytes,
              String.valueOf(graph.file().toAbsolutePath().getParent()),
              options.device(),
              options.threads());
      return new DeviceDecoder(graph, session, new DeviceMemory(session.api(), options.device()));
    } catch (DecodeException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DecoderLayout layout() {
    return graph.layout();
  }

  @Override
  public synchronized float[] embed(int[] tokens) {
    return graph.embed(tokens);
  }

  @Override
  public synchronized List<DecodeResult> decode(
      List<DecodeRequest> requests, Cancellation cancellation) {
    return DecodeLoop.decode(graph, this::begin, requests, cancellation);
  }

  DecoderRun begin(Batch batch) {
    return DeviceRun.begin(graph, session, memory, batch);
  }

  @Override
  public synchronized void close() {
    memory.close();
    session.close();
    graph.close();
  }
}
