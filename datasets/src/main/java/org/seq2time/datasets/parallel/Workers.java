package org.seq2time.datasets.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Splits independent work between threads, the calling one among them; each piece is taken by the
 * next free thread, and results must not depend on which that was. After a failure no further piece
 * begins, and all threads have ended when a method returns or throws.
 */
public final class Workers {

  private Workers() {}

  /** A piece of a range. */
  @FunctionalInterface
  public interface Task {
    void run(int from, int to);
  }

  /**
   * Runs the task over {@code [0, size)} in chunks of one size (the last may be shorter).
   *
   * @throws RuntimeException the first that a chunk threw
   */
  public static void run(int threads, int size, int chunk, Task task) {
    each(
        threads,
        Math.ceilDiv(size, chunk),
        i -> {
          int from = i * chunk;
          task.run(from, from + Math.min(chunk, size - from));
        });
  }

  /**
   * Runs the pieces numbered from 0.
   *
   * @throws RuntimeException the first that a piece threw
   */
  public static void each(int threads, int pieces, IntConsumer piece) {
    each(threads, pieces, () -> piece);
  }

  /**
   * Runs the pieces numbered from 0, with something of its own on every thread.
   *
   * @param worker makes what one thread works with
   * @throws RuntimeException the first that a piece or the worker's making threw
   */
  public static void each(int threads, int pieces, Supplier<IntConsumer> worker) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Runnable loop =
        () -> {
          try {
            IntConsumer work = worker.get();
            for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
              work.accept(i);
            }
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            next.set(pieces);
          }
        };
    List<Thread> helpers = new ArrayList<>();
    for (int t = 1; t < Math.min(threads, pieces); t++) {
      helpers.add(Thread.ofPlatform().daemon().name("worker-" + t).start(loop));
    }
    loop.run();
    helpers.forEach(Workers::join);
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /** Waits for the thread even if this one is interrupted, and keeps the interrupt. */
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
