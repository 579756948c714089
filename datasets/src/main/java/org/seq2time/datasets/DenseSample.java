package org.seq2time.datasets;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Dense video captioning: find the events of a video and caption each.
 *
 * @param id the video's file name, as in {@code image_id} after its last slash
 * @param durationSeconds length of the video, where it is known
 * @param events the true events, at least one
 */
public record DenseSample(String id, OptionalDouble durationSeconds, List<Event> events)
    implements Sample {
  public DenseSample {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("video " + id + " has no events");
    }
  }

  @Override
  public Task<DenseSample, List<Event>> task() {
    return Task.DENSE_CAPTIONING;
  }

  /** Empty: every event is asked for. */
  @Override
  public String query() {
    return "";
  }

  @Override
  public String video() {
    return id;
  }

  /** The same sample with a known length. */
  public DenseSample withDuration(double seconds) {
    return new DenseSample(id, OptionalDouble.of(seconds), events);
  }
}
