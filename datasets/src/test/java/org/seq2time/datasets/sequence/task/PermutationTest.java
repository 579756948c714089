package org.seq2time.datasets.sequence.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PermutationTest {

  @Test
  void everyPlaceHasAnotherValue() {
    for (int size = 1; size < 300; size++) {
      check(size, size);
    }
    check(100_003, 5);
  }

  private static void check(int size, long seed) {
    Permutation permutation = new Permutation(size, seed);
    BitSet seen = new BitSet();
    for (int place = 0; place < size; place++) {
      seen.set((int) permutation.at(place));
    }
    assertThat(seen.cardinality()).as("size %d, seed %d", size, seed).isEqualTo(size);
    assertThat(seen.length()).isEqualTo(size);
  }

  @Test
  void neighboursAreSpread() {
    Permutation permutation = new Permutation(100_000, 3);
    long near = 0;
    for (int place = 1; place < 100_000; place++) {
      near += Math.abs(permutation.at(place) - permutation.at(place - 1)) < 1_000 ? 1 : 0;
    }
    assertThat(near).isBetween(1_500L, 2_500L);
  }

  @Test
  void framesAreDistributedUnevenlyAndCompletely() {
    for (long seed = 0; seed < 20_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int clips = random.nextInt(2, 11);
      int frames = random.nextInt(clips + 1, 200);
      long[] weights = random.longs(clips, 1, random.nextBoolean() ? 2 : 1_000_000).toArray();
      int[] counts = new int[clips];
      FrameCounts.draw(random, frames, clips, weights, counts);
      int sum = 0;
      boolean differ = false;
      for (int count : counts) {
        assertThat(count).as("seed %d", seed).isPositive();
        sum += count;
        differ |= count != counts[0];
      }
      assertThat(sum).as("seed %d", seed).isEqualTo(frames);
      assertThat(differ).as("seed %d", seed).isTrue();
    }
  }
}
