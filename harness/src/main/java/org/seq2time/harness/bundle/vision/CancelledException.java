package org.seq2time.harness.bundle.vision;

import org.seq2time.harness.decode.Cancellation;

/** Work was cancelled between two graphs. */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A place between two steps where work may end.
   *
   * @throws CancelledException if it was cancelled
   */
  public static void check(Cancellation cancellation) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (cancellation.isCancelled()) {
      throw new CancelledException();
    }
  }
}
