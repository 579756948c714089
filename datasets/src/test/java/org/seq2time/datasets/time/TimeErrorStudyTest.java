package org.seq2time.datasets.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.time.TimeErrorStudy.Sampling;

class TimeErrorStudyTest {

  /** Ten frames, sampled at 0 and 5: distances 0 1 2 2 1 0 1 2 3 4. */
  @Test
  void samplingErrorCountedByHand() {
    QuantisationError error = QuantisationError.ofSampling(10, new int[] {0, 5});
    assertThat(error.mean()).isEqualTo(0.16, within(1e-15));
    assertThat(error.max()).isEqualTo(0.4);
  }

  /** Of 20 frames one digit keeps every even one; the last is clamped from 10 to 9 tenths. */
  @Test
  void digitErrorCountedByHand() {
    QuantisationError error = QuantisationError.ofDigits(20, new PositionTokens(1));
    assertThat(error.max()).isEqualTo(0.05);
    assertThat(error.mean()).isEqualTo(10 * 0.05 / 20, within(1e-15));
  }

  /** Four frames, sampled at 0 and 2 (0.5): one digit writes both exactly. */
  @Test
  void bothErrorsCountedByHand() {
    QuantisationError error = QuantisationError.ofBoth(4, new int[] {0, 2}, new PositionTokens(1));
    assertThat(error).isEqualTo(QuantisationError.ofSampling(4, new int[] {0, 2}));
    // sampled at 3 (0.75), written as 0.8: errors 0, .25 -> nearest 0, then |.8 - .5|, |.8 - .75|
    QuantisationError shifted =
        QuantisationError.ofBoth(4, new int[] {0, 3}, new PositionTokens(1));
    assertThat(shifted.mean()).isEqualTo((0 + 0.25 + 0.3 + 0.05) / 4, within(1e-15));
    assertThat(shifted.max()).isEqualTo(0.3, within(1e-15));
  }

  /** The nearest of 96 evenly placed frames: mean 1/384, maximum 1/192 of the length. */
  @Test
  void longVideosApproachTheClosedForm() {
    int frames = 960_000;
    QuantisationError error =
        QuantisationError.ofSampling(frames, FrameSampling.midpoints(frames, 96));
    assertThat(error.mean()).isEqualTo(1.0 / 384, within(1e-7));
    assertThat(error.max()).isEqualTo(1.0 / 192, within(2e-6));
  }

  @Test
  void rowsCoverEveryCombination() {
    TimeErrorStudy study =
        TimeErrorStudy.of(List.of(60.0, 6.0), 30, List.of(8, 96), List.of(1, 4), Sampling.UNIFORM);
    assertThat(study.rows())
        .extracting(row -> row.seconds() + " " + row.sampled() + " " + row.digits())
        .containsExactly(
            "60.0 8 1",
            "60.0 8 4",
            "60.0 96 1",
            "60.0 96 4",
            "6.0 8 1",
            "6.0 8 4",
            "6.0 96 1",
            "6.0 96 4");
    assertThat(study.rows().get(3)).isEqualTo(TimeErrorStudy.paperCase(Sampling.UNIFORM));
  }

  @Test
  void impossibleVideosAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TimeErrorStudy.of(List.of(1e9), 30, List.of(8), List.of(4), Sampling.UNIFORM))
        .withMessageContaining("expected 1 to 10000000");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TimeErrorStudy.of(
                    List.of(Double.NaN), 30, List.of(8), List.of(4), Sampling.UNIFORM));
  }
}
