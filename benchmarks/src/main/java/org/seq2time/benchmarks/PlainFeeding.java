package org.seq2time.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.harness.decode.OrtLibrary;

/**
 * What both engines are compared with: the usual loop on ONNX Runtime's Java API, where each run's
 * present tensors are fed to the next one and the whole logits come to Java.
 */
final class PlainFeeding implements AutoCloseable {

  private final OrtEnvironment environment = OrtLibrary.environment();
  private final OrtSession session;
  private final DecoderShape shape;
  private final boolean positions;

  PlainFeeding(Path graph, DecoderFixture fixture, int threads) throws OrtException {
    shape = fixture.shape();
    positions = !fixture.cache().isGrouped();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (threads > 0) {
        options.setIntraOpNumThreads(threads);
      }
      session = environment.createSession(graph.toString(), options);
    }
  }

  /** Times of one greedy generation; all rows have the same prompt. */
  record Timing(long prefillNanos, long decodeNanos) {}

  Timing generate(int[] prompt, int rows, int newTokens) throws OrtException {
    long start = System.nanoTime();
    Map<String, OnnxTensor> first = new HashMap<>();
    for (int layer = 0; layer < shape.layers(); layer++) {
      first.put("past_key_values." + layer + ".key", emptyCache(rows));
      first.put("past_key_values." + layer + ".value", emptyCache(rows));
    }
    long[] ids = new long[rows * prompt.length];
    Arrays.setAll(ids, i -> prompt[i % prompt.length]);
    OrtSession.Result result = run(first, ids, rows, 0);
    first.values().forEach(OnnxTensor::close);
    long firstToken = System.nanoTime();
    for (int step = 1; step < newTokens; step++) {
      long[] next = largest(result, rows);
      Map<String, OnnxTensor> past = new HashMap<>();
      for (int layer = 0; layer < shape.layers(); layer++) {
        for (String kind : new String[] {".key", ".value"}) {
          past.put(
              "past_key_values." + layer + kind,
              (OnnxTensor) result.get("present." + layer + kind).orElseThrow());
        }
      }
      OrtSession.Result following = run(past, next, rows, prompt.length + step - 1);
      result.close();
      result = following;
    }
    largest(result, rows);
    result.close();
    return new Timing(firstToken - start, System.nanoTime() - firstToken);
  }

  private OnnxTensor emptyCache(int rows) throws OrtException {
    long[] size = {rows, shape.keyValueHeads(), 0, shape.headDimension()};
    return OnnxTensor.createTensor(environment, FloatBuffer.allocate(0), size);
  }

  private OrtSession.Result run(Map<String, OnnxTensor> past, long[] ids, int rows, int before)
      throws OrtException {
    int length = ids.length / rows;
    Map<String, OnnxTensor> inputs = new HashMap<>(past);
    long[] mask = new long[rows * (before + length)];
    Arrays.fill(mask, 1);
    long[] places = new long[ids.length];
    Arrays.setAll(places, i -> before + i % length);
    try (OnnxTensor tokens = tensor(ids, rows, length);
        OnnxTensor attention = tensor(mask, rows, before + length);
        OnnxTensor position = tensor(places, rows, length)) {
      inputs.put("input_ids", tokens);
      inputs.put("attention_mask", attention);
      if (positions) {
        inputs.put("position_ids", position);
      }
      return session.run(inputs);
    }
  }

  private OnnxTensor tensor(long[] values, long... size) throws OrtException {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), size);
  }

  private long[] largest(OrtSession.Result result, int rows) {
    FloatBuffer logits = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
    int length = logits.remaining() / rows / shape.vocabulary();
    long[] best = new long[rows];
    for (int row = 0; row < rows; row++) {
      int from = (row * length + length - 1) * shape.vocabulary();
      for (int i = 1; i < shape.vocabulary(); i++) {
        if (logits.get(from + i) > logits.get(from + (int) best[row])) {
          best[row] = i;
        }
      }
    }
    return best;
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
