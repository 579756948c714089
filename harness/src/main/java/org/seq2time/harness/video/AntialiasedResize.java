package org.seq2time.harness.video;

import java.util.Arrays;

/**
 * Resizes RGB pictures as Pillow up to 12 does, to the last bit: columns first, then rows, each
 * pass rounded and clamped to bytes, with weights of 22 fractional bits ({@code
 * src/libImaging/Resample.c}). PyTorch's resizing of bytes with {@code antialias=True} differs by 2
 * levels at most.
 */
final class AntialiasedResize {

  private static final int CHANNELS = 3;

  /** Eight bits of a value, two of overshoot, the rest of an int. */
  private static final int FRACTION_BITS = 32 - 8 - 2;

  private static final int HALF = 1 << (FRACTION_BITS - 1);

  private AntialiasedResize() {}

  /**
   * What each pixel of a line is made of.
   *
   * @param first for each pixel, the first source pixel
   * @param count for each pixel, how many
   * @param weights for each pixel, {@code stride} fixed-point weights
   * @param stride weights kept for each pixel
   */
  @SuppressWarnings("ArrayRecordComponent") // made and used here
  private record Taps(int[] first, int[] count, int[] weights, int stride) {}

  /** The picture in the size that is asked for; one pass of resizing for each step of it. */
  static RgbImage resize(RgbImage image, FrameSize size, Resampling resampling) {
    if (size instanceof FrameSize.Then(FrameSize before, FrameSize after)) {
      return resize(resize(image, before, resampling), after, resampling);
    }
    int width = size.width(image.width(), image.height());
    int height = size.height(image.width(), image.height());
    return resize(image, width, height, resampling);
  }

  /** The picture in another size. */
  static RgbImage resize(RgbImage image, int width, int height, Resampling resampling) {
    RgbImage wide =
        width == image.width() ? image : columns(image, taps(image.width(), width, resampling));
    return height == image.height() ? wide : rows(wide, taps(image.height(), height, resampling));
  }

  private static Taps taps(int from, int to, Resampling resampling) {
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    double support = resampling.support() * reach;
    int stride = (int) Math.ceil(support) * 2 + 1;
    int[] first = new int[to];
    int[] count = new int[to];
    int[] fixed = new int[to * stride];
    double[] weights = new double[stride];
    for (int pixel = 0; pixel < to; pixel++) {
      double center = (pixel + 0.5) * scale;
      first[pixel] = Math.max(0, (int) (center - support + 0.5));
      count[pixel] = Math.min(from, (int) (center + support + 0.5)) - first[pixel];
      double sum = 0;
      for (int i = 0; i < count[pixel]; i++) {
        weights[i] = resampling.weight((i + first[pixel] - center + 0.5) * (1 / reach));
        sum += weights[i];
      }
      for (int i = 0; i < count[pixel]; i++) {
        double share = sum == 0 ? weights[i] : weights[i] / sum;
        fixed[pixel * stride + i] =
            (int) (Math.copySign(0.5, share) + share * (1 << FRACTION_BITS));
      }
    }
    return new Taps(first, count, fixed, stride);
  }

  private static RgbImage columns(RgbImage image, Taps taps) {
    int width = taps.first.length;
    byte[] from = image.rgb();
    byte[] to = new byte[CHANNELS * width * image.height()];
    int at = 0;
    for (int y = 0; y < image.height(); y++) {
      int row = CHANNELS * y * image.width();
      for (int x = 0; x < width; x++) {
        int source = row + CHANNELS * taps.first[x];
        int weight = x * taps.stride;
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int end = weight + taps.count[x]; weight < end; weight++) {
          int factor = taps.weights[weight];
          red += factor * (from[source] & 0xFF);
          green += factor * (from[source + 1] & 0xFF);
          blue += factor * (from[source + 2] & 0xFF);
          source += CHANNELS;
        }
        to[at++] = clamped(red);
        to[at++] = clamped(green);
        to[at++] = clamped(blue);
      }
    }
    return new RgbImage(width, image.height(), to);
  }

  private static RgbImage rows(RgbImage image, Taps taps) {
    int height = taps.first.length;
    int line = CHANNELS * image.width();
    byte[] from = image.rgb();
    byte[] to = new byte[line * height];
    int[] sums = new int[line];
    for (int y = 0; y < height; y++) {
      Arrays.fill(sums, HALF);
      for (int i = 0; i < taps.count[y]; i++) {
        add(from, line * (taps.first[y] + i), taps.weights[y * taps.stride + i], sums);
      }
      for (int x = 0; x < line; x++) {
        to[line * y + x] = clamped(sums[x]);
      }
    }
    return new RgbImage(image.width(), height, to);
  }

  private static void add(byte[] from, int start, int factor, int[] sums) {
    for (int x = 0; x < sums.length; x++) {
      sums[x] += factor * (from[start + x] & 0xFF);
    }
  }

  private static byte clamped(int sum) {
    return (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
  }
}
