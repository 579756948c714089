package org.seq2time.datasets.time;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which frames of a video a model sees: the sampling arithmetic of NumPy and PyTorch, with the
 * roundings that move an index.
 */
public final class FrameSampling {

  private FrameSampling() {}

  /**
   * TimeChat's uniform sampling ({@code load_video}, {@code sampling="uniform"}): frame {@code
   * trunc(k * (total / count))} for each {@code k}, in double arithmetic as NumPy's {@code arange}
   * does it. A video with fewer frames than asked for gives each of its frames once. Where {@code
   * arange}'s own rounding yields one index too many, which lies at the end of the video, it is
   * left out here.
   *
   * @param totalFrames frames of the video, positive
   * @param count frames to sample, positive
   * @return ascending frame indices, {@code [min(totalFrames, count)]}
   */
  public static int[] uniform(int totalFrames, int count) {
    check(totalFrames, count);
    int sampled = Math.min(totalFrames, count);
    double step = (double) totalFrames / sampled;
    int[] indices = new int[sampled];
    for (int k = 0; k < sampled; k++) {
      indices[k] = (int) (k * step);
    }
    return indices;
  }

  /**
   * The frames nearest to the middles of {@code count} equal parts of the video: half the largest
   * distance from any frame to a sampled one that {@link #uniform} leaves.
   *
   * @param totalFrames frames of the video, positive
   * @param count frames to sample, positive
   * @return ascending frame indices, {@code [min(totalFrames, count)]}
   */
  public static int[] midpoints(int totalFrames, int count) {
    check(totalFrames, count);
    int sampled = Math.min(totalFrames, count);
    int[] indices = new int[sampled];
    for (int k = 0; k < sampled; k++) {
      indices[k] = (int) ((2L * k + 1) * totalFrames / (2L * sampled));
    }
    return indices;
  }

  /**
   * NumPy's {@code linspace(first, last, count, dtype=int)}: both ends included, rounded down. More
   * points than frames repeat frames, as NumPy does.
   *
   * @param first frame, not negative
   * @param last frame, not before {@code first}
   * @param count points, positive
   * @return frame indices that do not descend, {@code [count]}
   */
  public static int[] linspace(int first, int last, int count) {
    return Arrays.stream(points(first, last, count)).mapToInt(p -> (int) Math.floor(p)).toArray();
  }

  /** The same rounded to the nearest frame, halves to even: {@code linspace(...).round()}. */
  public static int[] roundedLinspace(int first, int last, int count) {
    return Arrays.stream(points(first, last, count)).mapToInt(p -> (int) Math.rint(p)).toArray();
  }

  private static double[] points(int first, int last, int count) {
    if (first < 0 || last < first || count < 1) {
      throw new IllegalArgumentException(
          "cannot place %d points from frame %d to %d".formatted(count, first, last));
    }
    double[] points = new double[count];
    double step = count > 1 ? (double) (last - first) / (count - 1) : 0;
    for (int k = 0; k < count; k++) {
      points[k] = k * step + first;
    }
    if (count > 1) {
      points[count - 1] = last;
    }
    return points;
  }

  /**
   * PyTorch's {@code linspace(0, totalFrames - 1, count).round()} on the CPU, in float32: the lower
   * half is computed from the start, the upper from the end.
   *
   * @param totalFrames frames of the video, positive
   * @param count points, positive
   * @return frame indices that do not descend, {@code [count]}
   */
  public static int[] torchLinspace(int totalFrames, int count) {
    check(totalFrames, count);
    float end = totalFrames - 1;
    float step = count > 1 ? end / (count - 1) : 0;
    int[] indices = new int[count];
    for (int k = 0; k < count; k++) {
      float point = k < count / 2 || count == 1 ? step * k : end - step * (count - k - 1);
      indices[k] = (int) Math.rint(point);
    }
    return indices;
  }

  /**
   * PyTorch's {@code arange(start, totalFrames, totalFrames / count).int()} on the CPU: computed in
   * double, kept as float32, truncated. Where rounding yields a point behind the last frame (899
   * frames in 28 parts), no frame is there and it is left out.
   *
   * @param start first point, 0 or half a step
   * @param totalFrames frames of the video, positive
   * @param count parts of the video, positive and at most {@code totalFrames}
   * @return ascending frame indices
   */
  public static int[] torchArange(double start, int totalFrames, int count) {
    check(totalFrames, count);
    double step = (double) totalFrames / count;
    int points = (int) Math.ceil((totalFrames - start) / step);
    return IntStream.range(0, points)
        .map(k -> (int) (float) (start + k * step))
        .filter(index -> index < totalFrames)
        .toArray();
  }

  private static void check(int totalFrames, int count) {
    if (totalFrames < 1 || count < 1) {
      throw new IllegalArgumentException(
          "cannot sample " + count + " of " + totalFrames + " frames; both must be positive");
    }
  }
}
