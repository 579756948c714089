package org.seq2time.harness.decode;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.decode.DecoderLayout.Style;
import org.seq2time.harness.graph.ElementType;
import org.seq2time.harness.graph.TensorInfo;

/**
 * The small inputs of each run of a graph for prompts of different lengths.
 *
 * <p>Concatenated caches grow by the same amount in every row, so shorter prompts are padded on the
 * left and masked. GroupQueryAttention keeps each row's own length, so they are padded on the right
 * and the padding is overwritten by the answer.
 */
final class Batch {

  private final DecoderLayout layout;
  private final int[] lengths;
  private final int longest;
  private final int capacity;
  private final Arena arena;
  private final boolean left;
  private final MemorySegment mask;
  private final MemorySegment small;
  private final int[] next;
  private @Nullable MemorySegment embedded;
  private @Nullable MemorySegment zeros;

  /**
   * Lays out a batch.
   *
   * @param capacity most tokens of any row, prompt and answer
   */
  Batch(DecoderLayout layout, int[] lengths, int capacity, Arena arena) {
    this.layout = layout;
    this.lengths = lengths.clone();
    this.next = lengths.clone();
    this.longest = Arrays.stream(lengths).max().orElseThrow();
    this.capacity = capacity;
    this.arena = arena;
    this.left = layout.style() == Style.CONCATENATED;
    mask = arena.allocate((long) lengths.length * capacity * Long.BYTES, Long.BYTES);
    small =
        arena.allocate(
            (7L + Multimodal.AXES) * Math.max(1, lengths.length) * Long.BYTES, Long.BYTES);
  }

  int rows() {
    return lengths.length;
  }

  /** Number of positions that the prompts are fed with, padding included. */
  int promptLength() {
    return longest;
  }

  int capacity() {
    return capacity;
  }

  /** Inputs for the prompts as token ids. */
  List<HostTensor> prompt(int[][] tokens) {
    MemorySegment ids = indices(layout.prompt(), (long) rows() * longest);
    for (int row = 0; row < rows(); row++) {
      for (int i = 0; i < lengths[row]; i++) {
        put(ids, layout.prompt(), (long) row * longest + padding(row) + i, tokens[row][i]);
      }
    }
    return promptInputs(tensor(layout.prompt(), ids, rows(), longest), List.of());
  }

  /**
   * Inputs for the prompts as embeddings, each {@code [length, hidden]}.
   *
   * @param multimodal of each prompt
   */
  List<HostTensor> prompt(float[][] embeddings, int hidden, List<Multimodal> multimodal) {
    ElementType type = layout.prompt().type();
    MemorySegment data =
        NativeMemory.allocate((long) rows() * longest * hidden * type.bytes(1), arena);
    for (int row = 0; row < rows(); row++) {
      FloatConversion.write(
          embeddings[row], data, ((long) row * longest + padding(row)) * hidden, type);
    }
    for (int row = 0; row < rows(); row++) {
      next[row] = multimodal.get(row).next(lengths[row]);
    }
    List<HostTensor> inputs =
        promptInputs(
            new HostTensor(
                layout.prompt().name(), type, new long[] {rows(), longest, hidden}, data),
            multimodal);
    layout.features().forEach(spec -> inputs.add(features(spec, hidden, multimodal)));
    return inputs;
  }

  /** Features at their places, zeros at padding. */
  private HostTensor features(TensorInfo spec, int hidden, List<Multimodal> multimodal) {
    MemorySegment data =
        NativeMemory.allocate(spec.type().bytes((long) rows() * longest * hidden), arena);
    for (int row = 0; row < rows(); row++) {
      float[] values = multimodal.get(row).features().get(spec.name());
      if (values != null) {
        long at = ((long) row * longest + padding(row)) * hidden;
        FloatConversion.write(values, data, at, spec.type());
      }
    }
    return new HostTensor(spec.name(), spec.type(), new long[] {rows(), longest, hidden}, data);
  }

  /** Inputs for one more token of each row, the step-th since the prompt, from 1. */
  List<HostTensor> step(int[] tokens, int step) {
    MemorySegment ids = small(0, layout.prompt().type());
    for (int row = 0; row < rows(); row++) {
      put(ids, layout.prompt(), row, tokens[row]);
    }
    return stepInputs(tensor(layout.prompt(), ids, rows(), 1), step);
  }

  /** The same for embeddings, {@code [rows, hidden]}. */
  List<HostTensor> step(float[] embeddings, int hidden, int step) {
    ElementType type = layout.prompt().type();
    if (embedded == null) {
      embedded = arena.allocate((long) embeddings.length * type.bytes(1), Long.BYTES);
    }
    MemorySegment data = embedded;
    FloatConversion.write(embeddings, data, 0, type);
    List<HostTensor> inputs =
        stepInputs(
            new HostTensor(layout.prompt().name(), type, new long[] {rows(), 1, hidden}, data),
            step);
    if (!layout.features().isEmpty()) {
      MemorySegment none = zeros == null ? arena.allocate((long) embeddings.length * 8, 8) : zeros;
      zeros = none;
      for (TensorInfo spec : layout.features()) {
        MemorySegment part = none.asSlice(0, spec.type().bytes(embeddings.length));
        inputs.add(new HostTensor(spec.name(), spec.type(), new long[] {rows(), 1, hidden}, part));
      }
    }
    return inputs;
  }

  private int padding(int row) {
    return left ? longest - lengths[row] : 0;
  }

