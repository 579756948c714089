package org.seq2time.harness.run;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
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

  /** Decodes the file each time; what is cut off or damaged is an error. */
  static FrameSource decoding() {
    return decoding(VideoReader::open);
  }

  /** Decodes the file each time, and of what is cut off or damaged the part that is right. */
  static FrameSource decodingDamaged() {
    return decoding(VideoReader::openDamaged);
  }

  private static FrameSource decoding(Function<Path, VideoReader> open) {
    return (video, frameSpec) -> {
      try (VideoReader reader = open.apply(video)) {
        int[] indices = frameSpec.sampling().sample(reader.frameCount(), frameSpec.count());
        return new Clip(
            reader.frames(indices, frameSpec.size(), frameSpec.resampling()),
            reader.durationSeconds());
      }
    };
  }
}
