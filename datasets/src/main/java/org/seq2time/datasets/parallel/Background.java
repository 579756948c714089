package org.seq2time.datasets.parallel;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A value that another thread is working on. Who asks for several in a fixed order meets their
 * errors in that order, whichever thread was first.
 *
 * @param <T> the value
 */
public final class Background<T> {

  private final FutureTask<T> task;

  private Background(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts the work on a thread of its own. */
  public static <T> Background<T> start(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    Thread.ofPlatform().daemon().name("background").start(task);
    return new Background<>(task);
  }

  /** Does the work here and now; an error waits until the value is asked for. */
  public static <T> Background<T> now(Supplier<T> work) {
    FutureTask<T> task = new FutureTask<>(work::get);
    task.run();
    return new Background<>(task);
  }

  /**
   * The value, once it is there.
   *
   * @throws RuntimeException what the work threw
   */
  public T get() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
