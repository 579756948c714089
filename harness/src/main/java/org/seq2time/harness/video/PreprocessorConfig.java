package org.seq2time.harness.video;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.harness.video.ProcessorDefaults.Kind;

/**
 * Reads what transformers saves: {@code video_preprocessor_config.json}, {@code
 * preprocessor_config.json}, or the processor inside {@code processor_config.json}. A key that is
 * not known could change pixels and is an error.
 */
final class PreprocessorConfig {

  /**
   * Keys that do not change the pixels of a frame: who made the file, how the other modality and
   * pictures in patches are treated, the form of the result, and sampling, which {@code frames} of
   * {@code seq2time.json} decides.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of(
          "processor_class",
          "auto_map",
          "transformers_version",
          "valid_processor_keys",
          "_valid_processor_keys",
          "_processor_class",
          "_name_or_path",
          "name_or_path",
          "do_convert_rgb",
          "do_reduce_labels",
          "image_grid_pinpoints",
          "crop_to_patches",
          "min_patches",
          "max_patches",
          "do_image_splitting",
          "return_row_col_info",
          "image_token",
          "video_token",
          "num_image_tokens",
          "image_seq_length",
          "image_seq_len",
          "vision_aspect_ratio",
          "vision_feature_select_strategy",
          "chat_template",
          "return_tensors",
          "return_metadata",
          "data_format",
          "input_data_format",
          "device",
          "disable_grouping",
          "default_to_square",
          "do_sample_frames",
          "video_metadata",
          "initial_shift",
          "num_frames",
          "fps",
          "min_frames",
          "max_frames",
          "temporal_patch_size");

  private static final List<Double> NO_MEAN = List.of(0.0, 0.0, 0.0);
  private static final List<Double> NO_STD = List.of(1.0, 1.0, 1.0);

  private final Path file;
  private @Nullable String type;
  private int single;
  private int width;
  private int height;
  private int shortest;
  private int longest;
  private int squared;
  private int videoEdge;
  private int leastPixels;
  private int mostPixels;
  private int patch;
  private int merge;
  private @Nullable Resampling resampling;
  private int cropWidth;
  private int cropHeight;
  private double rescaleFactor = 1 / 255.0;
  private @Nullable List<Double> mean;
  private @Nullable List<Double> std;
  private boolean resizes = true;
  private @Nullable Boolean crops;
  private boolean rescales = true;
  private boolean normalises = true;
  private boolean pads;

  private PreprocessorConfig(Path file) {
    this.file = file;
  }

  /** Reads a file whose root is a processor. */
  static ImagePreprocessor read(Path file) {
    PreprocessorConfig config = new PreprocessorConfig(file);
    try (JsonCursor cursor = JsonCursor.open(file)) {
      open(cursor);
      config.fields(cursor);
    }
    return config.build();
  }

