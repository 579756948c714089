package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The decoder of a graph, on either engine. */
final class GraphDecoder implements Decoder {

  private final LoadedGraph graph;
  private final DecodeEngine engine;

  private GraphDecoder(LoadedGraph graph, DecodeEngine engine) {
    this.graph = graph;
    this.engine = engine;
  }

  static GraphDecoder open(LoadedGraph graph, Options options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes =
          SelectableGraph.load(graph.file(), graph.graph(), graph.layout(), arena);
      DecodeEngine engine =
          switch (options.engine()) {
            case HOST -> HostEngine.open(graph, bytes, options);
            case DEVICE -> DeviceEngine.open(graph, bytes, options);
          };
      return new GraphDecoder(graph, engine);
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
      List<DecodeRequest> requests, Cancellation cancellation, TokenListener listener) {
    return DecodeLoop.decode(graph, engine, requests, cancellation, listener);
  }

  DecoderRun begin(Batch batch) {
    return engine.begin(batch);
  }

  @Override
  public synchronized void close() {
    try {
      engine.close();
    } finally {
      graph.close();
    }
  }
}
