package org.seq2time.harness.decode;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The engine on ONNX Runtime's Java API: caches are memory of this process, pinned as the graph's
 * outputs. On the CPU nothing is copied; on a GPU every run copies the cache there and back,
 * because the Java API cannot leave it there.
 */
final class HostDecoder implements Decoder {

  private final LoadedGraph graph;
  private final OrtSession session;

  private HostDecoder(LoadedGraph graph, OrtSession session) {
    this.graph = graph;
    this.session = session;
  }

  static HostDecoder open(LoadedGraph graph, Options options) {
    try (Arena arena = Arena.ofConfined();
        OrtSession.SessionOptions settings =
            HostSession.options(options.device(), options.threads())) {
      MemorySegment bytes =
          SelectableGraph.load(graph.file(), graph.graph(), graph.layout(), arena);
      settings.addConfigEntry(
          SelectableGraph.WEIGHT_FOLDER_KEY,
          String.valueOf(graph.file().toAbsolutePath().getParent()));
      OrtSession session =
          OrtLibrary.environment()
              .createSession(bytes.asByteBuffer().order(ByteOrder.nativeOrder()), settings);
      return new HostDecoder(graph, session);
    } catch (OrtException e) {
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
    return new HostRun(graph, session, batch);
  }

  @Override
  public synchronized void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    } finally {
      graph.close();
    }
  }
}
