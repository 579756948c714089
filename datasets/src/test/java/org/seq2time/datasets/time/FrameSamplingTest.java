package org.seq2time.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameSamplingTest {

  @Test
  void uniformTakesTheFirstFrameOfEachPart() {
    assertThat(FrameSampling.uniform(10, 4)).containsExactly(0, 2, 5, 7);
    assertThat(FrameSampling.uniform(1800, 96)).startsWith(0, 18, 37, 56, 75).endsWith(1781);
  }

  /**
   * A checksum of NumPy 2.4.6's {@code arange(0, v, v / min(96, v)).astype(int)}, v = 1 .. 5,000.
   */
  @Test
  void uniformEqualsNumPysArange() {
    long checksum = 0;
    for (int total = 1; total <= 5_000; total++) {
      int[] indices = FrameSampling.uniform(total, 96);
      for (int k = 0; k < indices.length; k++) {
        checksum += (k + 1L) * indices[k];
      }
    }
    assertThat(checksum).isEqualTo(38_385_595_644L);
  }

  @Test
  void midpointsTakeTheMiddleOfEachPart() {
    assertThat(FrameSampling.midpoints(10, 2)).containsExactly(2, 7);
    assertThat(FrameSampling.midpoints(1800, 96)).startsWith(9, 28).endsWith(1790);
  }

  @Test
  void shortVideosGiveEachFrameOnce() {
    assertThat(FrameSampling.uniform(3, 96)).containsExactly(0, 1, 2);
    assertThat(FrameSampling.midpoints(3, 96)).containsExactly(0, 1, 2);
  }

  @Test
  void indicesAscendAndStayInTheVideo() {
    for (int total = 1; total <= 3_000; total += 7) {
      for (int count = 1; count <= 200; count += 3) {
        for (int[] indices :
            new int[][] {
              FrameSampling.uniform(total, count), FrameSampling.midpoints(total, count)
            }) {
          assertThat(indices).hasSize(Math.min(total, count));
          assertThat(indices[0]).isNotNegative();
          assertThat(indices[indices.length - 1]).isLessThan(total);
          assertThat(Arrays.stream(indices).distinct().sorted().toArray()).isEqualTo(indices);
        }
      }
    }
  }

  @Test
  void linspaceHasBothEndsAndRoundsDown() {
    assertThat(FrameSampling.linspace(0, 99, 8)).containsExactly(0, 14, 28, 42, 56, 70, 84, 99);
    assertThat(FrameSampling.linspace(29, 270, 8))
        .containsExactly(29, 63, 97, 132, 166, 201, 235, 270);
    assertThat(FrameSampling.linspace(0, 2, 8)).containsExactly(0, 0, 0, 0, 1, 1, 1, 2);
    assertThat(FrameSampling.linspace(0, 99, 1)).containsExactly(0);
  }

  @Test
  void roundingIsToTheNearestHalvesToEven() {
    assertThat(FrameSampling.roundedLinspace(0, 99, 7)).containsExactly(0, 16, 33, 50, 66, 82, 99);
    assertThat(FrameSampling.torchLinspace(100, 8)).containsExactly(0, 14, 28, 42, 57, 71, 85, 99);
    assertThat(FrameSampling.torchLinspace(4, 3)).containsExactly(0, 2, 3);
    assertThat(FrameSampling.torchLinspace(7, 1)).containsExactly(0);
  }

  @Test
  void arangeIsKeptInSinglePrecision() {
    assertThat(FrameSampling.torchArange(0, 100, 8)).containsExactly(0, 12, 25, 37, 50, 62, 75, 87);
    assertThat(FrameSampling.torchArange(6.25, 100, 8))
        .containsExactly(6, 18, 31, 43, 56, 68, 81, 93);
    // 28 steps of 899 / 28 are 899, which is no frame.
    assertThat(FrameSampling.torchArange(0, 899, 28)).hasSize(28).endsWith(866);
  }

  @Test
  void pointsNeedARange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameSampling.linspace(5, 4, 2))
        .withMessage("cannot place 2 points from frame 5 to 4");
    assertThatIllegalArgumentException().isThrownBy(() -> FrameSampling.linspace(-1, 4, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> FrameSampling.roundedLinspace(0, 4, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> FrameSampling.torchArange(0, 4, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> FrameSampling.torchLinspace(0, 4));
  }

  @Test
  void needsFramesAndACount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameSampling.uniform(0, 96))
        .withMessage("cannot sample 96 of 0 frames; both must be positive");
    assertThatIllegalArgumentException().isThrownBy(() -> FrameSampling.midpoints(5, 0));
  }
}
