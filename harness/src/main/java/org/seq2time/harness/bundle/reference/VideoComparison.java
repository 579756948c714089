package org.seq2time.harness.bundle.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.vision.FrameEncoder;
import org.seq2time.harness.bundle.vision.RopePositions;
import org.seq2time.harness.bundle.vision.VisualEncoder;
import org.seq2time.harness.bundle.vision.VisualEncoder.Visual;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.DecodeRequest;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Logits;
import org.seq2time.harness.decode.Prompt;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoFrame;

/**
 * A video language model beside the reference values of its own code: frame features, visual
 * tokens, positions, logits and greedy tokens. Frames are {@link FormulaVideo}'s, token ids the
 * file's, so that what differs is in the graphs or in how they are fed.
 */
final class VideoComparison {

  /** The edge of frames where a case does not say: TimeChat's. */
  private static final int EDGE = 224;

  private final ModelBundle bundle;
  private final List<Decoder> decoders;
  private final FrameEncoder frames;
  private final VisualEncoder visuals;
  private final Path path;
  private final ReferenceFile file;
  private final double tolerance;
  private final List<StageResult> results = new ArrayList<>();

  VideoComparison(
      ModelBundle bundle,
      List<Decoder> decoders,
      FrameEncoder frames,
      VisualEncoder visuals,
      Path path,
      double tolerance) {
    this.bundle = bundle;
    this.decoders = List.copyOf(decoders);
    this.frames = frames;
    this.visuals = visuals;
    this.path = path;
    this.file = ReferenceFile.at(path);
    this.tolerance = tolerance;
  }

  static boolean isForm(JsonNode root) {
    return root.has("frame_formula") && root.has("cases");
  }

  List<StageResult> compare(JsonNode root) throws InterruptedException {
    for (JsonNode one : file.array(root.path("cases"), "cases")) {
      one(one);
    }
    return List.copyOf(results);
  }

  private void one(JsonNode one) throws InterruptedException {
    String name = file.text(one, "name");
    List<RgbImage> images = images(one);
    boolean exact = pixels(name, one, images) && !resized(name, one, images.getFirst());
    Visual visual = null;
    if (exact) {
      features(name, one, images);
      visual = visuals.encode(shown(images), sentences(one), Cancellation.none());
    }
    Visual stored = stored(one);
    if (visual != null && stored != null) {
      results.add(
          StageResult.of(
              name,
              "visual tokens",
              Logits.difference(visual.values(), stored.values()),
              tolerance,
              ""));
      for (Map.Entry<String, float[]> deeper : stored.deeper().entrySet()) {
        float[] found = visual.deeper().getOrDefault(deeper.getKey(), new float[0]);
        results.add(
            StageResult.of(
                name, deeper.getKey(), Logits.difference(found, deeper.getValue()), tolerance, ""));
      }
    }
    Visual used = visual == null ? stored : visual;
    if (used == null) {
      results.add(StageResult.notRun(name, "logits", "the file has no visual tokens"));
      return;
    }
    String note = visual == null ? "from the file's visual tokens" : "";
    decoders.forEach(decoder -> decode(decoder, name, one, used, note));
  }

  private List<RgbImage> images(JsonNode one) {
    JsonNode numbers =
        one.has("frame_indices") ? one.path("frame_indices") : one.path("frame_numbers");
    int[] frameNumbers =
        numbers.isArray()
            ? file.integers(numbers, "frame numbers")
            : IntStream.range(0, one.path("frames").asInt()).toArray();
    if (frameNumbers.length == 0) {
      throw new BadInputException(path + ": a case has no frames (docs/export.md)");
    }
    int width = one.path("width").asInt(EDGE);
    int height = one.path("height").asInt(EDGE);
    return Arrays.stream(frameNumbers)
        .mapToObj(number -> FormulaVideo.frame(number, width, height))
        .map(image -> bundle.images().ofFrames(frameNumbers.length).resized(image))
        .toList();
  }

  /**
   * Resizing in another library may be a level off in any pixel, of which a file has some only: no
   * feature can then be expected to be equal, and the decoder is fed the file's.
   */
  private boolean resized(String name, JsonNode one, RgbImage image) {
    boolean resized =
        image.width() != one.path("width").asInt(EDGE)
            || image.height() != one.path("height").asInt(EDGE);
    if (resized) {
      String why = "they follow from pixels that were resized";
      results.add(StageResult.notRun(name, "frame features", why));
    }
    return resized;
  }

  /** Whether the pixels are those of the reference; resizing may differ by two levels. */
  private boolean pixels(String name, JsonNode one, List<RgbImage> images) {
    JsonNode summary =
        one.has("pixel_values") ? one.path("pixel_values") : one.path("pixel_values_videos");
    if (summary.isMissingNode()) {
      return true;
    }
    double most = samples(summary, frames.pixels(images));
    double levels = most * smallestStd() * 255;
    double allowed = 2.0;
    results.add(StageResult.of(name, "pixels, in levels of 255", levels, allowed, ""));
    return levels <= allowed;
  }

  private double smallestStd() {
    return bundle.images().std().stream().mapToDouble(v -> v).max().orElse(1);
  }

  private void features(String name, JsonNode one, List<RgbImage> images)
      throws InterruptedException {
    JsonNode summary =
        one.has("frame_features") ? one.path("frame_features") : one.path("image_features");
    if (summary.isMissingNode()) {
      return;
    }
    float[] found = frames.encode(images, Cancellation.none()).features().values();
    results.add(StageResult.of(name, "frame features", samples(summary, found), tolerance, ""));
  }

