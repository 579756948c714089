package org.seq2time.harness.model;

import java.util.List;
import org.seq2time.harness.decode.Cancellation;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import org.seq2time.reports.record.ModelIdentity;

/** Something that answers questions about videos: a model bundle, or a chat endpoint. */
public interface VideoModel extends AutoCloseable {

  /**
   * Which frames it wants to see.
   *
   * @param count most frames of one video
   * @param sampling which of a video's frames
   * @param size they are decoded to
   * @param resampling how they get that size
   */
  record FrameSpec(int count, Sampling sampling, FrameSize size, Resampling resampling) {
    public FrameSpec {
      if (count < 1) {
        throw new IllegalArgumentException(count + " frames are fewer than one");
      }
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
