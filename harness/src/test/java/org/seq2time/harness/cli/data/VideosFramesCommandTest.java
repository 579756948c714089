package org.seq2time.harness.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.harness.cli.Cli;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;

class VideosFramesCommandTest {

  private static final int RATE = 10;

  @TempDir Path folder;

  private Path video;
  private Path out;

  /** Five seconds that get lighter with every frame. */
  @BeforeEach
  void write() {
    video = folder.resolve("lighter.mkv");
    out = folder.resolve("seen");
    try (VideoWriter writer = new VideoWriter(video, 64, 48, RATE, VideoWriter.Coding.DEFAULT)) {
      for (int frame = 0; frame < 50; frame++) {
        byte[] rgb = new byte[3 * 64 * 48];
        Arrays.fill(rgb, (byte) (5 * frame));
        writer.write(new RgbImage(64, 48, rgb), frame);
      }
    }
  }

  private Cli frames(String... more) {
    return Cli.run(
        Stream.concat(
                Stream.of("videos", "frames", video.toString(), "--out", out.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private BufferedImage picture(String name) throws IOException {
    return ImageIO.read(out.resolve(name).toFile());
  }

  @Test
  void aLineForEachFrameAndAPictureByItsNumber() throws IOException {
    Cli run = frames("--count", "5", "--sampling", "timechat", "--size", "32x24");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            {"index": 0, "time": 0, "file": "000000.png"}
            {"index": 10, "time": 1, "file": "000010.png"}
            {"index": 20, "time": 2, "file": "000020.png"}
            {"index": 30, "time": 3, "file": "000030.png"}
            {"index": 40, "time": 4, "file": "000040.png"}
            """);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(5);
    }
    assertThat(picture("000020.png").getWidth()).isEqualTo(32);
    assertThat(picture("000020.png").getHeight()).isEqualTo(24);
    assertThat(picture("000020.png").getRGB(9, 9) & 0xFF).isBetween(95, 105);
  }

  @Test
  void aFamilyThatSamplesByRateDoesSo() throws IOException {
    Cli run = frames("--sampling", "qwen3-vl", "--fps", "1");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.substring(10, line.indexOf(','))).toList())
        .isEqualTo(List.of("0", "12", "24", "37", "49"));
    assertThat(picture("000049.png").getWidth()).isEqualTo(64);
  }

  @Test
  void repeatedFramesAreRepeatedLinesOfOneFile() throws IOException {
    Cli run = frames("--sampling", "linspace", "--count", "99");
    assertThat(run.out().lines()).hasSize(99);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).hasSize(50);
    }
  }

  @Test
  void resizingOfItsOwnIsAnotherPicture() throws IOException {
    frames("--count", "2", "--size", "21x17", "--sampling", "linspace");
    byte[] bicubic = Files.readAllBytes(out.resolve("000049.png"));
    frames("--count", "2", "--size", "21x17", "--sampling", "linspace", "--resize", "decord");
    byte[] decord = Files.readAllBytes(out.resolve("000049.png"));
    frames("--count", "2", "--size", "21x17", "--sampling", "linspace");
    assertThat(Files.readAllBytes(out.resolve("000049.png"))).isEqualTo(bicubic);
    assertThat(decord).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sampling random | 2 | random is not a sampling, expected one of uniform, timechat,",
        "--fps 2 | 2 | sampling timechat takes a number of frames, not a rate",
        "--count 0 | 2 | 0 frames are fewer than one",
        "--size 20 | 2 | --size is 20, expected width x height such as 224x224",
        "--size 0x5 | 2 | --size is 0x5, expected width x height",
        "--resize best | 2 | best is not a resizing, expected one of bilinear, bicubic, lanczos,"
            + " decord",
        "--sampling qwen3-vl --fps -1 | 2 | -1.0 frames a second, expected a number above 0",
      })
  void mistakesAreOneLine(String options, int code, String message) {
    Cli run = frames(options.strip().split(" "));
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.err()).contains(message.strip());
    assertThat(run.err().lines()).hasSize(1);
    assertThat(out).doesNotExist();
  }

  @Test
  void whatIsNoVideoIsNamed() {
    Cli run = Cli.run("videos", "frames", folder + "/none.mp4", "--out", out.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("none.mp4: no such video");
    assertThat(Cli.run("videos").err()).contains("a command is missing: ");
  }
}
