package org.seq2time.harness.video;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Published data outside the project: where it is, and how its parts are read. */
final class Golden {

  private Golden() {}

  /** A file of the golden folder; the test is skipped where it is not there. */
  static Path file(String name) {
    Path file = Path.of(System.getProperty("seq2time.golden", "../../shared/golden")).resolve(name);
    assumeTrue(Files.exists(file), "no published data at " + file);
    return file;
  }

  static JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(file(name).toFile());
  }

  static RgbImage picture(Path png) throws IOException {
    BufferedImage image = ImageIO.read(png.toFile());
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    }
    return new RgbImage(image.getWidth(), image.getHeight(), rgb);
  }

  /** The data's frames: a formula in whole numbers. */
  static RgbImage frame(int number, int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int checks = 37 * ((((x >> 4) ^ (y >> 4)) + number) & 3);
          rgb[at++] =
              (byte) ((3 + c) * x + (5 - c) * y + 7 * number + ((x * y) >> 4) + 40 * c + checks);
        }
      }
    }
    return new RgbImage(width, height, rgb);
  }

  static long sum(RgbImage image) {
    long sum = 0;
    for (byte value : image.rgb()) {
      sum += value & 0xFF;
    }
    return sum;
  }

  /** The largest and the mean difference of two pictures of one size, in levels. */
  static double[] difference(byte[] one, byte[] other) {
    int most = 0;
    long sum = 0;
    for (int i = 0; i < one.length; i++) {
      int difference = Math.abs((one[i] & 0xFF) - (other[i] & 0xFF));
      most = Math.max(most, difference);
      sum += difference;
    }
    return new double[] {most, (double) sum / one.length};
  }
}
