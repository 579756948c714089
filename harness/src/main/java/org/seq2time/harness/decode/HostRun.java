package org.seq2time.harness.decode;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.decode.DecoderLayout.Cache;
import org.seq2time.harness.decode.DecoderLayout.Style;

/** A batch on the Java API: past tensors as inputs, present tensors as pinned outputs. */
final class HostRun implements DecoderRun {

  private final LoadedGraph graph;
  private final OrtSession session;
  private final @Nullable OrtSession first;
  private final OrtSession.RunOptions options;
  private final Batch batch;
  private final Arena arena = Arena.ofConfined();
  private final boolean shared;
  private final List<CacheMemory> caches;
  private final Selected selected;
  private int runs;
  private int length;

  HostRun(LoadedGraph graph, OrtSession session, @Nullable OrtSession first, Batch batch) {
    this.graph = graph;
    this.session = session;
    this.first = first;
    this.batch = batch;
    shared = graph.layout().style() == Style.SHARED_BUFFER;
    try {
      caches =
          CacheMemory.allocate(graph.layout(), batch, bytes -> NativeMemory.allocate(bytes, arena));
      selected = new Selected(batch.rows(), graph.vocabulary(), arena);
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
      OrtSession now = runs == 0 && first != null ? first : session;
      for (HostTensor input : graph.inputs(inputs, runs)) {
        fed.put(input.name(), opened(input, open));
      }
      for (CacheMemory cache : caches) {
        bindCache(cache, newTokens, fed, pinned, open);
      }
      HostTensor output = selected.output(withLogits);
      pinned.put(output.name(), opened(output, open));
      now.run(fed, Set.of(), pinned, options).close();
    } catch (OrtException e) {
      throw new DecodeException(graph.layout().graph() + ": " + e.getMessage(), e);
    } finally {
      open.forEach(OnnxTensor::close);
    }
    length += newTokens;
    runs++;
  }

  private void bindCache(
      CacheMemory memory,
      int newTokens,
      Map<String, OnnxTensor> fed,
      Map<String, OnnxTensor> pinned,
      List<OnnxTensor> open)
      throws OrtException {
    Cache cache = memory.cache();
    if (shared) {
      OnnxTensor both = opened(view(memory, memory.even(), batch.capacity()), open);
      fed.put(cache.past(), both);
      pinned.put(cache.present(), both);
      return;
    }
    if (graph.readsPast(runs)) {
      fed.put(cache.past(), opened(view(memory, memory.past(runs), length), open));
    }
    pinned.put(
        cache.present(), opened(view(memory, memory.present(runs), length + newTokens), open));
  }

  private static HostTensor view(CacheMemory memory, MemorySegment data, int tokens) {
    Cache cache = memory.cache();
    return new HostTensor(
        cache.past(), cache.type(), memory.shape(tokens), data.asSlice(0, memory.bytes(tokens)));
  }

  private static OnnxTensor opened(HostTensor tensor, List<OnnxTensor> open) throws OrtException {
    OnnxTensor opened = tensor.toOnnx();
    open.add(opened);
    return opened;
  }

  @Override
  public void reorder(int[] from) {
    for (CacheMemory cache : caches) {
      cache.reorder(
          shared ? cache.even() : cache.past(runs), shared ? batch.capacity() : length, from);
    }
  }

  @Override
  public int token(int row) {
    return selected.token(row);
  }

  @Override
  public MemorySegment logits(int row) {
    return selected.logits(row);
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
