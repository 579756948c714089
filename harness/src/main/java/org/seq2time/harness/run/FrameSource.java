package org.seq2time.harness.run;

import java.nio.file.Path;
import java.util.List;
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

  /** Decodes the file each time. */
  static FrameSource decoding() {
    return (video, frameSpec) -> {
      try (VideoReader reader = VideoReader.open(video)) {
        return FramePlan.of(reader, frameSpec).clip(video);
      }
    };
  }
}
