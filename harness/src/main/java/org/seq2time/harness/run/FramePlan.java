package org.seq2time.harness.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoFrame;
import org.seq2time.harness.video.VideoReader;

/**
 * Which frames of one video a model sees, in what size, and when it is told that they are shown.
 */
public final class FramePlan {

  /** Pictures that are decoded together: few, since they may be large. */
  private static final int AT_A_TIME = 8;

  private final VideoReader reader;
  private final FrameSpec frameSpec;
  private final int[] indices;
  private final FrameSize size;
  private final double rate;

  private FramePlan(VideoReader reader, FrameSpec frameSpec, int[] indices) {
    this.reader = reader;
    this.frameSpec = frameSpec;
    this.indices = indices;
    this.size = frameSpec.size().ofFrames(indices.length);
    this.rate = reader.statedFramesPerSecond();
  }

  /** Chooses frames of an open video. */
  public static FramePlan of(VideoReader reader, FrameSpec frameSpec) {
    Sampling.Video video =
        new Sampling.Video(
            reader.frameCount(), reader.statedFramesPerSecond(), reader.durationSeconds());
    return new FramePlan(
        reader, frameSpec, frameSpec.sampling().sample(video, frameSpec.request()));
  }

  /** Frame numbers that do not descend; a short video may have one more than once. */
  public int[] indices() {
    return indices.clone();
  }

  /** When the model is told that a frame is shown, in seconds after the first one. */
  public double statedSeconds(int index) {
    return frameSpec.sampling().statesTimesByRate() ? index / rate : reader.timeSeconds(index);
  }

  /** The largest difference between a stated time and the frame's own, in seconds. */
  public double largestDifferenceSeconds() {
    return IntStream.of(indices)
        .mapToDouble(i -> Math.abs(statedSeconds(i) - reader.timeSeconds(i)))
        .max()
        .orElse(0);
  }

  /**
   * Decodes the frames, each once, in order.
   *
   * @param file the video, for messages
   * @param frames receives them, with their own times
   * @throws VideoException if they cannot be decoded or resized
   */
  public void decode(Path file, Consumer<VideoFrame> frames) {
    decode(file, AT_A_TIME, frames);
  }

  private void decode(Path file, int together, Consumer<VideoFrame> frames) {
    int[] distinct = IntStream.of(indices).distinct().toArray();
    try {
      for (int from = 0; from < distinct.length; from += together) {
        int to = Math.min(from + together, distinct.length);
        reader
            .frames(Arrays.copyOfRange(distinct, from, to), size, frameSpec.resampling())
            .forEach(frames);
      }
    } catch (IllegalArgumentException e) {
      throw new VideoException(file, String.valueOf(e.getMessage()));
    }
  }

  /** All frames, a repeated one as often as it is seen, with the times that the model is told. */
  FrameSource.Clip clip(Path file) {
    List<VideoFrame> decoded = new ArrayList<>();
    decode(file, indices.length, decoded::add);
    List<VideoFrame> shown = new ArrayList<>();
    List<Double> ownTimes = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < indices.length; i++) {
      at = i > 0 && indices[i] != indices[i - 1] ? at + 1 : at;
      VideoFrame frame = decoded.get(at);
      ownTimes.add(frame.timeSeconds());
      shown.add(new VideoFrame(frame.index(), statedSeconds(frame.index()), frame.image()));
    }
    return new FrameSource.Clip(shown, ownTimes, reader.durationSeconds());
  }
}
