package org.seq2time.harness.video;

import java.awt.image.BufferedImage;

/**
 * A picture, {@code [height, width, 3]}, row-major, red first, one unsigned byte each.
 *
 * @param width pixels, positive
 * @param height pixels, positive
 * @param rgb {@code 3 * width * height} bytes, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // pixels; nobody compares pictures by identity
public record RgbImage(int width, int height, byte[] rgb) {

  public RgbImage {
    if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
      throw new IllegalArgumentException(
          "%d bytes are not an image of %d x %d pixels".formatted(rgb.length, width, height));
    }
  }

  /** The unsigned value of a channel: 0 red, 1 green, 2 blue. */
  public int channel(int x, int y, int channel) {
    return rgb[3 * (y * width + x) + channel] & 0xFF;
  }

  /** Turned clockwise by so many quarters, 0 to 3. */
  public RgbImage turned(int quarters) {
    if (quarters == 0) {
      return this;
    }
    boolean upright = quarters == 2;
    int newWidth = upright ? width : height;
    int newHeight = upright ? height : width;
    byte[] turned = new byte[rgb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int newX = quarters == 1 ? height - 1 - y : upright ? width - 1 - x : y;
        int newY = quarters == 1 ? x : upright ? height - 1 - y : width - 1 - x;
        System.arraycopy(rgb, 3 * (y * width + x), turned, 3 * (newY * newWidth + newX), 3);
      }
    }
    return new RgbImage(newWidth, newHeight, turned);
  }

  /** With left and right exchanged. */
  public RgbImage mirrored() {
    byte[] mirrored = new byte[rgb.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        System.arraycopy(rgb, 3 * (y * width + x), mirrored, 3 * (y * width + width - 1 - x), 3);
      }
    }
    return new RgbImage(width, height, mirrored);
  }

  /** The part that starts at {@code left}, {@code top}. */
  public RgbImage cropped(int left, int top, int newWidth, int newHeight) {
    if (left < 0 || top < 0 || left + newWidth > width || top + newHeight > height) {
      throw new IllegalArgumentException(
          "%d x %d pixels from (%d, %d) are not inside %d x %d"
              .formatted(newWidth, newHeight, left, top, width, height));
    }
    byte[] part = new byte[3 * newWidth * newHeight];
    for (int y = 0; y < newHeight; y++) {
      System.arraycopy(rgb, 3 * ((top + y) * width + left), part, 3 * y * newWidth, 3 * newWidth);
    }
    return new RgbImage(newWidth, newHeight, part);
  }

  /** The middle, or where that is larger than the picture, the picture with black around it. */
  public RgbImage middle(int newWidth, int newHeight) {
    int wide = Math.max(width, newWidth);
    int high = Math.max(height, newHeight);
    // An odd pixel of black is on the left and above, an odd pixel cut off on the right and below.
    RgbImage all = padded((wide - width + 1) / 2, (high - height + 1) / 2, wide, high);
    return all.cropped((wide - newWidth) / 2, (high - newHeight) / 2, newWidth, newHeight);
  }

  /** The picture in a larger black one, its corner at {@code left}, {@code top}. */
  public RgbImage padded(int left, int top, int newWidth, int newHeight) {
    if (left == 0 && top == 0 && newWidth == width && newHeight == height) {
      return this;
    }
    if (left < 0 || top < 0 || left + width > newWidth || top + height > newHeight) {
      throw new IllegalArgumentException(
          "%d x %d pixels at (%d, %d) are not inside %d x %d"
              .formatted(width, height, left, top, newWidth, newHeight));
    }
    byte[] all = new byte[3 * newWidth * newHeight];
    for (int y = 0; y < height; y++) {
      System.arraycopy(rgb, 3 * y * width, all, 3 * ((top + y) * newWidth + left), 3 * width);
    }
    return new RgbImage(newWidth, newHeight, all);
  }

  /** A copy that the JDK's image encoders can write. */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, channel(x, y, 0) << 16 | channel(x, y, 1) << 8 | channel(x, y, 2));
      }
    }
    return image;
  }
}
