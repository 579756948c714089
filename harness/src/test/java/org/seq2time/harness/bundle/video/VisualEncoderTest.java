package org.seq2time.harness.bundle.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.fixtures.VisualTokensFixture.Clock;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.vision.VisualEncoder;
import org.seq2time.harness.bundle.vision.VisualEncoder.Visual;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.video.VideoFrame;

/** Frames are encoded once for the questions about them that follow each other. */
class VisualEncoderTest {

  private static final int TOKENS_OF_A_FRAME = 4;

  @TempDir private Path folder;

  @Test
  void theFramesOfTheCallBeforeAreNotEncodedAgain() throws InterruptedException {
    Scenes.bundle(folder, Cache.CONCATENATED);
    List<VideoFrame> frames = Scenes.frames(4, 1);
    List<String> times = List.of("0", "2", "4", "6");
    try (VisualEncoder encoder =
        VisualEncoder.open(ModelBundle.open(folder), new Device.Cpu(), 1, 8)) {
      Visual first = encoder.encode(frames, times, Cancellation.none());
      assertThat(encoder.encode(frames, times, Cancellation.none())).isSameAs(first);

      Visual equal = encoder.encode(new ArrayList<>(frames), times, Cancellation.none());
      assertThat(equal).isNotSameAs(first);
      assertThat(equal.values()).isEqualTo(first.values());

      Visual other = encoder.encode(Scenes.frames(4, 2), times, Cancellation.none());
      assertThat(other.values()).isNotEqualTo(first.values());
      assertThat(encoder.encode(frames, times, Cancellation.none()).values())
          .isEqualTo(first.values());
    }
  }

  @Test
  void otherTimesOfTheSameFramesAreEncoded() throws Exception {
    VideoBundleFixture.of(Cache.CONCATENATED, Clock.SENTENCE, Scenes.SEED).write(folder);
    List<VideoFrame> frames = Scenes.frames(2, 1);
    try (VisualEncoder encoder =
        VisualEncoder.open(ModelBundle.open(folder), new Device.Cpu(), 1, 8)) {
      Visual first = encoder.encode(frames, List.of("0", "2"), Cancellation.none());
      Visual later = encoder.encode(frames, List.of("7", "9"), Cancellation.none());
      assertThat(later.values()).isNotEqualTo(first.values());
    }
  }

  @Test
  void whatWasCancelledIsNotKept() throws InterruptedException {
    Scenes.bundle(folder, Cache.CONCATENATED);
    List<VideoFrame> frames = Scenes.frames(4, 1);
    List<String> times = List.of("0", "2", "4", "6");
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    try (VisualEncoder encoder =
        VisualEncoder.open(ModelBundle.open(folder), new Device.Cpu(), 1, 8)) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> encoder.encode(frames, times, cancelled));
      Visual visual = encoder.encode(frames, times, Cancellation.none());
      assertThat(visual.count()).isEqualTo(4 * TOKENS_OF_A_FRAME);
    }
  }
}
