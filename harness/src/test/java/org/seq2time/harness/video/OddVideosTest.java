package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.time.FrameSampling;
import org.seq2time.harness.video.VideoWriter.Coding;

/**
 * Made-up videos of odd kinds: variable rates, odd sizes, one frame, turned, 10 bits, damaged, cut
 * off. Every frame that comes out of a whole one is the frame asked for, proved by its burnt-in
 * number; a damaged one gives frames or says what is wrong. The soak is the same with {@code
 * -Dseq2time.video.rounds=1000}.
 */
@Tag("soak")
class OddVideosTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.video.rounds", 100);
  private static final long SEED = 20261123;

  private static final List<Coding> CODINGS =
      List.of(
          Coding.DEFAULT,
          new Coding("mpeg4", avutil.AV_PIX_FMT_YUV420P, 30, 2),
          new Coding("mjpeg", avutil.AV_PIX_FMT_YUVJ420P, 1, 0),
          new Coding("ffv1", avutil.AV_PIX_FMT_YUV420P10LE, 5, 0),
          new Coding("libopenh264", avutil.AV_PIX_FMT_YUV420P, 15, 0));

  @TempDir Path folder;

  @Test
  void everyVideoGivesItsFramesOrSaysWhatIsWrong() throws IOException {
    int whole = 0;
    int refused = 0;
    long before = 0;
    for (int round = 0; round < ROUNDS; round++) {
      SplittableRandom random = new SplittableRandom(SEED + round);
      Made made = make(random, folder.resolve("odd-" + round + ".mkv"));
      boolean damaged = random.nextInt(4) == 0;
      if (damaged) {
        damage(random, made.file());
      }
      Resampling resampling = random.nextBoolean() ? Resampling.BILINEAR : Resampling.BICUBIC;
      try (VideoReader video = VideoReader.open(made.file())) {
        int count = random.nextInt(1, 100);
        List<VideoFrame> frames =
            video.frames(
                FrameSampling.uniform(video.frameCount(), count), size(random), resampling);
        if (!damaged) {
          check(made, video, frames, SEED + round);
          whole++;
        }
      } catch (VideoException e) {
        assertThat(damaged).as("seed %d: %s", SEED + round, e.getMessage()).isTrue();
        assertThat(e.getMessage()).startsWith(made.file() + ": ").doesNotContain("\n");
        refused++;
      }
      Files.delete(made.file());
      if (round == ROUNDS / 4) {
        before = Pointer.physicalBytes();
      }
    }
    assertThat(whole).isGreaterThan(ROUNDS / 2);
    assertThat(refused).isPositive();
    assertThat(Pointer.physicalBytes() - before)
        .as("bytes of memory more after three quarters of the rounds")
        .isLessThan(200L << 20);
  }

  /** A turned video's picture is upright again. */
  @Test
  void turnedVideosAreShownUpright() throws IOException {
    for (int quarters = 0; quarters < 4; quarters++) {
      Path file = folder.resolve("turned-" + quarters + ".mp4");
      RgbImage upright = NumberedPictures.of(1234, 192, 96);
      RgbImage lying = upright.turned((4 - quarters) % 4);
      try (VideoWriter writer =
          new VideoWriter(file, lying.width(), lying.height(), 30, Coding.DEFAULT)) {
        for (int i = 0; i < 5; i++) {
          writer.write(lying, i);
        }
      }
      turn(file, quarters);
      try (VideoReader video = VideoReader.open(file)) {
        VideoFrame frame =
            video.frames(new int[] {2}, new FrameSize.Original(), Resampling.BICUBIC).getFirst();
        assertThat(frame.image().width()).as("%d quarters", quarters).isEqualTo(192);
        assertThat(NumberedPictures.read(frame.image()))
            .as("%d quarters", quarters)
            .isEqualTo(1234);
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Made(Path file, int width, int height, long[] ticks) {}

  private static Made make(SplittableRandom random, Path file) {
    Coding coding = CODINGS.get(random.nextInt(CODINGS.size()));
    int width = random.nextInt(60, 200);
    int height = random.nextInt(32, 150);
    if (coding.codec().equals("libopenh264")) {
      width &= ~1;
      height &= ~1;
    }
    int frames = random.nextInt(5) == 0 ? random.nextInt(1, 4) : random.nextInt(4, 150);
    boolean variable = random.nextBoolean();
    long[] ticks = new long[frames];
    for (int i = 1; i < frames; i++) {
      ticks[i] = ticks[i - 1] + (variable ? random.nextInt(1, 9) : 1);
    }
    int rate = List.of(5, 24, 25, 30, 60).get(random.nextInt(5));
    try (VideoWriter writer = new VideoWriter(file, width, height, rate, coding)) {
      for (int i = 0; i < frames; i++) {
        writer.write(NumberedPictures.of(i, width, height), ticks[i]);
      }
    }
    return new Made(file, width, height, ticks);
  }

  private static void damage(SplittableRandom random, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (random.nextBoolean()) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    } else {
      for (int i = random.nextInt(1, 200); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
    }
    Files.write(file, bytes);
  }

  private static FrameSize size(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> new FrameSize.Original();
      case 1 -> new FrameSize.Exact(random.nextInt(60, 300), random.nextInt(40, 300));
      default -> new FrameSize.ShortestEdge(random.nextInt(60, 120));
    };
  }

  private static void check(Made made, VideoReader video, List<VideoFrame> frames, long seed) {
    assertThat(video.frameCount()).as("seed %d", seed).isEqualTo(made.ticks().length);
    int[] expected = FrameSampling.uniform(made.ticks().length, frames.size());
    for (int i = 0; i < frames.size(); i++) {
      assertThat(frames.get(i).index()).as("seed %d", seed).isEqualTo(expected[i]);
      assertThat(NumberedPictures.read(frames.get(i).image()))
          .as("seed %d, frame %d of %s", seed, expected[i], made)
          .isEqualTo(expected[i]);
    }
  }

  /** Sets the display matrix in the track header: clockwise quarters, 16.16 fixed point. */
  private static void turn(Path file, int quarters) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int box = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd");
    int matrix = box + 4 + 4 + 20 + 8 + 8;
    int[] cosine = {1, 0, -1, 0};
    int[] sine = {0, 1, 0, -1};
    put(bytes, matrix, cosine[quarters]);
    put(bytes, matrix + 4, sine[quarters]);
    put(bytes, matrix + 12, -sine[quarters]);
    put(bytes, matrix + 16, cosine[quarters]);
    Files.write(file, bytes);
  }

  private static void put(byte[] bytes, int at, int whole) {
    int fixed = whole << 16;
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (fixed >> (24 - 8 * i));
    }
  }
}
