package org.seq2time.datasets.time;

/** Which frames of a video a model sees: the sampling arithmetic. */
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

  private static void check(int totalFrames, int count) {
    if (totalFrames < 1 || count < 1) {
      throw new IllegalArgumentException(
          "cannot sample " + count + " of " + totalFrames + " frames; both must be positive");
    }
  }
}
