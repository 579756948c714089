package org.seq2time.harness.video;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a processor of transformers does where its file says nothing, by its class (4.57).
 *
 * @param size where neither {@code size} nor areas are given
 * @param isSquare whether one number for {@code size} is both edges instead of the shorter
 * @param resampling of {@code resample}
 * @param crop edge of {@code crop_size}; 0 for none
 * @param mean of {@code image_mean}
 * @param std of {@code image_std}
 * @param kind how {@code size} is to be read
 */
record ProcessorDefaults(
    FrameSize size,
    boolean isSquare,
    Resampling resampling,
    int crop,
    List<Double> mean,
    List<Double> std,
    Kind kind) {

  /** How edges are understood. */
  enum Kind {
    /** In pixels. */
    EDGES,
    /** {@code shortest_edge} and {@code longest_edge} are areas of a frame. */
    AREA,
    /** They are areas of all frames. */
    VOLUME,
    /** {@code longest_edge} first, then a square of {@code max_image_size}. */
    SQUARED,
    /** Pictures are padded to squares before anything else, if {@code do_pad} says so. */
    PADDED
  }

  private static final List<Double> CLIP_MEAN = ImagePreprocessor.CLIP_224.mean();
  private static final List<Double> CLIP_STD = ImagePreprocessor.CLIP_224.std();
  private static final List<Double> HALF = List.of(0.5, 0.5, 0.5);

  /** What is taken where no class is named. */
  static final ProcessorDefaults UNNAMED = clip(ImagePreprocessor.CLIP_224.size(), 0, Kind.EDGES);

  private static final ProcessorDefaults CLIP =
      clip(new FrameSize.ShortestEdge(224), 224, Kind.EDGES);

  private static final Map<String, ProcessorDefaults> BY_CLASS =
      Map.ofEntries(
          Map.entry("CLIPImageProcessor", CLIP),
          Map.entry("CLIPFeatureExtractor", CLIP),
          Map.entry("VideoLlavaImageProcessor", CLIP),
          Map.entry("VideoLlavaVideoProcessor", CLIP),
          Map.entry("LlavaNextImageProcessor", CLIP),
          Map.entry("LlavaNextVideoImageProcessor", CLIP),
          Map.entry("LlavaNextVideoVideoProcessor", CLIP),
          Map.entry("LlavaNextVideoProcessor", CLIP),
          Map.entry("LlavaImageProcessor", clip(new FrameSize.ShortestEdge(224), 224, Kind.PADDED)),
          Map.entry("BlipImageProcessor", square(384, CLIP_MEAN, CLIP_STD)),
          Map.entry("LlavaOnevisionImageProcessor", square(384, CLIP_MEAN, CLIP_STD)),
          Map.entry("LlavaOnevisionVideoProcessor", square(384, CLIP_MEAN, CLIP_STD)),
          Map.entry("GotOcr2ImageProcessor", square(384, CLIP_MEAN, CLIP_STD)),
          Map.entry("InternVLVideoProcessor", square(384, CLIP_MEAN, CLIP_STD)),
          Map.entry("SiglipImageProcessor", square(224, HALF, HALF)),
          Map.entry("ViTImageProcessor", bilinear(square(224, HALF, HALF))),
          Map.entry("SmolVLMImageProcessor", squared()),
          Map.entry("SmolVLMVideoProcessor", squared()),
          Map.entry("Idefics3ImageProcessor", squared()),
          Map.entry("Qwen2VLImageProcessor", area(28, 56 * 56, 28 * 28 * 1280, Kind.AREA)),
          Map.entry("Qwen2_5_VLImageProcessor", area(28, 56 * 56, 28 * 28 * 1280, Kind.AREA)),
          Map.entry("Qwen2VLVideoProcessor", area(28, 128 * 28 * 28, 28 * 28 * 768, Kind.AREA)),
          Map.entry("Qwen3VLVideoProcessor", area(32, 128 * 32 * 32, 32 * 32 * 768, Kind.VOLUME)));

  /** Those of a class, in PyTorch's form ({@code ...Fast}) too; null if it is not known here. */
  static @Nullable ProcessorDefaults of(String name) {
    return BY_CLASS.get(name.endsWith("Fast") ? name.substring(0, name.length() - 4) : name);
  }

  private static ProcessorDefaults clip(FrameSize size, int crop, Kind kind) {
    return new ProcessorDefaults(size, false, Resampling.BICUBIC, crop, CLIP_MEAN, CLIP_STD, kind);
  }

  private static ProcessorDefaults square(int edge, List<Double> mean, List<Double> std) {
    return new ProcessorDefaults(
        new FrameSize.Exact(edge, edge), true, Resampling.BICUBIC, 0, mean, std, Kind.EDGES);
  }

  private static ProcessorDefaults bilinear(ProcessorDefaults other) {
    return new ProcessorDefaults(
        other.size, true, Resampling.BILINEAR, 0, other.mean, other.std, other.kind);
  }

  private static ProcessorDefaults squared() {
    return new ProcessorDefaults(
        new FrameSize.LongestEdge(4 * 364), false, Resampling.LANCZOS, 0, HALF, HALF, Kind.SQUARED);
  }

  private static ProcessorDefaults area(int factor, int least, int most, Kind kind) {
    FrameSize size =
        kind == Kind.VOLUME
            ? new FrameSize.Volume(factor, least, most, 2)
            : new FrameSize.Area(factor, least, most);
    boolean isThird = kind == Kind.VOLUME;
    return new ProcessorDefaults(
        size,
        false,
        Resampling.BICUBIC,
        0,
        isThird ? HALF : CLIP_MEAN,
        isThird ? HALF : CLIP_STD,
        kind);
  }
}
