package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decoder of a graph, on either engine. */
final class GraphDecoder implements Decoder {

  private final LoadedGraph graph;
  private final DecodeEngine engine;
  private @Nullable Sharing sharing;

  private GraphDecoder(LoadedGraph graph, DecodeEngine engine) {
    this.graph = graph;
    this.engine = engine;
  }

  static GraphDecoder open(LoadedGraph graph, Options options) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = SelectableGraph.load(graph.graph(), graph.layout(), arena);
      Optional<MemorySegment> first =
          graph.first().map(g -> SelectableGraph.load(g, graph.layout(), arena));
      DecodeEngine engine =
          switch (options.engine()) {
            case HOST -> HostEngine.open(graph, bytes, first, options);
            case DEVICE -> DeviceEngine.open(graph, bytes, first, options);
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
    return DecodeLoop.decode(graph, engine, this::sharing, requests, cancellation, listener);
  }

  @Override
  public synchronized Sharing sharing() {
    if (sharing == null) {
      sharing = Sharing.of(graph, engine);
    }
    return sharing;
  }

  @Override
  public synchronized List<float[][]> logits(List<Prompt> prompts, List<int[]> next) {
    return new TeacherForcing(graph, engine).together(prompts, next);
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