  /**
   * The processor inside {@code processor_config.json}, of videos before that of pictures; empty if
   * the file only has what all processors share.
   */
  static Optional<ImagePreprocessor> readNested(Path file) {
    PreprocessorConfig videos = null;
    PreprocessorConfig pictures = null;
    try (JsonCursor cursor = JsonCursor.open(file)) {
      open(cursor);
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        boolean ofVideos = field.equals("video_processor");
        if ((ofVideos || field.equals("image_processor"))
            && cursor.token() == JsonToken.START_OBJECT) {
          PreprocessorConfig config = new PreprocessorConfig(file);
          config.fields(cursor);
          videos = ofVideos ? config : videos;
          pictures = ofVideos ? pictures : config;
        } else {
          cursor.skip();
        }
      }
    }
    PreprocessorConfig nested = videos == null ? pictures : videos;
    return nested == null ? Optional.empty() : Optional.of(nested.build());
  }

  private static void open(JsonCursor cursor) {
    if (!cursor.nextRoot()) {
      throw cursor.error("the file is empty", "an object");
    }
    cursor.expectObject("the configuration");
  }

  private void fields(JsonCursor cursor) {
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (cursor.token() == JsonToken.VALUE_NULL) {
        cursor.skip();
      } else {
        read(cursor, field);
      }
    }
  }

  private void read(JsonCursor cursor, String field) {
    switch (field) {
      case "image_processor_type", "feature_extractor_type" -> {
        String name = cursor.expectString(field);
        type = type == null ? name : type;
      }
      case "video_processor_type" -> type = cursor.expectString(field);
      case "size" -> readSize(cursor);
      case "min_pixels" -> leastPixels = pixels(cursor, field);
      case "max_pixels" -> mostPixels = pixels(cursor, field);
      case "patch_size" -> patch = edge(cursor, field);
      case "merge_size" -> merge = edge(cursor, field);
      case "max_image_size" -> squared = longestEdge(cursor, field);
      case "video_sampling" -> readVideoSampling(cursor);
      case "crop_size" -> readCrop(cursor);
      case "resample" -> resampling = resampling(cursor);
      case "rescale_factor" -> rescaleFactor = cursor.expectNumber(field);
      case "image_mean" -> mean = channels(cursor, field);
      case "image_std" -> std = positiveChannels(cursor, field);
      case "do_resize" -> resizes = flag(cursor, field);
      case "do_center_crop" -> crops = flag(cursor, field);
      case "do_rescale" -> rescales = flag(cursor, field);
      case "do_normalize" -> normalises = flag(cursor, field);
      case "do_pad" -> pads = flag(cursor, field);
      default -> skip(cursor, field);
    }
  }

  /** A step that is switched off does nothing, whatever it would be. */
  private static void skip(JsonCursor cursor, String field) {
    boolean isOff = field.startsWith("do_") && cursor.token() == JsonToken.VALUE_FALSE;
    if (!isOff && !WITHOUT_EFFECT.contains(field)) {
      throw cursor.error(
          "the key "
              + Quoted.value(field)
              + " is not known and could change pixels; remove it if it does not");
    }
    cursor.skip();
  }

  private ImagePreprocessor build() {
    ProcessorDefaults known = ProcessorDefaults.UNNAMED;
    if (type != null) {
      ProcessorDefaults named = ProcessorDefaults.of(type);
      if (named == null) {
        requireAll();
      }
      known = named == null ? known : named;
    }
    if (pads && known.kind() == Kind.PADDED) {
      throw new BadInputException(
          file + ": do_pad of " + type + " is not supported; expected false");
    }
    boolean isCropped = crops == null ? known.crop() > 0 : crops;
    int cropped = cropWidth > 0 ? cropWidth : known.crop();
    Resampling chosen = resampling == null ? known.resampling() : resampling;
    return new ImagePreprocessor(
        resizes ? size(known) : new FrameSize.Original(),
        // PyTorch has no Lanczos for pictures of bytes; its video processors take bicubic.
        known.kind() == Kind.SQUARED && chosen == Resampling.LANCZOS ? Resampling.BICUBIC : chosen,
        isCropped ? cropped : 0,
        isCropped ? (cropHeight > 0 ? cropHeight : cropped) : 0,
        rescales ? rescaleFactor : 1,
        normalises ? (mean == null ? known.mean() : mean) : NO_MEAN,
        normalises ? (std == null ? known.std() : std) : NO_STD);
  }

  /** Of a class whose defaults are not known every value must be there. */
  private void requireAll() {
    boolean isSized = single + width + shortest + leastPixels > 0;
    String missing =
        resizes && !isSized
            ? "size"
            : resizes && resampling == null
                ? "resample"
                : normalises && mean == null
                    ? "image_mean"
                    : normalises && std == null ? "image_std" : "";
    if (!missing.isEmpty()) {
      throw new BadInputException(
          file
              + ": "
              + missing
              + " is missing, and what "
              + Quoted.value(String.valueOf(type))
              + " takes then is not known here; add it");
    }
  }

  private FrameSize size(ProcessorDefaults known) {
    boolean areAreas = known.kind() == Kind.AREA || known.kind() == Kind.VOLUME;
    if (areAreas || leastPixels > 0 || mostPixels > 0) {
      return area(known);
    }
    if (width > 0 && height > 0) {
      return new FrameSize.Exact(width, height);
    }
    if (known.kind() == Kind.SQUARED) {
      int edge = videoEdge > 0 ? videoEdge : longest;
      FrameSize first = edge > 0 ? new FrameSize.LongestEdge(edge) : known.size();
      int square = squared > 0 ? squared : edge > 0 ? edge : 364;
      return new FrameSize.Then(first, new FrameSize.Exact(square, square));
    }
    if (single > 0) {
      return known.isSquare()
          ? new FrameSize.Exact(single, single)
          : new FrameSize.ShortestEdge(single);
    }
    if (shortest > 0) {
      return longest > 0
          ? new FrameSize.EdgesWithin(shortest, longest)
          : new FrameSize.ShortestEdge(shortest);
    }
    if (longest > 0 || width > 0 || height > 0) {
      throw new BadInputException(
          file
              + ": size has "
              + (longest > 0 ? "longest_edge" : width > 0 ? "width" : "height")
              + " alone; expected height and width, or shortest_edge");
    }
    return known.size();
  }

  private FrameSize area(ProcessorDefaults known) {
    int factor = 28;
    long least = 56 * 56;
    long most = 28L * 28 * 1280;
    if (known.size() instanceof FrameSize.Area area) {
      factor = area.factor();
      least = area.least();
      most = area.most();
    } else if (known.size() instanceof FrameSize.Volume volume) {
      factor = volume.factor();
      least = volume.least();
      most = volume.most();
    }
    if (patch > 0 || merge > 0) {
      int patchEdge = patch > 0 ? patch : factor / 2;
      factor = patchEdge * (merge > 0 ? merge : 2);
    }
    least = leastPixels > 0 ? leastPixels : shortest > 0 ? shortest : least;
    most = mostPixels > 0 ? mostPixels : longest > 0 ? longest : most;
    if (most < least) {
      throw new BadInputException(
          file + ": frames of at least " + least + " and at most " + most + " pixels");
    }
    return known.kind() == Kind.VOLUME
        ? new FrameSize.Volume(factor, least, most, 2)
        : new FrameSize.Area(factor, least, most);
  }

  private void readSize(JsonCursor cursor) {
    if (cursor.token() == JsonToken.VALUE_NUMBER_INT) {
      single = edge(cursor, "size");
      return;
    }
    cursor.expectObject("size");
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      if (cursor.token() == JsonToken.VALUE_NULL) {
        cursor.skip();
        continue;
      }
      switch (key) {
        // Of Qwen's processors these two are areas.
        case "shortest_edge" -> shortest = pixels(cursor, key);
        case "longest_edge" -> longest = pixels(cursor, key);
        case "width" -> width = edge(cursor, key);
        case "height" -> height = edge(cursor, key);
        case "min_pixels" -> leastPixels = pixels(cursor, key);
        case "max_pixels" -> mostPixels = pixels(cursor, key);
        default -> throw unknown(cursor, "size", key);
      }
    }
  }

  private void readCrop(JsonCursor cursor) {
    if (cursor.token() == JsonToken.VALUE_NUMBER_INT) {
      cropWidth = edge(cursor, "crop_size");
      cropHeight = cropWidth;
      return;
    }
    cursor.expectObject("crop_size");
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      switch (key) {
        case "width" -> cropWidth = edge(cursor, key);
        case "height" -> cropHeight = edge(cursor, key);
        default -> throw unknown(cursor, "crop_size", key);
      }
    }
  }

  private void readVideoSampling(JsonCursor cursor) {
    cursor.expectObject("video_sampling");
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      switch (key) {
        case "video_size" -> videoEdge = longestEdge(cursor, key);
        case "fps", "max_frames", "min_frames", "num_frames" -> cursor.skip();
        default -> throw unknown(cursor, "video_sampling", key);
      }
    }
  }

  private static int longestEdge(JsonCursor cursor, String what) {
    int edge = 0;
    cursor.expectObject(what);
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      if (!key.equals("longest_edge")) {
        throw unknown(cursor, what, key);
      }
      edge = edge(cursor, key);
    }
    return edge;
  }

  private static BadInputException unknown(JsonCursor cursor, String group, String key) {
    return cursor.error(
        "the key " + Quoted.value(key) + " of " + group + " is not known and could change pixels");
  }

  private static Resampling resampling(JsonCursor cursor) {
    int code = cursor.expectInt("resample", 0, 5);
    return switch (code) {
      case 1 -> Resampling.LANCZOS;
      case 2 -> Resampling.BILINEAR;
      case 3 -> Resampling.BICUBIC;
      default ->
          throw cursor.error("resample is " + code, "1 (Lanczos), 2 (bilinear) or 3 (bicubic)");
    };
  }

  private static int edge(JsonCursor cursor, String what) {
    return cursor.expectInt(what, 1, InputLimits.FRAME_EDGE_PIXELS);
  }

  private static int pixels(JsonCursor cursor, String what) {
    return cursor.expectInt(what, 1, Integer.MAX_VALUE);
  }

  private static boolean flag(JsonCursor cursor, String what) {
    return switch (cursor.token()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw cursor.error(what + " is neither true nor false", "true or false");
    };
  }

  private static List<Double> positiveChannels(JsonCursor cursor, String what) {
    List<Double> values = channels(cursor, what);
    if (!values.stream().allMatch(value -> value > 0)) {
      throw cursor.error(what + " is " + values, "three positive numbers");
    }
    return values;
  }

  private static List<Double> channels(JsonCursor cursor, String what) {
    List<Double> values = new ArrayList<>();
    cursor.expectArray(what);
    while (cursor.nextElement()) {
      values.add(cursor.expectNumber(what));
    }
    if (values.size() != 3) {
      throw cursor.error(what + " has " + values.size() + " values", "three, red first");
    }
    return values;
  }
}
