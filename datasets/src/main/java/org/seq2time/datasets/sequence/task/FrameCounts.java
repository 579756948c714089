package org.seq2time.datasets.sequence.task;

import java.util.SplittableRandom;

/**
 * How many frames each clip of a row gets: in proportion to its length times a sampling rate that
 * is drawn for it, between a quarter and the whole of the fastest, by largest remainders. Every
 * clip has at least one frame, and clips never have all the same number, so that boundaries are not
 * equally spaced. Integers only: the same on every platform.
 */
final class FrameCounts {

  private static final int MIN_RATE = 25;
  private static final int MAX_RATE = 100;

  private FrameCounts() {}

  /**
   * Distributes the frames.
   *
   * @param clips number of clips, more than 1 and less than {@code frames}
   * @param weights lengths of the clips; afterwards overwritten
   * @param counts where the counts are written
   */
  static void draw(SplittableRandom random, int frames, int clips, long[] weights, int[] counts) {
    long total = 0;
    for (int k = 0; k < clips; k++) {
      weights[k] *= random.nextInt(MIN_RATE, MAX_RATE + 1);
      total += weights[k];
    }
    int free = frames - clips;
    int left = free;
    for (int k = 0; k < clips; k++) {
      long share = weights[k] * free;
      counts[k] = 1 + (int) (share / total);
      left -= counts[k] - 1;
      weights[k] = share % total;
    }
    for (; left > 0; left--) {
      int largest = 0;
      for (int k = 1; k < clips; k++) {
        largest = weights[k] > weights[largest] ? k : largest;
      }
      counts[largest]++;
      weights[largest] = -1;
    }
    if (clips > 1 && allEqual(counts, clips)) {
      counts[0]--;
      counts[clips - 1]++;
    }
  }

  private static boolean allEqual(int[] counts, int clips) {
    for (int k = 1; k < clips; k++) {
      if (counts[k] != counts[0]) {
        return false;
      }
    }
    return true;
  }
}
