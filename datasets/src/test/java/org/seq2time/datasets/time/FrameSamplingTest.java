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
  void needsFramesAndACount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameSampling.uniform(0, 96))
        .withMessage("cannot sample 96 of 0 frames; both must be positive");
    assertThatIllegalArgumentException().isThrownBy(() -> FrameSampling.midpoints(5, 0));
  }
}
