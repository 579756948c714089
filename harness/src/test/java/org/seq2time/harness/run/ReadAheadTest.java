package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.seq2time.harness.run.ReadAhead.Consumer;
import org.seq2time.harness.run.ReadAhead.Producer;

@Timeout(60)
class ReadAheadTest {

  private static final List<Integer> SOURCES = IntStream.range(0, 40).boxed().toList();

  private final AtomicInteger stops = new AtomicInteger();
  private final ReadAhead<Integer, String> ahead = new ReadAhead<>(2, stops::incrementAndGet);
  private final Queue<String> consumed = new ConcurrentLinkedQueue<>();

  /** As many items as the source's last digit says. */
  private static List<String> items(int source) {
    return IntStream.range(0, source % 10).mapToObj(i -> source + "." + i).toList();
  }

  private static List<String> all() {
    return SOURCES.stream().flatMap(s -> items(s).stream()).toList();
  }

  private void run(int producers, Producer<Integer, String> producer, Consumer<String> consumer) {
    ahead.run(SOURCES, producers, () -> producer, 1, consumer);
  }

  @Test
  void oneProducerKeepsTheOrderOfEverything() {
    run(1, ReadAheadTest::items, consumed::add);
    assertThat(consumed).containsExactlyElementsOf(all());
    assertThat(stops).hasValue(0);
    assertThat(ahead.isEnding()).isFalse();
  }

  @Test
  void severalProducersKeepTheItemsOfASourceTogether() {
    run(
        4,
        source -> {
          Thread.sleep(source % 3);
          return items(source);
        },
        consumed::add);
    assertThat(consumed).containsExactlyInAnyOrderElementsOf(all());
    List<String> order = List.copyOf(consumed);
    for (int source : SOURCES) {
      if (!items(source).isEmpty()) {
        assertThat(Collections.indexOfSubList(order, items(source))).isNotNegative();
      }
    }
  }

  @Test
  void severalConsumersGetEachItemOnce() {
    ahead.run(SOURCES, 2, () -> ReadAheadTest::items, 3, consumed::add);
    assertThat(consumed).containsExactlyInAnyOrderElementsOf(all());
  }

  @Test
  void eachProducingThreadHasAProducerOfItsOwn() {
    Queue<Integer> made = new ConcurrentLinkedQueue<>();
    ahead.run(
        SOURCES,
        3,
        () -> {
          made.add(0);
          return ReadAheadTest::items;
        },
        1,
        consumed::add);
    assertThat(made).hasSize(3);
  }

  @Test
  void producersStayOnlyAFewItemsAhead() {
    AtomicInteger produced = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    run(
        1,
        source -> {
          produced.incrementAndGet();
          return List.of("x");
        },
        item -> {
          Thread.sleep(2);
          consumed.add(item);
          most.accumulateAndGet(produced.get() - consumed.size(), Math::max);
        });
    // Two that wait, one that the producer holds.
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void withoutSourcesItEndsAtOnce() {
    ahead.run(List.of(), 2, () -> ReadAheadTest::items, 2, consumed::add);
    assertThat(consumed).isEmpty();
  }

  @Test
  void stopWhileProducingInterruptsTheProducer() throws InterruptedException {
    CountDownLatch producing = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread runner =
        Thread.ofPlatform()
            .start(
                () ->
                    run(
                        1,
                        source -> {
                          producing.countDown();
                          try {
                            Thread.sleep(60_000);
                          } catch (InterruptedException e) {
                            interrupted.set(true);
                            throw e;
                          }
                          return items(source);
                        },
                        consumed::add));
    producing.await();
    ahead.stop();
    runner.join();
    assertThat(interrupted).isTrue();
    assertThat(consumed).isEmpty();
    assertThat(stops).hasValue(1);
  }

  @Test
  void stopFromAConsumerDropsWhatWaits() {
    run(
        1,
        ReadAheadTest::items,
        item -> {
          consumed.add(item);
          if (consumed.size() == 5) {
            ahead.stop();
          }
        });
    assertThat(consumed).containsExactlyElementsOf(all().subList(0, 5));
    assertThat(ahead.isEnding()).isTrue();
  }

  @Test
  void stopBeforeTheStartDoesNothing() {
    ahead.stop();
    run(1, ReadAheadTest::items, consumed::add);
    assertThat(consumed).isEmpty();
  }

  @Test
  void whatFailsAfterAStopIsNoFailure() {
    run(
        1,
        ReadAheadTest::items,
        item -> {
          ahead.stop();
          throw new IllegalStateException("cancelled");
        });
    assertThat(ahead.isEnding()).isTrue();
  }

  @Test
  void failureOfAProducerStopsAndIsThrown() {
    assertThatThrownBy(
            () ->
                run(
                    2,
                    source -> {
                      if (source == 20) {
                        throw new IllegalStateException("no more");
                      }
                      return items(source);
                    },
                    consumed::add))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no more");
    assertThat(stops).hasValue(1);
    assertThat(consumed).hasSizeLessThan(all().size());
  }

  @Test
  void failureOfAConsumerStopsProducersThatWait() {
    assertThatThrownBy(
            () ->
                run(
                    3,
                    ReadAheadTest::items,
                    item -> {
                      throw new IllegalArgumentException("not this");
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not this");
    assertThat(stops).hasValue(1);
  }

  @Test
  void errorsAreThrownAsTheyAre() {
    assertThatThrownBy(
            () ->
                run(
                    1,
                    source -> {
                      throw new OutOfMemoryError("frames");
                    },
                    consumed::add))
        .isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void drainLetsOtherConsumersFinish() {
    CountDownLatch bothBegan = new CountDownLatch(2);
    Semaphore drained = new Semaphore(0);
    AtomicInteger order = new AtomicInteger();
    AtomicBoolean interrupted = new AtomicBoolean();
    List<String> finished = Collections.synchronizedList(new ArrayList<>());
    Consumer<String> consumer =
        item -> {
          bothBegan.countDown();
          bothBegan.await();
          if (order.getAndIncrement() == 0) {
            ahead.drain(new IllegalStateException("gone"));
            drained.release();
          } else {
            drained.acquire();
            interrupted.set(Thread.currentThread().isInterrupted());
            finished.add(item);
          }
        };
    assertThatThrownBy(() -> ahead.run(SOURCES, 1, () -> ReadAheadTest::items, 2, consumer))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("gone");
    assertThat(finished).hasSize(1);
    assertThat(interrupted).isFalse();
    assertThat(stops).as("nothing is cancelled").hasValue(0);
  }

  @Test
  void anInterruptedCallerStopsAndStaysInterrupted() throws InterruptedException {
    CountDownLatch consuming = new CountDownLatch(1);
    AtomicBoolean stayed = new AtomicBoolean();
    Thread runner =
        Thread.ofPlatform()
            .start(
                () -> {
                  run(
                      1,
                      ReadAheadTest::items,
                      item -> {
                        consuming.countDown();
                        Thread.sleep(60_000);
                      });
                  stayed.set(Thread.currentThread().isInterrupted());
                });
    consuming.await();
    runner.interrupt();
    runner.join();
    assertThat(stayed).isTrue();
    assertThat(stops).hasValue(1);
  }
}
