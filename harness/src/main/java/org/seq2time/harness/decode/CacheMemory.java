package org.seq2time.harness.decode;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.function.LongFunction;
import org.seq2time.harness.decode.DecoderLayout.Cache;
import org.seq2time.harness.decode.DecoderLayout.Style;

/**
 * Memory of one layer's keys or values for a batch: one buffer if the graph writes into what it
 * reads, or two that are past and present in turn.
 *
 * @param rows of the batch
 * @param even what the first run reads
 * @param odd what the first run writes
 */
record CacheMemory(Cache cache, int rows, MemorySegment even, MemorySegment odd) {

  /**
   * Memory for all caches of a graph, in their order.
   *
   * @param allocator takes a number of bytes
   */
  static List<CacheMemory> allocate(
      DecoderLayout layout, Batch batch, LongFunction<MemorySegment> allocator) {
    boolean shared = layout.style() == Style.SHARED_BUFFER;
    return layout.caches().stream()
        .map(
            cache -> {
              long bytes =
                  Math.multiplyExact(
                      cache.bytesPerToken() * batch.rows(), cache.positions(batch.capacity()));
              MemorySegment even = allocator.apply(bytes);
              return new CacheMemory(
                  cache, batch.rows(), even, shared ? even : allocator.apply(bytes));
            })
        .toList();
  }

  /** What the run reads, the first being run 0. */
  MemorySegment past(int run) {
    return run % 2 == 0 ? even : odd;
  }

  /** What the run writes. */
  MemorySegment present(int run) {
    return run % 2 == 0 ? odd : even;
  }

  /** Bytes of so many tokens of all rows. */
  long bytes(int tokens) {
    return cache.bytesPerToken() * rows * cache.positions(tokens);
  }

  /** The shape of so many tokens: {@code [batch, heads, tokens, headDimension]}. */
  long[] shape(int tokens) {
    return new long[] {rows, cache.heads(), cache.positions(tokens), cache.headDimension()};
  }
}
