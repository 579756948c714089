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
   * @param frames that do not descend, at least one, with the times that the model is told
   * @param ownTimesSeconds when each is shown, in seconds after the first one
   * @param durationSeconds length of the video, as measured
   */
  record Clip(List<VideoFrame> frames, List<Double> ownTimesSeconds, double durationSeconds) {
    public Clip {
      frames = List.copyOf(frames);
      ownTimesSeconds = List.copyOf(ownTimesSeconds);
      if (frames.size() != ownTimesSeconds.size()) {
        throw new IllegalArgumentException(
            frames.size() + " frames with " + ownTimesSeconds.size() + " times");
      }
    }

    /** Frames of which the model is told their own times. */
    public Clip(List<VideoFrame> frames, double durationSeconds) {
      this(frames, frames.stream().map(VideoFrame::timeSeconds).toList(), durationSeconds);
    }

    /** The largest difference between a time that the model is told and the frame's own. */
    public double largestDifferenceSeconds() {
      double largest = 0;
      for (int i = 0; i < frames.size(); i++) {
        double off = Math.abs(frames.get(i).timeSeconds() - ownTimesSeconds.get(i));
        largest = Math.max(largest, off);
      }
      return largest;
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
        return FramePlan.of(reader, frameSpec).clip(video);
      }
    };
  }
}
