package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.time.FrameSampling;
import org.seq2time.harness.video.GoldenVideos.Video;

/** Every frame of the golden videos is the one that was asked for, however it is asked for. */
@Tag("soak")
class GoldenVideosRealGoldenTest {

  /** All of them in the soak, the short one too. */
  private static final int[] SMALL_COUNTS =
      Integer.getInteger("seq2time.video.rounds", 0) >= 100 ? new int[] {8, 32, 96} : new int[] {8};

  /** Containers round to a millisecond. */
  private static final double TIME_TOLERANCE = 0.0011;

  private static final FrameSize ORIGINAL = new FrameSize.Original();
  private static final FrameSize SMALL = new FrameSize.Exact(224, 224);
  private static final long SEED = 20261130;

  /** Frames that are asked for one by one; the soak takes more of them. */
  private static final int SINGLE = Integer.getInteger("seq2time.video.singles", 6);

  private static final double RATE = 25;
  private static final int MANY = 400;
  private static final int LEAP = 13;

  @BeforeEach
  void onlyWhereTheDataIs() {
    assumeTrue(Files.isDirectory(GoldenVideos.folder()), "no data " + GoldenVideos.folder());
  }

  @Test
  void framesOfWholeFilesAreTheOnesAskedFor() throws IOException {
    List<String> problems = new ArrayList<>();
    int right = 0;
    int whole = 0;
    for (Video video : GoldenVideos.all()) {
      if (!video.expect().equals("ok")) {
        continue;
      }
      whole++;
      String problem = problem(video);
      if (problem == null) {
        right++;
      } else {
        problems.add(video.name() + ": " + problem);
      }
    }
    System.out.printf("%d of %d whole files are right%n", right, whole);
    assertThat(problems).isEmpty();
  }

  @Test
  void ofDamagedFilesOnlySoundFramesAreShown() throws IOException {
    int files = 0;
    int frames = 0;
    int refused = 0;
    for (Video video : GoldenVideos.all()) {
      if (!video.expect().equals("partial")) {
        continue;
      }
      files++;
      refused += opens(video) ? 0 : 1;
      // The recording that was joined late begins with frame 100.
      int first = video.name().equals("joined_late.ts") ? 100 : 0;
      try (VideoReader reader = VideoReader.openDamaged(video.file())) {
        for (int i = 0; i < reader.frameCount(); i += 3) {
          VideoFrame frame = reader.frames(new int[] {i}, ORIGINAL, Resampling.BICUBIC).getFirst();
          long expected = first + Math.round(frame.timeSeconds() * RATE);
          assertThat(MarkedPictures.read(frame.image()))
              .as("%s, frame %d", video.name(), i)
              .isEqualTo((int) expected);
          frames++;
        }
        assertThat(reader.frameCount())
            .as(video.name())
            .isGreaterThanOrEqualTo(video.markers().size() - 12);
      }
    }
    System.out.printf(
        "%d damaged files: %d refused unless damage is accepted, %d frames right%n",
        files, refused, frames);
    assertThat(files).isGreaterThan(10);
    assertThat(refused).isEqualTo(files - 3); // two are damaged inside, one begins late
  }

  private static boolean opens(Video video) {
    try (VideoReader reader = VideoReader.open(video.file())) {
      return reader.frameCount() > 0;
    } catch (VideoException e) {
      assertThat(e.isDamaged()).as(video.name()).isTrue();
      assertThat(e.getMessage()).matches("(?s).*: is (cut off at|damaged from) \\d+\\.\\d s.*");
      return false;
    }
  }

