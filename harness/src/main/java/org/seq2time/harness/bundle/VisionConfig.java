package org.seq2time.harness.bundle;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;

/**
 * What {@code config.json} says of a model's vision part. A number is -1 where it is not said.
 *
 * @param type {@code model_type} of the whole model, empty if not said
 * @param patch {@code vision_config.patch_size}: edge of a patch in pixels
 * @param temporalPatch {@code vision_config.temporal_patch_size}: frames in a patch
 * @param merge {@code vision_config.spatial_merge_size}: patches on an edge that become one token
 * @param tokensPerSecond {@code vision_config.tokens_per_second}: how seconds count in positions;
 *     -1 where a step of time counts one
 * @param imageToken {@code image_token_id}
 * @param videoToken {@code video_token_id}
 */
public record VisionConfig(
    String type,
    int patch,
    int temporalPatch,
    int merge,
    double tokensPerSecond,
    int imageToken,
    int videoToken) {

  /** Nothing is said. */
  static final VisionConfig NONE = new VisionConfig("", -1, -1, -1, -1, -1, -1);

  /** Reads a {@code config.json}. */
  static VisionConfig read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      Reader reader = new Reader();
      cursor.nextRoot();
      cursor.expectObject("the model's configuration");
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        reader.field(cursor, f);
      }
      cursor.expectEnd();
      return reader.build();
    }
  }

  /** Walks the file. */
  private static final class Reader {
    private String type = "";
    private int patch = -1;
    private int temporalPatch = -1;
    private int merge = -1;
    private double tokensPerSecond = -1;
    private int imageToken = -1;
    private int videoToken = -1;

    void field(JsonCursor cursor, String field) {
      switch (field) {
        case "model_type" -> type = cursor.expectString("the model's type");
        case "image_token_id" -> imageToken = ModelConfig.size(cursor, "the image token's id");
        case "video_token_id" -> videoToken = ModelConfig.size(cursor, "the video token's id");
        case "vision_config" -> vision(cursor);
        default -> cursor.skip();
      }
    }

    private void vision(JsonCursor cursor) {
      if (cursor.token() != JsonToken.START_OBJECT) {
        cursor.skip();
        return;
      }
      for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
        switch (f) {
          case "patch_size" -> patch = edge(cursor, f);
          case "temporal_patch_size" -> temporalPatch = edge(cursor, f);
          case "spatial_merge_size" -> merge = edge(cursor, f);
          case "tokens_per_second" -> tokensPerSecond = cursor.expectNumber(f);
          default -> cursor.skip();
        }
      }
    }

    /** InternVL's patches are a list of two sizes; only where it is one number is it needed. */
    private static int edge(JsonCursor cursor, String what) {
      if (cursor.token() != JsonToken.VALUE_NUMBER_INT) {
        cursor.skip();
        return -1;
      }
      return cursor.expectInt(what, 1, InputLimits.FRAME_EDGE_PIXELS);
    }

    VisionConfig build() {
      return new VisionConfig(
          type, patch, temporalPatch, merge, tokensPerSecond, imageToken, videoToken);
    }
  }
}
