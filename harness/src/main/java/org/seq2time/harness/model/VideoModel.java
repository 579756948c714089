package org.seq2time.harness.model;

import java.util.List;
import java.util.OptionalDouble;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import org.seq2time.reports.record.ModelIdentity;

/** Something that answers questions about videos: a model bundle, or a chat endpoint. */
public interface VideoModel extends AutoCloseable {

  /**
   * Which frames it wants to see.
   *
   * @param count frames of one video; with a rate, the most
   * @param sampling which of a video's frames
   * @param framesPerSecond a rate in place of a number, where the sampling takes one
   * @param size they are decoded to
   * @param resampling how they get that size
   */
  record FrameSpec(
      int count,
      Sampling sampling,
      OptionalDouble framesPerSecond,
      FrameSize size,
      Resampling resampling) {
    public FrameSpec {
      if (count < 1) {
        throw new IllegalArgumentException(count + " frames are fewer than one");
      }
      if (framesPerSecond.isPresent() && !sampling.takesRate()) {
        throw new IllegalArgumentException(
            "sampling "
                + sampling.key()
                + " takes a number of frames, not a rate; a rate is for "
                + Sampling.rateKeys());
      }
      if (!(framesPerSecond.orElse(1) > 0) || Double.isInfinite(framesPerSecond.orElse(1))) {
        throw new IllegalArgumentException(
            framesPerSecond.getAsDouble() + " frames a second, expected a number above 0");
      }
    }

    /** A number of frames. */
    public FrameSpec(int count, Sampling sampling, FrameSize size, Resampling resampling) {
      this(count, sampling, OptionalDouble.empty(), size, resampling);
    }

    /** What is asked of a video. */
    public Sampling.Request request() {
      return framesPerSecond.isPresent()
          ? Sampling.Request.at(framesPerSecond.getAsDouble(), count)
          : Sampling.Request.of(count);
    }
  }

  /**
   * What tells this model and its settings from others, for {@code run.json}. A model of one's own
   * is a {@link ModelIdentity.Custom}.
   */
  ModelIdentity identity();

  /** Which frames it wants to see. */
  FrameSpec frames();

  /** Most questions that {@link #answer} takes at once. */
  int batch();

  /** Most threads that may call {@link #answer} at the same time. */
  int concurrency();

  /**
   * Answers questions together.
   *
   * @param requests at least one, at most {@link #batch}
   * @param cancellation ends the work early; what was not answered then is {@link
   *     ModelResponse.Failed}
   * @return replies in the order of the questions; a question that cannot be answered is a {@link
   *     ModelResponse.Failed} and does not disturb the others
   * @throws ModelUnusableException if no further question can be answered either
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  List<ModelResponse> answer(List<ModelRequest> requests, Cancellation cancellation)
      throws InterruptedException;

  @Override
  void close();
}