  @Test
  void whatIsNoVideoIsSaidInOneSentence() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (Video video : GoldenVideos.all()) {
      if (video.expect().equals("error") || video.expect().equals("not_video")) {
        VideoReport report = VideoReport.of(video.file(), false);
        assertThat(report.frames()).as(video.name()).isZero();
        reasons.put(video.name(), report.problem().orElseThrow());
      }
    }
    assertThat(reasons)
        .containsEntry("audio_only.mp4", "has no video track")
        .containsEntry("audio_with_cover.m4a", "has no video track (its picture is a cover)")
        .containsEntry("jpeg.mp4", "is a picture (JPEG), not a video")
        .containsEntry("zero_length.mp4", "is empty (0 bytes)")
        .containsEntry(
            "cut_moov_last.mp4",
            "has no index of its frames (moov): it is cut off, or its recording was not completed")
        .hasEntrySatisfying(
            "text.mp4", reason -> assertThat(reason).startsWith("is not a video that can be read"));
  }

  /** The luma plane as it is stored tells neighbours apart. */
  @Test
  void realClipsGiveTheFramesOfASequentialDecoding() throws IOException {
    int checked = 0;
    for (JsonNode clip : GoldenVideos.realClips()) {
      Path file = GoldenVideos.folder().resolve("real").resolve(clip.get("file").asText());
      try (VideoTrack track = VideoTrack.open(file)) {
        FrameIndex index = FrameIndexer.index(file, track);
        assertThat(index.count()).isEqualTo(clip.get("frame_count").asInt());
        for (JsonNode frame : clip.get("frames")) {
          assertThat(index.seconds(frame.get("i").asInt()))
              .isCloseTo(frame.get("t").asDouble(), within(TIME_TOLERANCE));
        }
        try (FrameCursor cursor = new FrameCursor(file, track, index)) {
          List<String> numbers = new ArrayList<>();
          clip.get("luma_8x8").fieldNames().forEachRemaining(numbers::add);
          for (String number : numbers.reversed()) {
            assertThat(cursor.moveTo(Integer.parseInt(number))).isTrue();
            double off = lumaDifference(cursor.frame(), clip.get("luma_8x8").get(number));
            assertThat(off).as("%s, frame %s", file, number).isLessThan(0.02);
            checked++;
          }
        }
      }
    }
    System.out.println(checked + " frames of real clips are right");
  }

  private static double lumaDifference(AVFrame frame, JsonNode expected) {
    int width = frame.width();
    int height = frame.height();
    byte[] row = new byte[width];
    double most = 0;
    for (int cellY = 0; cellY < 8; cellY++) {
      double[] sums = new double[8];
      int rows = 0;
      for (int y = cellY * height / 8; y < (cellY + 1) * height / 8; y++, rows++) {
        frame.data(0).position((long) y * frame.linesize(0)).get(row);
        for (int x = 0; x < width / 8 * 8; x++) {
          sums[x * 8 / width] += row[x] & 0xFF;
        }
      }
      for (int cellX = 0; cellX < 8; cellX++) {
        int columns = (cellX + 1) * width / 8 - cellX * width / 8;
        double mean = sums[cellX] / rows / columns;
        most = Math.max(most, Math.abs(mean - expected.get(8 * cellY + cellX).asDouble()));
      }
    }
    return most;
  }

  private static @Nullable String problem(Video video) {
    int count = video.markers().size();
    try (VideoReader reader = VideoReader.open(video.file())) {
      if (reader.frameCount() != count) {
        return "%d frames, expected %d".formatted(reader.frameCount(), count);
      }
      for (int i = 0; i < video.seconds().size(); i++) {
        if (Math.abs(reader.timeSeconds(i) - video.seconds().get(i)) > TIME_TOLERANCE) {
          return "frame %d at %s s, expected %s"
              .formatted(i, reader.timeSeconds(i), video.seconds().get(i));
        }
      }
      int step = count > MANY ? LEAP : 1;
      int[] all = IntStream.range(0, count).filter(i -> i % step == 0).toArray();
      String wrong = wrong(video, reader, all, ORIGINAL);
      if (wrong != null) {
        return "in order: " + wrong;
      }
      SplittableRandom random = new SplittableRandom(SEED);
      for (int i = 0; i < SINGLE; i++) {
        int index = i == 0 ? count - 1 : random.nextInt(count);
        wrong = wrong(video, reader, new int[] {index}, ORIGINAL);
        if (wrong != null) {
          return "one by one: " + wrong;
        }
      }
    } catch (VideoException e) {
      return e.getMessage();
    }
    try (VideoReader reader = VideoReader.open(video.file())) {
      for (int frames : SMALL_COUNTS) {
        for (int[] indices :
            List.of(
                FrameSampling.uniform(count, Math.min(frames, count)),
                linspace(count, Math.min(frames, count)))) {
          String wrong = wrong(video, reader, indices, SMALL);
          if (wrong != null) {
            return frames + " frames: " + wrong;
          }
        }
      }
    } catch (VideoException e) {
      return e.getMessage();
    }
    return null;
  }

  private static @Nullable String wrong(
      Video video, VideoReader reader, int[] indices, FrameSize size) {
    for (VideoFrame frame : reader.frames(indices, size, Resampling.BICUBIC)) {
      int marker = MarkedPictures.read(frame.image());
      if (marker != video.markers().get(frame.index())) {
        return "frame %d has marker %d, expected %d"
            .formatted(frame.index(), marker, video.markers().get(frame.index()));
      }
    }
    return null;
  }

  private static int[] linspace(int count, int frames) {
    return IntStream.range(0, frames)
        .map(i -> frames == 1 ? 0 : (int) ((long) i * (count - 1) / (frames - 1)))
        .distinct()
        .toArray();
  }
}
