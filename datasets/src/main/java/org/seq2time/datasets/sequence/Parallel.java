package org.seq2time.datasets.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Numbered pieces of work on several threads, each taken by the next free one. */
final class Parallel {

  private Parallel() {}

  /** Runs all pieces; returns when they are done, or throws what the first failed one threw. */
  static void run(int threads, int pieces, IntConsumer piece) {
    run(threads, pieces, () -> piece);
  }

  /**
   * Runs all pieces. After a failure no further piece begins.
   *
   * @param worker makes what one thread works with
   */
  static void run(int threads, int pieces, Supplier<IntConsumer> worker) {
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
      helpers.add(Thread.ofPlatform().daemon().name("shards-" + t).start(loop));
    }
    loop.run();
    helpers.forEach(Parallel::join);
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
