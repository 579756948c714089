package org.seq2time.datasets;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Temporal grounding: find the one window that a sentence describes.
 *
 * @param id the query id
 * @param video the video that is asked about
 * @param durationSeconds length of the video, where it is known
 * @param query the sentence
 * @param window the true window
 */
public record GroundingSample(
    String id, String video, OptionalDouble durationSeconds, String query, Segment window)
    implements Sample {

  @Override
  public Task<GroundingSample, List<Segment>> task() {
    return Task.GROUNDING;
  }

  /** The same sample with a known length. */
  public GroundingSample withDuration(double seconds) {
    return new GroundingSample(id, video, OptionalDouble.of(seconds), query, window);
  }
}
