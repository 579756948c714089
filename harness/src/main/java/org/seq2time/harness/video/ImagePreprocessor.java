package org.seq2time.harness.video;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a vision model wants done to a picture before it sees it, as Hugging Face's {@code
 * preprocessor_config.json} says: resize, crop the middle, scale to fractions, normalise.
 *
 * @param size what the frame is decoded to
 * @param resampling how
 * @param cropWidth width of the middle that is kept, a smaller picture with black around it; 0
 *     keeps everything
 * @param cropHeight height of the middle, likewise; 0 keeps everything
 * @param rescaleFactor what channel values, 0 to 255, are multiplied with
 * @param mean subtracted per channel after scaling
 * @param std divided by per channel then
 */
public record ImagePreprocessor(
    FrameSize size,
    Resampling resampling,
    int cropWidth,
    int cropHeight,
    double rescaleFactor,
    List<Double> mean,
    List<Double> std) {

  /** CLIP's and EVA's: 224 x 224 pixels; what TimeChat uses. */
  public static final ImagePreprocessor CLIP_224 =
      new ImagePreprocessor(
          new FrameSize.Exact(224, 224),
          Resampling.BICUBIC,
          0,
          0,
          1 / 255.0,
          List.of(0.48145466, 0.4578275, 0.40821073),
          List.of(0.26862954, 0.26130258, 0.27577711));

  private static final int CHANNELS = 3;

  public ImagePreprocessor {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != CHANNELS || std.size() != CHANNELS) {
      throw new IllegalArgumentException("mean and std need three values, red first");
    }
    if (!std.stream().allMatch(value -> value > 0)) {
      throw new IllegalArgumentException("std must be positive: " + std);
    }
  }

  /**
   * Reads {@code preprocessor_config.json} or {@code video_preprocessor_config.json}; what it does
   * not say is as in the class of transformers that it names, or as in {@link #CLIP_224}.
   *
   * @throws org.seq2time.datasets.io.BadInputException if a value cannot be used, or a key is not
   *     known and could change pixels
   */
  public static ImagePreprocessor read(Path file) {
    return PreprocessorConfig.read(file);
  }

  /**
   * Reads the processor inside {@code processor_config.json}.
   *
   * @return empty if there is none in it
   * @throws org.seq2time.datasets.io.BadInputException as {@link #read}
   */
  public static Optional<ImagePreprocessor> readNested(Path file) {
    return PreprocessorConfig.readNested(file);
  }

  /** The same with another way to resize. */
  public ImagePreprocessor resizedBy(Resampling other) {
    return new ImagePreprocessor(size, other, cropWidth, cropHeight, rescaleFactor, mean, std);
  }

  /** A picture in {@link #size}, as {@link VideoReader#frames} makes it of a frame. */
  public RgbImage resized(RgbImage image) {
    return AntialiasedResize.resize(image, size, resampling);
  }

  /**
   * The model's input for one picture.
   *
   * @param image of {@link #size}
   * @return {@code [3, height, width]}, channel by channel, row-major
   */
  public float[] toTensor(RgbImage image) {
    RgbImage middle = cropWidth > 0 && cropHeight > 0 ? image.middle(cropWidth, cropHeight) : image;
    int pixels = middle.width() * middle.height();
    float[] tensor = new float[CHANNELS * pixels];
    byte[] rgb = middle.rgb();
    for (int channel = 0; channel < CHANNELS; channel++) {
      double scale = rescaleFactor / std.get(channel);
      double shift = -mean.get(channel) / std.get(channel);
      for (int pixel = 0; pixel < pixels; pixel++) {
        int value = rgb[CHANNELS * pixel + channel] & 0xFF;
        tensor[channel * pixels + pixel] = (float) (value * scale + shift);
      }
    }
    return tensor;
  }
}
