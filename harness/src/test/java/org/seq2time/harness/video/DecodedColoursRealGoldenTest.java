package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Colours as PyAV gives them, and pictures as decord makes them for TimeChat. */
class DecodedColoursRealGoldenTest {

  private static final String CLIPS = "exported/video/preprocess/timechat/";

  /** What different versions of FFmpeg differ by. */
  private static final int MOST_LEVELS = 4;

  private static final int CELLS = 16;

  private static List<VideoFrame> frames(
      Path file, JsonNode indices, FrameSize size, Resampling resampling) {
    int[] numbers =
        StreamSupport.stream(indices.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    try (VideoReader reader = VideoReader.open(file)) {
      return reader.frames(numbers, size, resampling);
    }
  }

  @Test
  void decordsPicturesAreEqualToTheLastLevel() throws IOException {
    int pictures = 0;
    for (JsonNode clip : Golden.json(CLIPS + "golden.json").get("videos")) {
      String name = clip.get("clip").asText();
      List<VideoFrame> shown =
          frames(
              Golden.file(CLIPS + name),
              clip.get("indices"),
              new FrameSize.Exact(224, 224),
              Resampling.DECORD);
      long sum = shown.stream().mapToLong(f -> Golden.sum(f.image())).sum();
      assertThat(sum).as(name).isEqualTo(clip.get("resized_224_levels").get("sum").asLong());
      for (VideoFrame frame : shown) {
        String png = name.replace(".mp4", ".frame" + frame.index() + ".decord224.png");
        Path file = Golden.file(CLIPS + name).resolveSibling(png);
        if (Files.exists(file)) {
          assertThat(frame.image().rgb()).as(png).isEqualTo(Golden.picture(file).rgb());
          pictures++;
        }
      }
      float[] pixels =
          ProcessorLayouts.stacked(
              ImagePreprocessor.CLIP_224, shown.stream().map(VideoFrame::image).toList());
      JsonNode expected = clip.get("pixel_values");
      assertThat((double) pixels[0]).isBetween(-1.7923, 2.1459);
      assertThat(pixels).hasSize(8 * 3 * 224 * 224);
      assertThat(expected.get("shape").get(0).asInt()).isEqualTo(8);
    }
    System.out.println("decord: 32 sums and " + pictures + " pictures equal");
    assertThat(pictures).isEqualTo(8);
  }

  @Test
  void framesInTheirOwnSizeAreThoseOfTheLoaders() throws IOException {
    for (JsonNode clip : Golden.json(CLIPS + "golden.json").get("videos")) {
      String name = clip.get("clip").asText();
      List<VideoFrame> native_ =
          frames(
              Golden.file(CLIPS + name),
              clip.get("indices"),
              new FrameSize.Original(),
              Resampling.BICUBIC);
      assertThat(native_.stream().mapToLong(f -> Golden.sum(f.image())).sum())
          .as(name)
          .isEqualTo(clip.get("native_frames").get("sum").asLong());
    }
  }

  @Test
  void coloursAreWithinFourLevelsOfPyAv() throws IOException {
    List<String> lines = new ArrayList<>();
    int worst = 0;
    int compared = 0;
    for (JsonNode entry : Golden.json("video/rgb.json")) {
      String name = entry.get("file").asText();
      JsonNode expected = entry.get("readers").get("pyav");
      Path file = Golden.file("video/files/" + name);
      int most = 0;
      try (VideoReader reader = VideoReader.open(file)) {
        for (String number : (Iterable<String>) expected::fieldNames) {
          RgbImage image =
              reader
                  .frames(
                      new int[] {Integer.parseInt(number)},
                      new FrameSize.Original(),
                      Resampling.BICUBIC)
                  .getFirst()
                  .image();
          JsonNode size = expected.get(number).get("size");
          if (image.width() != size.get(0).asInt() || image.height() != size.get(1).asInt()) {
            most = 999;
            continue;
          }
          byte[] cells = HexFormat.of().parseHex(expected.get(number).get("rgb").asText());
          most = Math.max(most, (int) Golden.difference(cells, pooled(image))[0]);
          compared++;
        }
      } catch (VideoException e) {
        most = 998;
      }
      worst = Math.max(worst, most);
      lines.add(name + " " + most);
    }
    System.out.println("colours: " + compared + " frames, " + worst + " levels at most: " + lines);
    assertThat(worst).as(lines.toString()).isLessThanOrEqualTo(MOST_LEVELS);
  }

  private static byte[] pooled(RgbImage image) {
    byte[] cells = new byte[3 * CELLS * CELLS];
    for (int row = 0; row < CELLS; row++) {
      for (int column = 0; column < CELLS; column++) {
        for (int channel = 0; channel < 3; channel++) {
          double sum = 0;
          int count = 0;
          for (int y = row * image.height() / CELLS; y < (row + 1) * image.height() / CELLS; y++) {
            for (int x = column * image.width() / CELLS;
                x < (column + 1) * image.width() / CELLS;
                x++) {
              sum += image.channel(x, y, channel);
              count++;
            }
          }
          cells[3 * (row * CELLS + column) + channel] = (byte) Math.rint(sum / count);
        }
      }
    }
    return cells;
  }
}
