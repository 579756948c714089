package org.seq2time.datasets.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @CsvSource({"1, 10, 3", "3, 10, 3", "8, 10, 1", "4, 9, 3", "2, 1, 100", "5, 0, 4"})
  void everyPlaceOfTheRangeIsVisitedOnce(int threads, int size, int chunk) {
    AtomicIntegerArray visits = new AtomicIntegerArray(size);
    Workers.run(
        threads,
        size,
        chunk,
        (from, to) -> {
          assertThat(from % chunk).isZero();
          assertThat(to).isEqualTo(Math.min(size, from + chunk));
          for (int i = from; i < to; i++) {
            visits.incrementAndGet(i);
          }
        });
    for (int i = 0; i < size; i++) {
      assertThat(visits.get(i)).as("place %d", i).isEqualTo(1);
    }
  }

  @Test
  void aRangeUpToTheLargestIntegerEndsWhereItShould() {
    ConcurrentLinkedQueue<List<Integer>> chunks = new ConcurrentLinkedQueue<>();
    Workers.run(2, Integer.MAX_VALUE, 1 << 30, (from, to) -> chunks.add(List.of(from, to)));
    assertThat(chunks)
        .containsExactlyInAnyOrder(List.of(0, 1 << 30), List.of(1 << 30, Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyThreadMakesOneWorkerAndNoMoreThreadsThanPiecesStart(int threads) {
    int pieces = 5;
    int expected = Math.min(threads, pieces);
    // Each thread stays in its first piece until all have one.
    CountDownLatch allHaveBegun = new CountDownLatch(expected);
    AtomicInteger workers = new AtomicInteger();
    Set<Integer> done = ConcurrentHashMap.newKeySet();
    Workers.each(
        threads,
        pieces,
        () -> {
          workers.incrementAndGet();
          allHaveBegun.countDown();
          return piece -> {
            awaitQuietly(allHaveBegun);
            done.add(piece);
          };
        });
    assertThat(workers).hasValue(expected);
    assertThat(done).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void theFirstFailureIsThrownAndNothingBeginsAfterIt() {
    ConcurrentLinkedQueue<Integer> begun = new ConcurrentLinkedQueue<>();
    IntConsumer failing =
        piece -> {
          begun.add(piece);
          if (piece == 3) {
            throw new IllegalStateException("piece 3");
          }
        };
    assertThatIllegalStateException()
        .isThrownBy(() -> Workers.each(1, 100, failing))
        .withMessage("piece 3");
    assertThat(begun).containsExactly(0, 1, 2, 3);
    assertThatIllegalStateException()
        .isThrownBy(() -> Workers.each(4, 100_000, failing))
        .withMessage("piece 3");
  }

  @Test
  void aFailureOnAnotherThreadReachesTheCaller() {
    Thread caller = Thread.currentThread();
    CountDownLatch failed = new CountDownLatch(1);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Workers.each(
                    2,
                    2,
                    _ -> {
                      if (Thread.currentThread().equals(caller)) {
                        awaitQuietly(failed);
                      } else {
                        failed.countDown();
                        throw new IllegalStateException("elsewhere");
                      }
                    }))
        .withMessage("elsewhere");
  }

  @Test
  void anInterruptIsKeptAndTheWorkIsFinished() {
    AtomicInteger done = new AtomicInteger();
    Thread.currentThread().interrupt();
    Workers.each(3, 30, _ -> done.incrementAndGet());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(30);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
