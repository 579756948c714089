package org.seq2time.harness.model;

import java.util.List;
import org.seq2time.harness.video.VideoFrame;

/**
 * A question about a video.
 *
 * @param id the sample's id; seeds of sampled answers depend on it, not on the order of questions
 * @param prompt the text, times written as the run wants them
 * @param frames what is seen of the video, not descending in time, at least one; their times are
 *     those that the model is told
 * @param durationSeconds length of the video, above 0
 */
public record ModelRequest(
    String id, String prompt, List<VideoFrame> frames, double durationSeconds) {

  public ModelRequest {
    frames = List.copyOf(frames);
    if (frames.isEmpty() || !(durationSeconds > 0)) {
      throw new IllegalArgumentException(
          "question %s: %d frames, %s s".formatted(id, frames.size(), durationSeconds));
    }
  }
}
