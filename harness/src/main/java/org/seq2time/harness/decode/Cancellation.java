package org.seq2time.harness.decode;

import org.jspecify.annotations.Nullable;

/**
 * Ends a decoding run from another thread: also in the middle of a graph's run, which for a long
 * prompt takes seconds. It stays cancelled.
 */
public final class Cancellation {

  private @Nullable Runnable terminate;
  private boolean cancelled;

  /** One that nobody can cancel. */
  public static Cancellation none() {
    return new Cancellation();
  }

  /** Cancels; the run returns what it has. */
  public synchronized void cancel() {
    cancelled = true;
    if (terminate != null) {
      terminate.run();
    }
  }

  /** Whether it was cancelled. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** What ends a graph's run at once; called under this object's lock, so never after detach. */
  synchronized void attach(Runnable hook) {
    if (terminate != null) {
      throw new IllegalStateException("one cancellation cannot serve two runs at a time");
    }
    terminate = hook;
    if (cancelled) {
      hook.run();
    }
  }

  synchronized void detach() {
    terminate = null;
  }
}
