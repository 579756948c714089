package org.seq2time.harness.video;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;

/** Reads {@code preprocessor_config.json}. */
final class PreprocessorConfig {

  private static final ImagePreprocessor DEFAULT = ImagePreprocessor.CLIP_224;

  private FrameSize size = DEFAULT.size();
  private Resampling resampling = DEFAULT.resampling();
  private int cropWidth;
  private int cropHeight;
  private double rescaleFactor = DEFAULT.rescaleFactor();
  private List<Double> mean = DEFAULT.mean();
  private List<Double> std = DEFAULT.std();
  private boolean resizes = true;
  private boolean crops = true;
  private boolean rescales = true;
  private boolean normalises = true;

  private PreprocessorConfig() {}

  static ImagePreprocessor read(Path file) {
    PreprocessorConfig config = new PreprocessorConfig();
    try (JsonCursor cursor = JsonCursor.open(file)) {
      if (!cursor.nextRoot()) {
        throw cursor.error("the file is empty", "an object");
      }
      cursor.expectObject("the configuration");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        config.read(cursor, field);
      }
    }
    return config.build();
  }

  private ImagePreprocessor build() {
    return new ImagePreprocessor(
        resizes ? size : new FrameSize.Original(),
        resampling,
        crops ? cropWidth : 0,
        crops ? cropHeight : 0,
        rescales ? rescaleFactor : 1,
        normalises ? mean : List.of(0.0, 0.0, 0.0),
        normalises ? std : List.of(1.0, 1.0, 1.0));
  }

  private void read(JsonCursor cursor, String field) {
    switch (field) {
      case "size" -> readSize(cursor);
      case "crop_size" -> readCrop(cursor);
      case "resample" -> resampling = resampling(cursor);
      case "rescale_factor" -> rescaleFactor = cursor.expectNumber(field);
      case "image_mean" -> mean = channels(cursor, field);
      case "image_std" -> std = positiveChannels(cursor, field);
      case "do_resize" -> resizes = flag(cursor, field);
      case "do_center_crop" -> crops = flag(cursor, field);
      case "do_rescale" -> rescales = flag(cursor, field);
      case "do_normalize" -> normalises = flag(cursor, field);
      default -> cursor.skip();
    }
  }

  private void readSize(JsonCursor cursor) {
    if (cursor.token() == JsonToken.VALUE_NUMBER_INT) {
      size = new FrameSize.ShortestEdge(edge(cursor, "size"));
      return;
    }
    int width = 0;
    int height = 0;
    cursor.expectObject("size");
    for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
      switch (key) {
        case "shortest_edge" -> size = new FrameSize.ShortestEdge(edge(cursor, key));
        case "width" -> width = edge(cursor, key);
        case "height" -> height = edge(cursor, key);
        default -> cursor.skip();
      }
    }
    if (width > 0 && height > 0) {
      size = new FrameSize.Exact(width, height);
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
        default -> cursor.skip();
      }
    }
  }

  private static Resampling resampling(JsonCursor cursor) {
    int code = cursor.expectInt("resample", 0, 5);
    return switch (code) {
      case 2 -> Resampling.BILINEAR;
      case 3 -> Resampling.BICUBIC;
      default -> throw cursor.error("resample is " + code, "2 (bilinear) or 3 (bicubic)");
    };
  }

  private static int edge(JsonCursor cursor, String what) {
    return cursor.expectInt(what, 1, InputLimits.FRAME_EDGE_PIXELS);
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
