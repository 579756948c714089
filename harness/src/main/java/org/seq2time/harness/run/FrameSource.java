package org.seq2time.harness.run;

import java.nio.file.Path;
import java.util.List;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.harness.video.VideoReader;

/** Where the frames of a video come from. Used by several threads at a time. */
@FunctionalInterface
public interface FrameSource {

  /**
   * What a model sees of a video.
   *
   * @param frames ascending, at least one
   * @param durationSeconds length of the video, as measured
   */
  record Clip(List<VideoFrame> frames, double durationSeconds) {
    public Clip {
      frames = List.copyOf(frames);
    }
  }

  /**
   * Reads the frames that a model wants.
   *
   * @throws org.seq2time.harness.video.VideoException if the video cannot be read
   */
  Clip read(Path video, FrameSpec frameSpec);

  /** Decodes the file each time. */
  static FrameSource decoding() {
    return (video, frameSpec) -> {
      try (VideoReader reader = VideoReader.open(video)) {
        int[] indices =
            frameSpec
                .sampling()
                .sample(
                    new Sampling.Video(
                        reader.frameCount(), reader.framesPerSecond(), reader.durationSeconds()),
                    Sampling.Request.of(frameSpec.count()));
        return new Clip(
            reader.frames(indices, frameSpec.size(), frameSpec.resampling()),
            reader.durationSeconds());
      }
    };
  }
}
