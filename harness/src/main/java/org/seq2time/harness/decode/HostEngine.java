package org.seq2time.harness.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The engine on ONNX Runtime's Java API: caches are memory of this process, pinned as the graph's
 * outputs. On the CPU nothing is copied; on a GPU every run copies the cache there and back,
 * because the Java API cannot leave it there.
 */
final class HostEngine implements DecodeEngine {

  private final LoadedGraph graph;
  private final OrtSession session;
  private final @Nullable OrtSession first;

  private HostEngine(LoadedGraph graph, OrtSession session, @Nullable OrtSession first) {
    this.graph = graph;
    this.session = session;
    this.first = first;
  }

  static HostEngine open(
      LoadedGraph graph,
      MemorySegment bytes,
      Optional<MemorySegment> first,
      Decoder.Options options) {
    OrtSession session = session(graph, bytes, options);
    try {
      return new HostEngine(
          graph, session, first.map(b -> session(graph, b, options)).orElse(null));
    } catch (RuntimeException | Error e) {
      close(graph, session);
      throw e;
    }
  }

  private static OrtSession session(
      LoadedGraph graph, MemorySegment bytes, Decoder.Options options) {
    try (OrtSession.SessionOptions settings =
        HostSession.options(options.device(), options.threads())) {
      settings.addConfigEntry(SelectableGraph.WEIGHT_FOLDER_KEY, graph.weightFolder());
      return OrtLibrary.environment()
          .createSession(bytes.asByteBuffer().order(ByteOrder.nativeOrder()), settings);
    } catch (OrtException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DecoderRun begin(Batch batch) {
    return new HostRun(graph, session, first, batch);
  }

  @Override
  public void close() {
    if (first != null) {
      close(graph, first);
    }
    close(graph, session);
  }

  private static void close(LoadedGraph graph, OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }
}
