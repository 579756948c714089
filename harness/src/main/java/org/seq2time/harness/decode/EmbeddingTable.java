package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.OnnxGraph;
import org.seq2time.harness.graph.TensorInfo;

/**
 * The graph from token ids to embeddings. It reads a table, a row per token, so it stays on the CPU
 * whatever the decoder runs on.
 */
final class EmbeddingTable implements AutoCloseable {

  private static final String INPUT = "input_ids";

  private final OrtSession session;
  private final TensorInfo ids;
  private final String output;

  private EmbeddingTable(OrtSession session, TensorInfo ids, String output) {
    this.session = session;
    this.ids = ids;
    this.output = output;
  }

  static EmbeddingTable open(Path file) {
    OnnxGraph graph = OnnxGraph.read(file);
    if (graph.inputs().size() != 1 || !graph.inputs().getFirst().name().equals(INPUT)) {
      throw new BadInputException(
          file + ": an embedding graph has the one input input_ids, not " + graph.inputs());
    }
    ElementType type = graph.inputs().getFirst().type();
    if (type != ElementType.INT64 && type != ElementType.INT32) {
      throw new BadInputException(file + ": input_ids should be int64 or int32, not " + type);
    }
    try (OrtSession.SessionOptions options = HostSession.options(new Device.Cpu(), 1)) {
      OrtSession session = OrtLibrary.environment().createSession(file.toString(), options);
      return new EmbeddingTable(
          session, graph.inputs().getFirst(), graph.outputs().getFirst().name());
    } catch (OrtException e) {
      throw new DecodeException(file + ": " + e.getMessage(), e);
    }
  }

  /** Embeddings of tokens, {@code [tokens, hidden]}, row-major. */
  float[] embed(int[] tokens) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate((long) tokens.length * ids.type().bytes(1), 8);
      for (int i = 0; i < tokens.length; i++) {
        if (ids.type() == ElementType.INT64) {
          data.setAtIndex(ValueLayout.JAVA_LONG, i, tokens[i]);
        } else {
          data.setAtIndex(ValueLayout.JAVA_INT, i, tokens[i]);
        }
      }
      HostTensor input = new HostTensor(INPUT, ids.type(), new long[] {1, tokens.length}, data);
      try (OnnxTensor fed = input.toOnnx();
          OrtSession.Result result = session.run(Map.of(INPUT, fed), Set.of(output))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] embeddings = new float[values.remaining()];
        values.get(embeddings);
        return embeddings;
      }
    } catch (OrtException e) {
      throw new DecodeException("embedding graph: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new DecodeException("embedding graph: " + e.getMessage(), e);
    }
  }
}
