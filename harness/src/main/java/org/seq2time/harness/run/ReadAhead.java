package org.seq2time.harness.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Producers read ahead of consumers, a few items at most. Sources are begun in their order, and the
 * items of one source are handed over together and in order; with several producers, sources may
 * overtake one another. Every producer and consumer has a thread of the platform to itself.
 *
 * <p>It ends when all items are consumed, or early, in one of two ways: {@link #drain} lets
 * consumers finish what they have begun, {@link #stop} interrupts them as well. A failure of a
 * producer or a consumer stops it.
 *
 * @param <S> what a producer makes items of
 * @param <T> items
 */
final class ReadAhead<S, T> {

  /** Makes items; used by one thread. */
  @FunctionalInterface
  interface Producer<S, T> {

    /**
     * The items of a source, in order; there may be none. If the end comes early, what it returns
     * is thrown away, so that it may return at once.
     */
    List<T> produce(S source) throws InterruptedException;
  }

  /** Uses items; used by several threads at a time. */
  @FunctionalInterface
  interface Consumer<T> {
    void consume(T item) throws InterruptedException;
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private final int capacity;
  private final Runnable onStop;
  private final AtomicInteger next = new AtomicInteger();
  private final Lock turnToPut = new ReentrantLock();
  private final List<Thread> producers = new ArrayList<>();
  private final List<Thread> consumers = new ArrayList<>();

  // Changed under this object's lock, with a notice to all threads that wait.
  private final Deque<T> waiting = new ArrayDeque<>();
  private int producing;
  private volatile boolean isEnding;
  private @Nullable Throwable failure;

  /**
   * A hand-over that has not begun.
   *
   * @param capacity most items that wait for a consumer
   * @param onStop called before consumers are interrupted, to end what no interruption ends
   */
  ReadAhead(int capacity, Runnable onStop) {
    this.capacity = capacity;
    this.onStop = onStop;
  }

  /**
   * Produces and consumes everything; to be called once. If the calling thread is interrupted, this
   * stops and returns at once, with the thread interrupted.
   *
   * @param producer makes one for each producing thread
   * @throws RuntimeException the first failure, or the reason of {@link #drain}
   */
  void run(
      List<S> sources,
      int producerThreads,
      Supplier<Producer<S, T>> producer,
      int consumerThreads,
      Consumer<T> consumer) {
    synchronized (this) {
      if (isEnding) {
        return;
      }
      producing = producerThreads;
      start(producers, producerThreads, "producer", () -> produceAll(sources, producer.get()));
      start(consumers, consumerThreads, "consumer", () -> consumeAll(consumer));
    }
    try {
      for (Thread thread : producers) {
        thread.join();
      }
      for (Thread thread : consumers) {
        thread.join();
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    }
    rethrow();
  }

  /** Ends soon, from any thread: items that wait are dropped, work on others is interrupted. */
  synchronized void stop() {
    end();
    onStop.run();
    consumers.forEach(Thread::interrupt);
  }

  /**
   * Ends once what consumers have begun is finished; items that wait are dropped.
   *
   * @param reason what {@link #run} then throws
   */
  synchronized void drain(RuntimeException reason) {
    fail(reason);
    end();
  }

  /** Whether it was told to end early. */
  boolean isEnding() {
    return isEnding;
  }

  private synchronized void end() {
    isEnding = true;
    waiting.clear();
    producers.forEach(Thread::interrupt);
    notifyAll();
  }

  /** What fails because of an early end is no failure. */
  private synchronized void fail(Throwable e) {
    if (failure == null && !isEnding) {
      failure = e;
    }
  }

  private synchronized void rethrow() {
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  private void start(List<Thread> threads, int count, String name, Work work) {
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().daemon().name(name + "-" + i).unstarted(() -> guard(work)));
    }
    threads.forEach(Thread::start);
  }

  private void guard(Work work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Stopped.
    } catch (RuntimeException | Error e) {
      fail(e);
      stop();
    }
  }

  private void produceAll(List<S> sources, Producer<S, T> producer) throws InterruptedException {
    try {
      for (int i = next.getAndIncrement(); i < sources.size(); i = next.getAndIncrement()) {
        if (isEnding) {
          return;
        }
        put(producer.produce(sources.get(i)));
      }
    } finally {
      synchronized (this) {
        producing--;
        notifyAll();
      }
    }
  }

  private void put(List<T> items) throws InterruptedException {
    turnToPut.lockInterruptibly();
    try {
      for (T item : items) {
        put(item);
      }
    } finally {
      turnToPut.unlock();
    }
  }

  private synchronized void put(T item) throws InterruptedException {
    while (waiting.size() == capacity && !isEnding) {
      wait();
    }
    if (!isEnding) {
      waiting.add(item);
      notifyAll();
    }
  }

  private void consumeAll(Consumer<T> consumer) throws InterruptedException {
    for (T item = take(); item != null; item = take()) {
      consumer.consume(item);
    }
  }

  /** The next item; null when there will be none. */
  private synchronized @Nullable T take() throws InterruptedException {
    while (waiting.isEmpty() && producing > 0 && !isEnding) {
      wait();
    }
    T item = waiting.poll();
    notifyAll();
    return item;
  }
}
