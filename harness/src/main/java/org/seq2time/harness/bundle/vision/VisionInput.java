package org.seq2time.harness.bundle.vision;

import java.util.List;

/** Names of the inputs of vision encoders and of graphs of visual tokens. */
public final class VisionInput {

  public static final String PIXELS = "pixel_values";
  public static final String PIXEL_MASK = "pixel_attention_mask";

  /** Steps of time, rows and columns of a video's patches, as exporters call them. */
  public static final List<String> GRIDS = List.of("grid_thw", "video_grid_thw", "image_grid_thw");

  public static final String FEATURES = "frame_features";
  public static final String SECONDS = "frame_times";
  public static final String TIME_IDS = "time_input_ids";
  public static final String TIME_MASK = "time_attention_mask";

  private VisionInput() {}
}
