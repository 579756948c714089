package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
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

  /**
   * Gives each row another one's keys or values.
   *
   * @param data past of the next run, in this process's memory
   * @param tokens that one row of it has room for
   */
  void reorder(MemorySegment data, int tokens, int[] from) {
    long each = bytes(tokens) / rows;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment before = NativeMemory.allocate(bytes(tokens), arena);
      before.copyFrom(data.asSlice(0, bytes(tokens)));
      for (int row = 0; row < rows; row++) {
        if (from[row] != row) {
          data.asSlice(row * each, each).copyFrom(before.asSlice(from[row] * each, each));
        }
      }
    }
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
