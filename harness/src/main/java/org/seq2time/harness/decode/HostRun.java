package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seq2time.harness.decode.DecoderLayout.Cache;
import org.seq2time.harness.decode.DecoderLayout.Style;
import org.seq2time.harness.graph.ElementType;

/** A batch on the Java API: past tensors as inputs, present tensors as pinned outputs. */
final class HostRun implements DecoderRun {

  private final LoadedGraph graph;
  private final OrtSession session;
  private final OrtSession.RunOptions options;
  private final Batch batch;
  private final Arena arena = Arena.ofConfined();
  private final boolean shared;
  private final List<MemorySegment> even = new ArrayList<>();
  private final List<MemorySegment> odd = new ArrayList<>();
  private final MemorySegment logits;
  private final MemorySegment tokens;
  private boolean intoOdd;
  private int length;

  HostRun(LoadedGraph graph, OrtSession session, Batch batch) {
    this.graph = graph;
    this.session = session;
    this.batch = batch;
    shared = graph.layout().style() == Style.SHARED_BUFFER;
    try {
      for (Cache cache : graph.layout().caches()) {
        long bytes = Math.multiplyExact(cache.bytesPerToken() * batch.rows(), batch.capacity());
        even.add(NativeMemory.allocate(bytes, arena));
        if (!shared) {
          odd.add(NativeMemory.allocate(bytes, arena));
        }
      }
      logits = arena.allocate((long) batch.rows() * graph.vocabulary() * Float.BYTES, 64);
      tokens = arena.allocate((long) batch.rows() * Long.BYTES, 64);
      options = new OrtSession.RunOptions();
    } catch (OrtException e) {
      arena.close();
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public void execute(List<HostTensor> inputs, int newTokens, boolean withLogits) {
    List<OnnxTensor> open = new ArrayList<>();
    try {
      Map<String, OnnxTensor> fed = new HashMap<>();
      Map<String, OnnxTensor> pinned = new HashMap<>();
      for (HostTensor input : inputs) {
        fed.put(input.name(), opened(input, open));
      }
      List<Cache> caches = graph.layout().caches();
      for (int i = 0; i < caches.size(); i++) {
        bindCache(caches.get(i), i, newTokens, fed, pinned, open);
      }
      HostTensor selected = selected(withLogits);
      pinned.put(selected.name(), opened(selected, open));
      session.run(fed, Set.of(), pinned, options).close();
    } catch (OrtException e) {
      throw new DecodeException(graph.layout().graph() + ": " + e.getMessage(), e);
    } finally {
      open.forEach(OnnxTensor::close);
    }
    length += newTokens;
    intoOdd = !intoOdd;
  }

  private void bindCache(
      Cache cache,
      int index,
      int newTokens,
      Map<String, OnnxTensor> fed,
      Map<String, OnnxTensor> pinned,
      List<OnnxTensor> open)
      throws OrtException {
    if (shared) {
      OnnxTensor both = opened(view(cache, even.get(index), batch.capacity()), open);
      fed.put(cache.past(), both);
      pinned.put(cache.present(), both);
      return;
    }
    MemorySegment from = (intoOdd ? even : odd).get(index);
    MemorySegment to = (intoOdd ? odd : even).get(index);
    fed.put(cache.past(), opened(view(cache, from, length), open));
    pinned.put(cache.present(), opened(view(cache, to, length + newTokens), open));
  }

  private HostTensor view(Cache cache, MemorySegment memory, int tokenCount) {
    long bytes = cache.bytesPerToken() * batch.rows() * tokenCount;
    long[] shape = {batch.rows(), cache.heads(), tokenCount, cache.headDimension()};
    return new HostTensor(cache.past(), cache.type(), shape, memory.asSlice(0, bytes));
  }

  private HostTensor selected(boolean withLogits) {
    return withLogits
        ? new HostTensor(
            SelectableGraph.LAST_LOGITS,
            ElementType.FLOAT32,
            new long[] {batch.rows(), graph.vocabulary()},
            logits)
        : new HostTensor(
            SelectableGraph.NEXT_TOKEN, ElementType.INT64, new long[] {batch.rows(), 1}, tokens);
  }

  private static OnnxTensor opened(HostTensor tensor, List<OnnxTensor> open) throws OrtException {
    OnnxTensor opened = tensor.toOnnx();
    open.add(opened);
    return opened;
  }

  @Override
  public int token(int row) {
    return (int) tokens.getAtIndex(ValueLayout.JAVA_LONG, row);
  }

  @Override
  public MemorySegment logits(int row) {
    long bytes = (long) graph.vocabulary() * Float.BYTES;
    return logits.asSlice(row * bytes, bytes);
  }

  @Override
  public void terminate() {
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      throw new DecodeException(graph.file() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    options.close();
    arena.close();
  }
}
