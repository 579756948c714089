package org.seq2time.harness.cli.shared;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end cleanly when the user interrupts the program (Ctrl-C): the JVM waits until the work
 * has stopped.
 */
public final class Interruption {

  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  private Interruption(Runnable stop) {
    hook =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  stop.run();
                  awaitEnd();
                });
  }

  /** From now on an interrupt calls {@code stop} and then waits for {@link #close}. */
  public static Interruption calls(Runnable stop) {
    Interruption interruption = new Interruption(stop);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** The work has stopped, in one way or another. */
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending already: the hook has done its work.
    }
  }

  private void awaitEnd() {
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return; // Shards without a final name stay behind; the next build writes over them.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
