package org.seq2time.harness.model;

import java.util.Locale;
import org.seq2time.datasets.time.FrameSampling;

/** Which frames of a video a model sees. */
public enum Sampling {
  /** The first frame of each of equal parts, as TimeChat samples. */
  UNIFORM,
  /** The middle frame of each. */
  MIDPOINTS;

  /** The name in {@code seq2time.json}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Indices of the sampled frames, see {@link FrameSampling}. */
  public int[] sample(int totalFrames, int count) {
    return this == UNIFORM
        ? FrameSampling.uniform(totalFrames, count)
        : FrameSampling.midpoints(totalFrames, count);
  }
}
