package org.seq2time.harness.video;

/**
 * Qwen's {@code smart_resize} (transformers, {@code image_processing_qwen2_vl.py} and {@code
 * video_processing_qwen3_vl.py}), an edge at a time. Roundings are Python's: halves to even.
 */
final class SmartResize {

  /** What the reference refuses beyond. */
  private static final int MOST_PROPORTION = 200;

  private static final int FRAMES_PER_STEP = 2;

  private SmartResize() {}

  /** The number of frames that the limits of a whole video are compared with. */
  static int paired(int frames) {
    return FRAMES_PER_STEP * (int) Math.rint((double) frames / FRAMES_PER_STEP);
  }

  /**
   * One edge of the new picture.
   *
   * @param edge it is now
   * @param other the other edge now
   * @param frames that count together; 1 for each by itself
   * @param counted the same as the limits count them
   * @throws IllegalArgumentException if the picture is longer than 200 times its width
   */
  static int edge(int edge, int other, int frames, int counted, int factor, long least, long most) {
    if (Math.max(edge, other) > (long) MOST_PROPORTION * Math.min(edge, other)) {
      throw new IllegalArgumentException(
          "a picture of "
              + edge
              + " x "
              + other
              + " pixels: one edge may be at most "
              + MOST_PROPORTION
              + " times the other");
    }
    long rounded = Math.round(Math.rint((double) edge / factor)) * factor;
    long roundedOther = Math.round(Math.rint((double) other / factor)) * factor;
    double pixels = (double) frames * edge * other;
    if (counted * rounded * roundedOther > most) {
      double shrink = Math.sqrt(pixels / most);
      return Math.max(factor, (int) Math.floor(edge / shrink / factor) * factor);
    }
    if (counted * rounded * roundedOther < least) {
      double grow = Math.sqrt(least / pixels);
      return (int) Math.ceil(edge * grow / factor) * factor;
    }
    return (int) rounded;
  }
}
