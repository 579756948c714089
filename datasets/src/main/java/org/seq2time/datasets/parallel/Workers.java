package org.seq2time.datasets.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Splits a range of independent work between threads; results must not depend on the split. */
public final class Workers {

  private Workers() {}

  /** A piece of the range. */
  @FunctionalInterface
  public interface Task {
    void run(int from, int to);
  }

  /**
   * Runs the task over {@code [0, size)} in chunks of one size (the last may be shorter); returns
   * when all are done.
   *
   * @throws RuntimeException the first that a chunk threw
   */
  public static void run(int threads, int size, int chunk, Task task) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable loop =
        () -> {
          try {
            for (int from = next.getAndAdd(chunk); from < size; from = next.getAndAdd(chunk)) {
              task.run(from, Math.min(size, from + chunk));
            }
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(size);
          }
        };
    List<Thread> helpers = new ArrayList<>();
    int chunks = (size + chunk - 1) / chunk;
    for (int t = 1; t < Math.min(threads, chunks); t++) {
      helpers.add(Thread.ofPlatform().daemon().name("worker-" + t).start(loop));
    }
    loop.run();
    for (Thread helper : helpers) {
      join(helper);
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
