package org.seq2time.harness.video;

import java.util.Arrays;

/**
 * Pictures with a number burnt in: a row of light and dark blocks across the upper half, one per
 * bit, with a light lower half. Coding blurs them, but no block changes its side of the middle.
 */
final class NumberedPictures {

  private static final int BITS = 12;
  private static final int LIGHT = 0xE0;
  private static final int DARK = 0x20;

  private NumberedPictures() {}

  static RgbImage of(int number, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    Arrays.fill(rgb, (byte) LIGHT);
    for (int y = 0; y < height / 2; y++) {
      for (int x = 0; x < width; x++) {
        boolean set = (number >> (x * BITS / width) & 1) != 0;
        Arrays.fill(rgb, 3 * (y * width + x), 3 * (y * width + x) + 3, (byte) (set ? LIGHT : DARK));
      }
    }
    return new RgbImage(width, height, rgb);
  }

  /** The number in a picture of any size. */
  static int read(RgbImage image) {
    int number = 0;
    for (int bit = 0; bit < BITS; bit++) {
      int x = (int) ((bit + 0.5) * image.width() / BITS);
      if (image.channel(x, image.height() / 4, 1) > (LIGHT + DARK) / 2) {
        number |= 1 << bit;
      }
    }
    return number;
  }
}
