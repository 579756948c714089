package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.time.FrameSampling;
import org.seq2time.harness.video.VideoWriter.Coding;

class VideoReaderTest {

  private static final int RATE = 30;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "mkv", "avi", "mov"})
  void sampledFramesAreTheOnesAskedFor(String container) {
    Path file = folder.resolve("numbered." + container);
    write(file, IntStream.range(0, 300).mapToLong(i -> i).toArray(), Coding.DEFAULT);
    try (VideoReader video = VideoReader.open(file)) {
      assertThat(video.frameCount()).isEqualTo(300);
      assertThat(video.durationSeconds()).isEqualTo(10, within(0.01));
      assertThat(video.framesPerSecond()).isEqualTo(30, within(0.05));
      int[] indices = FrameSampling.uniform(300, 96);
      List<VideoFrame> frames =
          video.frames(indices, new FrameSize.Exact(224, 112), Resampling.BICUBIC);
      assertThat(frames).hasSize(96);
      for (int i = 0; i < indices.length; i++) {
        VideoFrame frame = frames.get(i);
        assertThat(frame.index()).isEqualTo(indices[i]);
        assertThat(NumberedPictures.read(frame.image())).isEqualTo(indices[i]);
        assertThat(frame.timeSeconds()).isEqualTo(indices[i] / 30.0, within(0.002));
        assertThat(frame.image().width()).isEqualTo(224);
        assertThat(frame.image().height()).isEqualTo(112);
      }
    }
  }

  @Test
  void framesThatDependOnLaterOnesAreFoundToo() {
    Path file = folder.resolve("b-frames.mp4");
    Coding coding = new Coding("mpeg4", avutil.AV_PIX_FMT_YUV420P, 50, 2);
    write(file, IntStream.range(0, 200).mapToLong(i -> i).toArray(), coding);
    try (VideoReader video = VideoReader.open(file)) {
      int[] indices = {0, 1, 2, 3, 48, 49, 50, 51, 149, 198, 199};
      assertThat(video.frames(indices, new FrameSize.Original(), Resampling.BICUBIC))
          .extracting(frame -> NumberedPictures.read(frame.image()))
          .containsExactlyElementsOf(IntStream.of(indices).boxed().toList());
    }
  }

  @Test
  void variableRatesKeepTheirOwnTimes() {
    SplittableRandom random = new SplittableRandom(3);
    long[] ticks = new long[120];
    for (int i = 1; i < ticks.length; i++) {
      ticks[i] = ticks[i - 1] + random.nextInt(1, 20);
    }
    Path file = folder.resolve("variable.mkv");
    write(file, ticks, Coding.DEFAULT);
    try (VideoReader video = VideoReader.open(file)) {
      int[] all = IntStream.range(0, ticks.length).toArray();
      List<VideoFrame> frames = video.frames(all, new FrameSize.Exact(96, 48), Resampling.BICUBIC);
      for (int i = 0; i < ticks.length; i++) {
        assertThat(NumberedPictures.read(frames.get(i).image())).isEqualTo(i);
        assertThat(frames.get(i).timeSeconds()).isEqualTo(ticks[i] / 30.0, within(0.002));
      }
    }
  }

  @Test
  void aVideoOfOneFrame() {
    Path file = folder.resolve("one.mp4");
    write(file, new long[] {0}, Coding.DEFAULT);
    try (VideoReader video = VideoReader.open(file)) {
      assertThat(video.frameCount()).isOne();
      assertThat(video.durationSeconds()).isPositive();
      assertThat(video.frames(new int[] {0}, new FrameSize.Original(), Resampling.BICUBIC))
          .hasSize(1);
    }
  }

  @Test
  void sizesKeepProportionsUnlessTold() {
    FrameSize shortest = new FrameSize.ShortestEdge(224);
    assertThat(shortest.width(1920, 1080)).isEqualTo(398);
    assertThat(shortest.height(1920, 1080)).isEqualTo(224);
    assertThat(shortest.width(1080, 1920)).isEqualTo(224);
    assertThat(shortest.height(1080, 1920)).isEqualTo(398);
    assertThatIllegalArgumentException().isThrownBy(() -> new FrameSize.Exact(0, 5));
  }

  @Test
  void framesMustAscendAndExist() {
    Path file = folder.resolve("short.mp4");
    write(file, new long[] {0, 1, 2}, Coding.DEFAULT);
    try (VideoReader video = VideoReader.open(file)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> video.frames(new int[] {3}, new FrameSize.Original(), Resampling.BICUBIC))
          .withMessage("frame 3 is not an ascending number below 3");
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> video.frames(new int[] {1, 1}, new FrameSize.Original(), Resampling.BICUBIC));
    }
  }

  @Test
  void whatIsNoVideoIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video at all");
    Path empty = Files.createFile(folder.resolve("empty.mp4"));
    Path playlist =
        Files.writeString(
            folder.resolve("list.mp4"), "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:1/a.ts\n");
    assertFails(folder.resolve("none.mp4"), "no such video");
    assertFails(folder, "is not a file");
    assertFails(text, "is not a video that can be read");
    assertFails(empty, "is empty (0 bytes)");
    assertFails(playlist, "is a list or a description of videos, not a video");
    Path picture = folder.resolve("picture.mp4");
    RgbImage image = MarkedPictures.of(1, 64, 48);
    ImageIO.write(image.toBufferedImage(), "jpg", picture.toFile());
    assertFails(picture, "is a picture (JPEG), not a video");
  }

  @Test
  void aFileThatLostItsEndIsNamed() throws IOException {
    Path whole = folder.resolve("whole.mkv");
    write(whole, IntStream.range(0, 300).mapToLong(i -> i).toArray(), Coding.DEFAULT);
    byte[] bytes = Files.readAllBytes(whole);
    Path mp4 = folder.resolve("whole.mp4");
    write(mp4, IntStream.range(0, 300).mapToLong(i -> i).toArray(), Coding.DEFAULT);
    byte[] other = Files.readAllBytes(mp4);
    Path noIndex = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(other, other.length / 2));
    assertFails(noIndex, "has no index of its frames (moov)");
    Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(bytes, bytes.length / 2));
    assertFails(cut, "is cut off at ");
    assertFails(cut, " s of 10.0 s");
  }

  private static void assertFails(Path file, String message) {
    assertThatExceptionOfType(VideoException.class)
        .isThrownBy(() -> VideoReader.open(file).close())
        .withMessageStartingWith(file + ": ")
        .withMessageContaining(message);
  }

  private static void write(Path file, long[] ticks, Coding coding) {
    try (VideoWriter writer = new VideoWriter(file, 192, 96, RATE, coding)) {
      for (int i = 0; i < ticks.length; i++) {
        writer.write(NumberedPictures.of(i, 192, 96), ticks[i]);
      }
    }
  }
}
