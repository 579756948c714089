package org.seq2time.metrics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SodaAssignmentTest {

  private static double best(double[]... costs) {
    return SodaAssignment.best(costs.length, costs[0].length, g -> costs[g]);
  }

  /** Every order-preserving assignment, one after another. */
  private static double exhaustive(double[][] costs, int truth, int prediction) {
    if (truth == costs.length || prediction == costs[0].length) {
      return 0;
    }
    return Math.max(
        costs[truth][prediction] + exhaustive(costs, truth + 1, prediction + 1),
        Math.max(
            exhaustive(costs, truth + 1, prediction), exhaustive(costs, truth, prediction + 1)));
  }

  @Test
  void bestIsTheLargestSumAlongWhichBothIndicesRise() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 300; round++) {
      double[][] costs = new double[1 + random.nextInt(5)][1 + random.nextInt(5)];
      for (double[] row : costs) {
        Arrays.setAll(row, i -> random.nextInt(3) == 0 ? 0 : random.nextDouble());
      }
      assertThat(best(costs))
          .as("round %d", round)
          .isCloseTo(exhaustive(costs, 0, 0), within(1e-12));
    }
  }

  @Test
  void pairsThatCrossDoNotBothCount() {
    assertThat(best(new double[] {0, 1}, new double[] {0.75, 0})).isEqualTo(1);
    assertThat(best(new double[] {1, 0}, new double[] {0, 0.75})).isEqualTo(1.75);
  }

  @Test
  void predictionIsAssignedOnce() {
    assertThat(best(new double[] {1}, new double[] {0.5}, new double[] {0.25})).isEqualTo(1);
    assertThat(best(new double[] {0.5, 1, 0.25})).isEqualTo(1);
  }

  @Test
  void nothingToAssignIsZero() {
    assertThat(SodaAssignment.best(0, 3, g -> new double[3])).isZero();
    assertThat(SodaAssignment.best(2, 0, g -> new double[0])).isZero();
  }

  @Test
  void fIsTheSumTwiceOverAllEvents() {
    assertThat(SodaAssignment.f(1.5, 2, 4)).isEqualTo(0.5);
    assertThat(SodaAssignment.f(3, 3, 3)).isEqualTo(1);
    // p = 1 / 4 and r = 1 / 2.
    assertThat(SodaAssignment.f(1, 2, 4)).isCloseTo(2 * 0.25 * 0.5 / 0.75, within(1e-15));
    assertThat(SodaAssignment.f(0, 0, 0)).isZero();
  }

  @Test
  void textOrderDiffersFromTheEleventhOn() {
    assertThat(SodaAssignment.textOrder(10)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(SodaAssignment.textOrder(12)).containsExactly(0, 1, 10, 11, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(SodaAssignment.textOrder(0)).isEmpty();
  }
}
