package org.seq2time.harness.prompt;

import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.time.TimeRepresentation;

/**
 * What a prompt is written for.
 *
 * @param sample the question
 * @param durationSeconds length of the video
 * @param frameTimes when the frames that the model sees are shown, in seconds, ascending
 * @param time how times are written
 */
public record PromptContext(
    Sample sample, double durationSeconds, List<Double> frameTimes, TimeRepresentation time) {

  public PromptContext {
    frameTimes = List.copyOf(frameTimes);
    if (!(durationSeconds > 0)) {
      throw new IllegalArgumentException("a video of " + durationSeconds + " s has no times");
    }
  }

  /** The sentence that is asked about; null for a task without one. */
  @Nullable String query() {
    return sample.task().isPerVideo() ? null : sample.query();
  }

  /** The annotated length of the sample's video, or the one that was measured. */
  public static double duration(Sample sample, double measuredSeconds) {
    OptionalDouble annotated = sample.durationSeconds();
    return annotated.orElse(measuredSeconds);
  }
}
