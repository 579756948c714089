package org.seq2time.harness.decode;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What some decoders take with the embeddings of a prompt: positions on three axes (multimodal
 * rotation, Qwen2-VL and its successors), and features that are added in deeper layers (DeepStack,
 * Qwen3-VL).
 *
 * @param positions {@code [3][length]}: time, height, width; empty for positions that count
 * @param features by the decoder's input, each {@code [length, hidden]}, zeros where there is text
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Multimodal(int[][] positions, SortedMap<String, float[]> features) {

  /** Number of axes of multimodal rotation. */
  public static final int AXES = 3;

  /** Positions that count from 0, no features. */
  public static final Multimodal NONE = new Multimodal(new int[0][], new TreeMap<>());

  public Multimodal {
    if (positions.length != 0 && positions.length != AXES) {
      throw new IllegalArgumentException("positions on " + positions.length + " axes, expected 3");
    }
    features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
  }

  /** Positions alone. */
  public static Multimodal of(int[][] positions) {
    return new Multimodal(positions, new TreeMap<>());
  }

  /** Positions, and features by the decoder's input. */
  public static Multimodal of(int[][] positions, Map<String, float[]> features) {
    return new Multimodal(positions, new TreeMap<>(features));
  }

  /** The position of the token at this place of a prompt. */
  int position(int axis, int place) {
    return positions.length == 0 ? place : positions[axis][place];
  }

  /** The first position behind a prompt: one more than the largest of all axes. */
  int next(int length) {
    return positions.length == 0
        ? length
        : Arrays.stream(positions).flatMapToInt(Arrays::stream).max().orElse(-1) + 1;
  }
}
