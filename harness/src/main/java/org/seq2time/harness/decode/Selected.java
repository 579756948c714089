package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.seq2time.harness.graph.ElementType;

/**
 * What a run selects of its logits, in memory of this process: the outputs of {@link
 * SelectableGraph}.
 */
final class Selected {

  private final long rowBytes;
  private final HostTensor logits;
  private final HostTensor tokens;

  Selected(int rows, int vocabulary, Arena arena) {
    rowBytes = (long) vocabulary * Float.BYTES;
    logits =
        new HostTensor(
            SelectableGraph.LAST_LOGITS,
            ElementType.FLOAT32,
            new long[] {rows, vocabulary},
            arena.allocate(rows * rowBytes, 64));
    tokens =
        new HostTensor(
            SelectableGraph.NEXT_TOKEN,
            ElementType.INT64,
            new long[] {rows, 1},
            arena.allocate((long) rows * Long.BYTES, 64));
  }

  /** The output to ask for. */
  HostTensor output(boolean withLogits) {
    return withLogits ? logits : tokens;
  }

  /** The index of a row's largest logit, after a run without logits. */
  int token(int row) {
    return (int) tokens.data().getAtIndex(ValueLayout.JAVA_LONG, row);
  }

  /** A row's logits, float32, after a run with logits. */
  MemorySegment logits(int row) {
    return logits.data().asSlice(row * rowBytes, rowBytes);
  }
}
