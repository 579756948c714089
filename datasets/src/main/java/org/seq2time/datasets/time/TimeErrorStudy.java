package org.seq2time.datasets.time;

import java.util.ArrayList;
import java.util.List;

/**
 * Quantisation errors over video length, sampled frames and digits.
 *
 * @param framesPerSecond of the videos
 * @param sampling how frames are chosen
 * @param rows by length, then frame count, then digits
 */
public record TimeErrorStudy(double framesPerSecond, Sampling sampling, List<Row> rows) {

  /** The largest video that is walked through, in frames: 92 hours at 30 frames a second. */
  public static final int MAX_FRAMES = 10_000_000;

  /** The paper's mean error, as a fraction of the length. */
  public static final double PAPER_MEAN = 0.0013;

  /** The paper's video: one minute, in seconds. */
  public static final double PAPER_SECONDS = 60;

  /** The paper's frame rate. */
  public static final double PAPER_FRAMES_PER_SECOND = 30;

  /** The paper's number of sampled frames. */
  public static final int PAPER_SAMPLED = 96;

  public TimeErrorStudy {
    rows = List.copyOf(rows);
  }

  /** How frames are chosen. */
  public enum Sampling {
    /** {@link FrameSampling#uniform}, what TimeChat does. */
    UNIFORM,
    /** {@link FrameSampling#midpoints}. */
    MIDPOINTS;

    int[] indices(int frames, int count) {
      return switch (this) {
        case UNIFORM -> FrameSampling.uniform(frames, count);
        case MIDPOINTS -> FrameSampling.midpoints(frames, count);
      };
    }
  }

  /**
   * One combination.
   *
   * @param seconds length of the video
   * @param sampled number of frames that the model sees
   * @param digits decimal digits of a position
   */
  public record Row(
      double seconds,
      int sampled,
      int digits,
      QuantisationError samplingAlone,
      QuantisationError digitsAlone,
      QuantisationError both) {}

  /**
   * Measures every combination.
   *
   * @param seconds video lengths, each of at least one and at most {@link #MAX_FRAMES} frames
   * @param sampled frame counts, positive
   * @param digits decimal digits, 1 to 6
   */
  public static TimeErrorStudy of(
      List<Double> seconds,
      double framesPerSecond,
      List<Integer> sampled,
      List<Integer> digits,
      Sampling sampling) {
    List<Row> rows = new ArrayList<>();
    for (double length : seconds) {
      int frames = frames(length, framesPerSecond);
      List<QuantisationError> alone =
          digits.stream()
              .map(count -> QuantisationError.ofDigits(frames, new PositionTokens(count)))
              .toList();
      for (int count : sampled) {
        int[] indices = sampling.indices(frames, count);
        QuantisationError samplingAlone = QuantisationError.ofSampling(frames, indices);
        for (int d = 0; d < digits.size(); d++) {
          PositionTokens tokens = new PositionTokens(digits.get(d));
          rows.add(
              new Row(
                  length,
                  count,
                  digits.get(d),
                  samplingAlone,
                  alone.get(d),
                  QuantisationError.ofBoth(frames, indices, tokens)));
        }
      }
    }
    return new TimeErrorStudy(framesPerSecond, sampling, rows);
  }

  /** The paper's case: one minute, 30 frames a second, 96 sampled, four digits. */
  public static Row paperCase(Sampling sampling) {
    return of(
            List.of(PAPER_SECONDS),
            PAPER_FRAMES_PER_SECOND,
            List.of(PAPER_SAMPLED),
            List.of(PositionTokens.DEFAULT_DIGITS),
            sampling)
        .rows()
        .getFirst();
  }

  private static int frames(double seconds, double framesPerSecond) {
    double frames = Math.rint(seconds * framesPerSecond);
    if (!(frames >= 1 && frames <= MAX_FRAMES)) {
      throw new IllegalArgumentException(
          "a video of %s s at %s frames per second has %.0f frames, expected 1 to %d"
              .formatted(seconds, framesPerSecond, frames, MAX_FRAMES));
    }
    return (int) frames;
  }
}
