package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AntialiasedResizeTest {

  private static RgbImage row(int... values) {
    return picture(values.length, 1, values);
  }

  /** Three equal channels. */
  private static RgbImage picture(int width, int height, int... values) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) values[i / 3];
    }
    return new RgbImage(width, height, rgb);
  }

  private static int[] values(RgbImage image) {
    int[] values = new int[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.rgb()[3 * i + 1] & 0xFF;
    }
    return values;
  }

  /** The triangle is as wide as four pixels when four become two: 3/7, 3/7 and 1/7. */
  @Test
  void shrinkingLooksAtAllPixels() {
    RgbImage half = AntialiasedResize.resize(row(0, 0, 255, 255), 2, 1, Resampling.BILINEAR);
    assertThat(values(half)).containsExactly(36, 219);
  }

  @Test
  void enlargingIsInterpolation() {
    RgbImage twice = AntialiasedResize.resize(row(0, 100), 4, 1, Resampling.BILINEAR);
    assertThat(values(twice)).containsExactly(0, 25, 75, 100);
  }

  /** Bicubic goes beyond both levels of an edge; what is beyond a byte is cut off. */
  @Test
  void bicubicOvershootsWithinBytes() {
    int[] edge = values(AntialiasedResize.resize(row(20, 20, 220, 220), 8, 1, Resampling.BICUBIC));
    assertThat(edge).isEqualTo(new int[] {20, 16, 6, 61, 179, 234, 224, 220});
    int[] black = values(AntialiasedResize.resize(row(0, 0, 255, 255), 8, 1, Resampling.BICUBIC));
    assertThat(Arrays.stream(black).min()).hasValue(0);
    assertThat(Arrays.stream(black).max()).hasValue(255);
  }

  /** If the first pass kept more than bytes, the second could bring back what was cut off. */
  @ParameterizedTest
  @EnumSource(names = {"BILINEAR", "BICUBIC", "LANCZOS"})
  void columnsComeFirstAndAreClamped(Resampling resampling) {
    RgbImage image = random(17, 23, 5);
    RgbImage columns = AntialiasedResize.resize(image, 9, 23, resampling);
    assertThat(AntialiasedResize.resize(image, 9, 31, resampling).rgb())
        .isEqualTo(AntialiasedResize.resize(columns, 9, 31, resampling).rgb());
  }

  @ParameterizedTest
  @EnumSource(names = {"BILINEAR", "BICUBIC", "LANCZOS"})
  void oneColourStaysThatColourAndOneSizeThatPicture(Resampling resampling) {
    int[] grey = new int[13 * 7];
    Arrays.fill(grey, 131);
    RgbImage resized = AntialiasedResize.resize(picture(13, 7, grey), 40, 3, resampling);
    assertThat(values(resized)).containsOnly(131);
    RgbImage image = random(6, 5, 1);
    assertThat(AntialiasedResize.resize(image, 6, 5, resampling)).isSameAs(image);
  }

  @Test
  void aMirroredPictureIsResizedToAMirroredOne() {
    RgbImage image = random(37, 11, 2);
    RgbImage resized = AntialiasedResize.resize(image, 16, 8, Resampling.BICUBIC);
    RgbImage turned = AntialiasedResize.resize(image.turned(2), 16, 8, Resampling.BICUBIC);
    double[] difference = Golden.difference(turned.turned(2).rgb(), resized.rgb());
    assertThat(difference[0]).isLessThanOrEqualTo(1);
  }

  @Test
  void twoSizesAreTwoPasses() {
    RgbImage image = random(32, 24, 3);
    FrameSize twice =
        new FrameSize.Then(new FrameSize.LongestEdge(51), new FrameSize.Exact(51, 51));
    RgbImage first = AntialiasedResize.resize(image, 51, 38, Resampling.BICUBIC);
    assertThat(AntialiasedResize.resize(image, twice, Resampling.BICUBIC).rgb())
        .isEqualTo(AntialiasedResize.resize(first, 51, 51, Resampling.BICUBIC).rgb());
  }

  private static RgbImage random(int width, int height, long seed) {
    byte[] rgb = new byte[3 * width * height];
    new SplittableRandom(seed).nextBytes(rgb);
    return new RgbImage(width, height, rgb);
  }
}
