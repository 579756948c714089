package org.seq2time.harness.bundle.reference;

import org.seq2time.harness.video.RgbImage;

/**
 * A video whose pixels are a formula in whole numbers, so that whoever compares need not decode
 * anything: {@code ((3+c)x + (5-c)y + 7f + ((xy)>>4) + 40c + 37((((x>>4) ^ (y>>4)) + f) & 3)) &
 * 255}.
 */
final class FormulaVideo {

  private FormulaVideo() {}

  /** The frame of this number. */
  static RgbImage frame(int number, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int block = (((x >> 4) ^ (y >> 4)) + number) & 3;
          int value = (3 + c) * x + (5 - c) * y + 7 * number + ((x * y) >> 4) + 40 * c + 37 * block;
          rgb[at++] = (byte) value;
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }
}
