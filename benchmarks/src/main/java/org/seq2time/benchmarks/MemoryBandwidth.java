package org.seq2time.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * The machine's memory bandwidth as STREAM's triad measures it (McCalpin 1995): a = b + s * c over
 * arrays far larger than the caches, all processors at once, 24 bytes per element, best of seven.
 */
final class MemoryBandwidth {

  private static final int ELEMENTS = 8 << 20;
  private static final int ROUNDS = 7;

  private MemoryBandwidth() {}

  /** Bytes per second. */
  static double measure(int threads) {
    double best = 0;
    double[][][] arrays = new double[threads][3][ELEMENTS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      List<Thread> running = new ArrayList<>();
      for (double[][] own : arrays) {
        running.add(Thread.ofPlatform().start(() -> triad(own[0], own[1], own[2])));
      }
      for (Thread thread : running) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      best = Math.max(best, 24.0 * ELEMENTS * threads / seconds);
    }
    return best;
  }

  private static void triad(double[] a, double[] b, double[] c) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i] + 3 * c[i];
    }
  }
}
