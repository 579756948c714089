package org.seq2time.harness.video;

/**
 * The marker of {@code shared/golden/video}: a picture of 8 x 6 cells whose middle four rows carry
 * its number, 0 to 4095, in Gray code, twice, once inverted. A turned or mirrored one reads as -1.
 */
final class MarkedPictures {

  private static final int DARK = 24;
  private static final int LIGHT = 232;

  private MarkedPictures() {}

  static RgbImage of(int number, int width, int height) {
    int gray = number ^ number >> 1;
    int high = 0x80 | (gray >> 6 & 63) << 1;
    int low = 0x81 | (gray & 63) << 1;
    int[] rows = {high, low, high ^ 255, low ^ 255};
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int row = y * 6 / height - 1;
      for (int x = 0; x < width; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double wave = 2 * Math.PI * ((double) x / width + number / 60.0) + 2.1 * channel;
          boolean isLight = row >= 0 && row < 4 && (rows[row] >> (7 - x * 8 / width) & 1) != 0;
          int value =
              row < 0 || row > 3
                  ? (int) Math.rint(128 + 100 * Math.sin(wave))
                  : isLight ? LIGHT : DARK;
          rgb[3 * (y * width + x) + channel] = (byte) value;
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  static int read(RgbImage picture) {
    int[] bytes = new int[4];
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 8; column++) {
        int x = (2 * column + 1) * picture.width() / 16;
        int y = (2 * row + 3) * picture.height() / 12;
        int sum = 0;
        for (int k = 0; k < 9; k++) {
          sum += picture.channel(x + k % 3 - 1, y + k / 3 - 1, 1);
        }
        bytes[row] = bytes[row] << 1 | (sum > 9 * 128 ? 1 : 0);
      }
    }
    boolean isMarker =
        (bytes[0] ^ bytes[2]) == 255
            && (bytes[1] ^ bytes[3]) == 255
            && (bytes[0] & 0x81) == 0x80
            && (bytes[1] & 0x81) == 0x81;
    if (!isMarker) {
      return -1;
    }
    int number = ((bytes[0] >> 1 & 63) << 6) | (bytes[1] >> 1 & 63);
    number ^= number >> 8;
    number ^= number >> 4;
    number ^= number >> 2;
    return number ^ number >> 1;
  }
}