  private List<HostTensor> promptInputs(HostTensor prompt, List<Multimodal> multimodal) {
    List<HostTensor> inputs = new ArrayList<>();
    inputs.add(prompt);
    layout.positions().ifPresent(spec -> inputs.add(promptPositions(spec, multimodal)));
    MemorySegment last = small(1, ElementType.INT64);
    for (int row = 0; row < rows(); row++) {
      last.setAtIndex(ValueLayout.JAVA_LONG, row, left ? longest - 1 : lengths[row] - 1);
    }
    inputs.add(
        new HostTensor(
            SelectableGraph.LAST_POSITION, ElementType.INT64, new long[] {rows(), 1}, last));
    addLengths(inputs, 0);
    return inputs;
  }

  /** On each axis, row by row; 0 at padding, which nothing attends to. */
  private HostTensor promptPositions(TensorInfo spec, List<Multimodal> multimodal) {
    int axes = layout.axes();
    MemorySegment data = indices(spec, (long) axes * rows() * longest);
    long at = 0;
    for (int axis = 0; axis < axes; axis++) {
      for (int row = 0; row < rows(); row++) {
        Multimodal own = multimodal.isEmpty() ? Multimodal.NONE : multimodal.get(row);
        for (int i = 0; i < longest; i++) {
          int place = i - padding(row);
          boolean token = place >= 0 && place < lengths[row];
          // Behind a shorter prompt on the right positions go on; the answer overwrites them.
          int otherwise = Math.max(0, place);
          put(data, spec, at++, token ? own.position(axis, place) : otherwise);
        }
      }
    }
    return positions(spec, data, longest);
  }

  private HostTensor positions(TensorInfo spec, MemorySegment data, int length) {
    return layout.axes() == 1
        ? tensor(spec, data, rows(), length)
        : new HostTensor(
            spec.name(), spec.type(), new long[] {layout.axes(), rows(), length}, data);
  }

  private List<HostTensor> stepInputs(HostTensor token, int step) {
    List<HostTensor> inputs = new ArrayList<>();
    inputs.add(token);
    layout
        .positions()
        .ifPresent(
            spec -> {
              MemorySegment data =
                  small.asSlice(
                      7L * Long.BYTES * rows(), spec.type().bytes((long) layout.axes() * rows()));
              for (int i = 0; i < layout.axes() * rows(); i++) {
                put(data, spec, i, next[i % rows()] + step - 1);
              }
              inputs.add(positions(spec, data, 1));
            });
    MemorySegment last = small(1, ElementType.INT64);
    last.fill((byte) 0);
    inputs.add(
        new HostTensor(
            SelectableGraph.LAST_POSITION, ElementType.INT64, new long[] {rows(), 1}, last));
    addLengths(inputs, step);
    return inputs;
  }

  private void addLengths(List<HostTensor> inputs, int step) {
    int total = longest + step;
    layout.attentionMask().ifPresent(spec -> inputs.add(mask(spec, total, step)));
    layout
        .lastIndices()
        .ifPresent(
            spec -> {
              MemorySegment data = small(3, spec.type());
              for (int row = 0; row < rows(); row++) {
                put(data, spec, row, lengths[row] + step - 1);
              }
              inputs.add(vector(spec, data));
            });
    layout
        .totalLength()
        .ifPresent(
            spec -> {
              MemorySegment data = small(4, spec.type()).asSlice(0, spec.type().bytes(1));
              put(data, spec, 0, total);
              long[] shape = spec.rank() == 1 ? new long[] {1} : new long[0];
              inputs.add(new HostTensor(spec.name(), spec.type(), shape, data));
            });
    layout
        .keptLogits()
        .ifPresent(
            spec -> {
              MemorySegment data = small(6, spec.type()).asSlice(0, spec.type().bytes(1));
              put(data, spec, 0, 0);
              long[] shape = spec.rank() == 1 ? new long[] {1} : new long[0];
              inputs.add(new HostTensor(spec.name(), spec.type(), shape, data));
            });
    layout
        .cacheBranch()
        .ifPresent(
            spec -> {
              MemorySegment data = small(5, spec.type()).asSlice(0, 1);
              data.set(ValueLayout.JAVA_BYTE, 0, (byte) (step == 0 ? 0 : 1));
              inputs.add(new HostTensor(spec.name(), spec.type(), new long[] {1}, data));
            });
  }

  private HostTensor mask(TensorInfo spec, int total, int step) {
    MemorySegment data = mask.asSlice(0, (long) rows() * total * spec.type().bytes(1));
    for (int row = 0; row < rows(); row++) {
      int from = padding(row);
      int to = from + lengths[row] + step;
      for (int i = 0; i < total; i++) {
        put(data, spec, (long) row * total + i, i >= from && i < to ? 1 : 0);
      }
    }
    return tensor(spec, data, rows(), total);
  }

  private HostTensor vector(TensorInfo spec, MemorySegment data) {
    long[] shape = spec.rank() == 2 ? new long[] {rows(), 1} : new long[] {rows()};
    return new HostTensor(spec.name(), spec.type(), shape, data);
  }

  private static HostTensor tensor(TensorInfo spec, MemorySegment data, int rows, int length) {
    return new HostTensor(spec.name(), spec.type(), new long[] {rows, length}, data);
  }

  private MemorySegment indices(TensorInfo spec, long count) {
    return arena.allocate(count * spec.type().bytes(1), Long.BYTES);
  }

  /** Room for one index per row; reused by every step. */
  private MemorySegment small(int slot, ElementType type) {
    int each = Long.BYTES * rows();
    return small.asSlice((long) slot * each, type.bytes(rows()));
  }

  private static void put(MemorySegment data, TensorInfo spec, long index, long value) {
    if (spec.type() == ElementType.INT64) {
      data.setAtIndex(ValueLayout.JAVA_LONG, index, value);
    } else {
      data.setAtIndex(ValueLayout.JAVA_INT, index, Math.toIntExact(value));
    }
  }
}
