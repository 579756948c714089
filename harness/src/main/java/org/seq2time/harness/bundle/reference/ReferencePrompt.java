package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.seq2time.harness.bundle.vision.VisualEncoder.Visual;
import org.seq2time.harness.decode.Multimodal;
import org.seq2time.harness.decode.Prompt;

/**
 * A prompt's token ids with places for visual tokens, in one of the forms of reference files.
 *
 * @param ids of text, and of whatever stands for visual tokens at their places
 * @param visual whether a place is a visual token's
 */
@SuppressWarnings("ArrayRecordComponent") // local
record ReferencePrompt(int[] ids, boolean[] visual) {

  /**
   * Reads a case's prompt.
   *
   * @param count number of visual tokens
   */
  static ReferencePrompt of(ReferenceFile file, JsonNode one, int count) {
    if (one.has("input_ids_before")) {
      return around(
          file.integers(one.path("input_ids_before"), "input_ids_before"),
          count,
          file.integers(one.path("input_ids_after"), "input_ids_after"));
    }
    JsonNode ids = one.path("input_ids");
    if (ids.isObject()) {
      return around(
          file.integers(ids.path("before"), "input_ids.before"),
          count,
          file.integers(ids.path("after"), "input_ids.after"));
    }
    if (one.has("text_pieces_ids")) {
      return pieces(file, one);
    }
    int[] all = file.integers(ids, "input_ids");
    boolean[] visual = new boolean[all.length];
    if (one.has("visual_starts")) {
      JsonNode each =
          one.has("tokens_per_frame")
              ? one.path("tokens_per_frame")
              : one.path("tokens_per_grid_step");
      for (int start : file.integers(one.path("visual_starts"), "visual_starts")) {
        Arrays.fill(visual, start, start + each.asInt(), true);
      }
    } else {
      int first = one.path("visual_positions").path("first").asInt();
      Arrays.fill(visual, first, first + count, true);
    }
    return new ReferencePrompt(all, visual);
  }

  private static ReferencePrompt around(int[] before, int count, int[] after) {
    int[] ids = new int[before.length + count + after.length];
    System.arraycopy(before, 0, ids, 0, before.length);
    System.arraycopy(after, 0, ids, before.length + count, after.length);
    boolean[] visual = new boolean[ids.length];
    Arrays.fill(visual, before.length, before.length + count, true);
    return new ReferencePrompt(ids, visual);
  }

  /** Pieces of text with one frame's visual tokens between two of them. */
  private static ReferencePrompt pieces(ReferenceFile file, JsonNode one) {
    int each = one.path("tokens_per_frame").asInt();
    IntStream.Builder ids = IntStream.builder();
    IntStream.Builder kinds = IntStream.builder();
    JsonNode pieces = file.array(one.path("text_pieces_ids"), "text_pieces_ids");
    for (int i = 0; i < pieces.size(); i++) {
      for (int id : file.integers(pieces.get(i), "text_pieces_ids")) {
        ids.add(id);
        kinds.add(0);
      }
      for (int k = 0; k < each && i < pieces.size() - 1; k++) {
        ids.add(0);
        kinds.add(1);
      }
    }
    int[] marks = kinds.build().toArray();
    boolean[] visual = new boolean[marks.length];
    for (int i = 0; i < marks.length; i++) {
      visual[i] = marks[i] == 1;
    }
    return new ReferencePrompt(ids.build().toArray(), visual);
  }

  int length() {
    return ids.length;
  }

  /** Embeddings of text with visual tokens at their places. */
  Prompt.Embeddings prompt(Visual tokens, Function<int[], float[]> embed, int[][] positions) {
    int[] text = IntStream.range(0, ids.length).filter(i -> !visual[i]).map(i -> ids[i]).toArray();
    float[] embedded = embed.apply(text);
    int width = tokens.width();
    float[] values = new float[ids.length * width];
    Map<String, float[]> deeper = new TreeMap<>();
    tokens.deeper().keySet().forEach(name -> deeper.put(name, new float[values.length]));
    int textAt = 0;
    int visualAt = 0;
    for (int i = 0; i < ids.length; i++) {
      if (!visual[i]) {
        System.arraycopy(embedded, textAt++ * width, values, i * width, width);
        continue;
      }
      System.arraycopy(tokens.values(), visualAt * width, values, i * width, width);
      for (Map.Entry<String, float[]> to : deeper.entrySet()) {
        float[] from = tokens.deeper().getOrDefault(to.getKey(), new float[0]);
        System.arraycopy(from, visualAt * width, to.getValue(), i * width, width);
      }
      visualAt++;
    }
    return new Prompt.Embeddings(values, ids.length, text, Multimodal.of(positions, deeper));
  }
}
