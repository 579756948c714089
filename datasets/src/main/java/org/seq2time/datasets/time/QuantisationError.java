package org.seq2time.datasets.time;

import java.util.Arrays;

/**
 * How far a moment moves when a model may only see sampled frames and write digits: mean and
 * maximum over all frames of a video, as fractions of its length.
 *
 * <p>The moments are the frames themselves, {@code i / n} for {@code i = 0 .. n - 1} in a video of
 * {@code n} frames, so that frame rate and duration matter only through {@code n}. The paper
 * reports 0.13 % for one minute at 30 frames a second and 96 sampled frames without saying what is
 * averaged; what the definitions here give is in {@code docs/time.md}.
 *
 * @param mean mean absolute error over the frames, as a fraction of the length
 * @param max largest error, as a fraction of the length
 */
public record QuantisationError(double mean, double max) {

  /**
   * Sampling alone: each frame is replaced by the nearest sampled one.
   *
   * @param frames of the video, positive
   * @param sampled ascending frame indices, at least one
   */
  public static QuantisationError ofSampling(int frames, int[] sampled) {
    return over(frames, frame -> nearest(sampled, frame));
  }

  /** Digits alone: each frame is written and read. */
  public static QuantisationError ofDigits(int frames, PositionTokens tokens) {
    return over(frames, frame -> written(frame, frames, tokens));
  }

  /** Both: each frame is replaced by the nearest sampled one, which is written and read. */
  public static QuantisationError ofBoth(int frames, int[] sampled, PositionTokens tokens) {
    return over(frames, frame -> written(nearest(sampled, frame), frames, tokens));
  }

  /** Where a frame ends up. */
  @FunctionalInterface
  private interface Replacement {
    double of(int frame);
  }

  private static QuantisationError over(int frames, Replacement replacement) {
    if (frames < 1) {
      throw new IllegalArgumentException("a video of " + frames + " frames has no moments");
    }
    double sum = 0;
    double max = 0;
    for (int frame = 0; frame < frames; frame++) {
      double error = Math.abs(replacement.of(frame) - frame);
      sum += error;
      max = Math.max(max, error);
    }
    return new QuantisationError(sum / frames / frames, max / frames);
  }

  private static double written(int frame, int frames, PositionTokens tokens) {
    int digits = tokens.digits();
    return PositionCodes.decode(PositionCodes.encode(frame, frames, digits), frames, digits);
  }

  /** The sampled frame with the smallest distance, the earlier one of two. */
  private static int nearest(int[] sampled, int frame) {
    int at = Arrays.binarySearch(sampled, frame);
    if (at >= 0) {
      return frame;
    }
    int after = -at - 1;
    if (after == 0) {
      return sampled[0];
    }
    if (after == sampled.length) {
      return sampled[after - 1];
    }
    return frame - sampled[after - 1] <= sampled[after] - frame
        ? sampled[after - 1]
        : sampled[after];
  }
}
