package org.seq2time.harness.video;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How pixels are computed when a frame changes its size. All but {@link #DECORD} work on the RGB
 * picture as Pillow and PyTorch (with antialiasing) do: each widens its reach when shrinking.
 */
public enum Resampling {
  /** Pillow's and PyTorch's code 2. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      return x < 1 ? 1 - x : 0;
    }
  },
  /** Pillow's and PyTorch's code 3: Keys' kernel with a = -1/2. */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double x = Math.abs(distance);
      if (x < 1) {
        return ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1;
      }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * KEYS : 0;
    }
  },
  /** Pillow's code 1: a sinc in the window of another, three lobes. */
  LANCZOS(3) {
    @Override
    double weight(double distance) {
      return -3 <= distance && distance < 3 ? sinc(distance) * sinc(distance / 3) : 0;
    }
  },
  /**
   * As decord resizes while it decodes, which TimeChat uses: FFmpeg's {@code
   * scale=W:H:flags=bilinear} of the frame as it is coded, chroma planes by themselves, bit for
   * bit.
   */
  DECORD(0) {
    @Override
    double weight(double distance) {
      throw new IllegalStateException("decord's resizing is FFmpeg's");
    }
  };

  private static final double KEYS = -0.5;

  private final double support;

  Resampling(double support) {
    this.support = support;
  }

  /**
   * The resampling of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Resampling of(String name) {
    return Arrays.stream(values())
        .filter(resampling -> resampling.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is not a resizing, expected one of " + String.join(", ", keys())));
  }

  /** All names. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(Resampling::key).toList();
  }

  /** The name in {@code seq2time.json} and on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How far the kernel reaches, in pixels of the larger of both pictures. */
  double support() {
    return support;
  }

  /** The kernel, not normalised. */
  abstract double weight(double distance);

  private static double sinc(double x) {
    return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
  }
}
