package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.time.FrameSampling;
import org.seq2time.harness.video.GoldenVideos.Video;

/** Every frame of the golden videos is the one that was asked for, however it is asked for. */
class GoldenVideosRealGoldenTest {

  /** Containers round to a millisecond. */
  private static final double TIME_TOLERANCE = 0.0011;

  private static final FrameSize ORIGINAL = new FrameSize.Original();
  private static final FrameSize SMALL = new FrameSize.Exact(224, 224);
  private static final long SEED = 20261130;

  /** Frames that are asked for one by one; the soak takes more of them. */
  private static final int SINGLE = Integer.getInteger("seq2time.video.singles", 6);

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

  private static String problem(Video video) {
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
      for (int frames : new int[] {8, 32, 96}) {
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

  private static String wrong(Video video, VideoReader reader, int[] indices, FrameSize size) {
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
