package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.video.VideoFrame;

/** Frames that were kept for the next run. */
class FrameCacheTest {

  @TempDir Path folder;

  @Test
  void cachedFramesAreTheSameAndDamagedEntriesAreReadAnew() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    FrameSource source =
        (video, demand) -> {
          reads.incrementAndGet();
          return FakeModel.clip(video);
        };
    Path cache = folder.resolve("cache");
    Path video = Files.writeString(folder.resolve("v0.mp4"), "not read: frames are made up");
    FakeModel model = FakeModel.saying("x");
    Clip first = new FrameCache(cache, source).read(video, model.frames());
    Clip second = new FrameCache(cache, source).read(video, model.frames());
    assertThat(reads).hasValue(1);
    assertSame(second, first);

    Path entry = files(cache).getFirst();
    byte[] whole = Files.readAllBytes(entry);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, whole.length - 5), new byte[0])) {
      Files.write(entry, damaged);
      assertSame(new FrameCache(cache, source).read(video, model.frames()), first);
      assertThat(Files.readAllBytes(entry)).isEqualTo(whole);
    }
    assertThat(reads).hasValue(4);
    assertThat(files(cache)).hasSize(1);
  }

  private static void assertSame(Clip clip, Clip expected) {
    assertThat(clip.durationSeconds()).isEqualTo(expected.durationSeconds());
    assertThat(clip.frames()).hasSameSizeAs(expected.frames());
    for (int i = 0; i < clip.frames().size(); i++) {
      VideoFrame frame = clip.frames().get(i);
      VideoFrame other = expected.frames().get(i);
      assertThat(frame.index()).isEqualTo(other.index());
      assertThat(frame.timeSeconds()).isEqualTo(other.timeSeconds());
      assertThat(frame.image().rgb()).isEqualTo(other.image().rgb());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