  /** The largest difference at the places that a summary of an array has. */
  private double samples(JsonNode summary, float[] found) {
    int[] places = file.integers(summary.path("sample_index"), "sample_index");
    float[] values = file.floats(summary.path("sample"), "sample");
    double most = 0;
    for (int i = 0; i < places.length; i++) {
      boolean there = places[i] >= 0 && places[i] < found.length;
      double difference = there ? Math.abs((double) found[places[i]] - values[i]) : Double.NaN;
      most = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(most, difference);
    }
    return most;
  }

  private static List<VideoFrame> shown(List<RgbImage> images) {
    List<VideoFrame> frames = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      frames.add(new VideoFrame(i, i, images.get(i)));
    }
    return frames;
  }

  private List<String> sentences(JsonNode one) {
    List<String> sentences = new ArrayList<>();
    one.path("time_texts").forEach(text -> sentences.add(text.asText()));
    return sentences;
  }

  /** The visual tokens of the file, and those for deeper layers behind them. */
  private @Nullable Visual stored(JsonNode one) {
    for (String field : List.of("visual_tokens_file", "image_features_file", "features_file")) {
      if (one.has(field)) {
        Path array = path.resolveSibling(file.text(one, field));
        if (!Files.isRegularFile(array)) {
          return null;
        }
        float[][] rows = NumberArray.rows(array);
        int deeper = one.path("deepstack_features").size();
        int count = rows.length / (1 + deeper);
        Map<String, float[]> more = new HashMap<>();
        for (int i = 0; i < deeper; i++) {
          more.put("deepstack_features_" + i, flat(rows, (i + 1) * count, count));
        }
        return new Visual(
            flat(rows, 0, count), count, rows[0].length, new TreeMap<>(more), grid(one));
      }
    }
    return null;
  }

  private int[] grid(JsonNode one) {
    JsonNode grid = one.path("video_grid_thw").path(0);
    return grid.isArray() ? file.integers(grid, "video_grid_thw") : new int[0];
  }

  private static float[] flat(float[][] rows, int from, int count) {
    int width = rows[0].length;
    float[] values = new float[count * width];
    for (int i = 0; i < count; i++) {
      System.arraycopy(rows[from + i], 0, values, i * width, width);
    }
    return values;
  }

  private void decode(Decoder decoder, String name, JsonNode one, Visual visual, String note) {
    ReferencePrompt layout = ReferencePrompt.of(file, one, visual.count());
    Optional<int[][]> positions = positions(decoder, one, layout);
    if (positions.isPresent() && one.has("position_ids")) {
      int[][] expected =
          file.integerRows(one.path("position_ids"), "position_ids").toArray(int[][]::new);
      boolean equal = Arrays.deepEquals(positions.get(), expected);
      results.add(StageResult.equality(name, "positions", equal, layout.length() + " on 3 axes"));
    }
    Prompt prompt = layout.prompt(visual, decoder::embed, positions.orElse(new int[0][]));
    float[][] expected = NumberArray.rows(path.resolveSibling(file.text(one, "step_logits_file")));
    int[] tokens = file.integers(one.path("greedy_tokens"), "greedy_tokens");
    int steps = Math.min(tokens.length, expected.length) - 1;
    float[][] found =
        decoder.logits(List.of(prompt), List.of(Arrays.copyOf(tokens, steps))).getFirst();
    double first = Logits.difference(found[0], expected[0]);
    results.add(StageResult.of(name, "prompt's logits", first, tolerance, note));
    double most = first;
    for (int step = 1; step <= steps; step++) {
      most = Math.max(most, Logits.difference(found[step], expected[step]));
    }
    results.add(
        StageResult.of(name, "logits after " + steps + " tokens, each", most, tolerance, note));
    greedy(decoder, name, one, prompt, tokens, most);
  }

  private Optional<int[][]> positions(Decoder decoder, JsonNode one, ReferencePrompt layout) {
    if (decoder.layout().axes() == 1) {
      return Optional.empty();
    }
    RopePositions rule = RopePositions.of(bundle);
    int[] grid = grid(one);
    double seconds = one.path("second_per_grid_ts").path(0).asDouble(1);
    return Optional.of(rule.ofVideo(layout.ids(), grid, seconds));
  }

  /** Identical, unless two logits are nearer to each other than to the reference's. */
  private void greedy(
      Decoder decoder, String name, JsonNode one, Prompt prompt, int[] tokens, double most) {
    double gap = one.path("smallest_gap_top1_top2").asDouble(Double.POSITIVE_INFINITY);
    if (gap <= 2 * most) {
      results.add(StageResult.notRun(name, "greedy tokens", "two logits are nearer than that"));
      return;
    }
    DecodeRequest request =
        new DecodeRequest(prompt, tokens.length, Set.of(), Sampler.greedy(), Optional.empty());
    List<Integer> found = decoder.decode(request).tokens();
    List<Integer> expected = Arrays.stream(tokens).boxed().toList();
    boolean equal = found.equals(expected);
    results.add(
        StageResult.equality(
            name,
            "greedy tokens",
            equal,
            equal ? tokens.length + " tokens" : found + ", expected " + expected));
  }
}
