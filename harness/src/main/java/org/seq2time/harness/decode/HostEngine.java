package org.seq2time.harness.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/**
 * The engine on ONNX Runtime's Java API: caches are memory of this process, pinned as the graph's
 * outputs. On the CPU nothing is copied; on a GPU every run copies the cache there and back,
 * because the Java API cannot leave it there.
 */
final class HostEngine implements DecodeEngine {

  private final LoadedGraph graph;
  private final OrtSession session;

  private HostEngine(LoadedGraph graph, OrtSession session) {
    this.graph = graph;
    this.session = session;
  }

  static HostEngine open(LoadedGraph graph, MemorySegment bytes, Decoder.Options options) {
    try (OrtSession.SessionOptions settings =
        HostSession.options(options.device(), options.threads())) {
      settings.addConfigEntry(SelectableGraph.WEIGHT_FOLDER_KEY, graph.weightFolder());
      OrtSession session =
          OrtLibrary.environment()
              .createSession(bytes.asByteBuffer().order(ByteOrder.nativeOrder()), settings);
      return new HostEngine(graph, session);
    } catch (OrtException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public DecoderRun begin(Batch batch) {
    return new HostRun(graph, session, batch);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }
}
