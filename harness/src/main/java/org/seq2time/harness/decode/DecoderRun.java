package org.seq2time.harness.decode;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** One batch in an engine: its KV cache, and the graph's runs over it. */
interface DecoderRun extends AutoCloseable {

  /**
   * Runs the graph once and adds to the cache.
   *
   * @param inputs all but the cache's
   * @param newTokens number of positions that they hold
   * @param logits whether logits are wanted, or only the largest one's index
   */
  void execute(List<HostTensor> inputs, int newTokens, boolean logits);

  /** The index of a row's largest logit, after a run without logits. */
  int token(int row);

  /** A row's logits, float32, after a run with logits; valid until the next run. */
  MemorySegment logits(int row);

  /**
   * Gives each row the cache of another: the i-th row goes on from what the {@code from[i]}-th has.
   */
  void reorder(int[] from);

  /** Ends a run that another thread is in; that run throws. */
  void terminate();

  @Override
  void close();
}
