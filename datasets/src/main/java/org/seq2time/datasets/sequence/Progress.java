package org.seq2time.datasets.sequence;

import java.util.concurrent.CancellationException;

/** Hears how far a long piece of work is, from any thread. */
@FunctionalInterface
public interface Progress {

  /** Hears nothing. */
  Progress NONE = (step, done, total, unit) -> {};

  /**
   * Is told from time to time.
   *
   * @param step what is being done: {@code reading}, {@code writing}, {@code checking}
   * @param unit of the numbers: {@code bytes}, {@code instances}
   * @throws CancellationException to stop the work
   */
  void at(String step, long done, long total, String unit);
}
