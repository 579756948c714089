package org.seq2time.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.harness.model.Sampling.Request;
import org.seq2time.harness.model.Sampling.Video;

class SamplingTest {

  private static final Video FOUR_SECONDS = new Video(100, 25, 4);

  /** What the families' own code takes of 100 frames at 25 a second. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "timechat | 8 | 0 12 25 37 50 62 75 87",
        "uniform | 8 | 0 12 25 37 50 62 75 87",
        "linspace | 8 | 0 14 28 42 56 70 84 99",
        "midpoints | 8 | 6 18 31 43 56 68 81 93",
        "qwen-vl-utils | 7 | 0 14 28 42 57 71 85 99",
        "qwen2.5-vl | 7 | 0 12 25 37 50 62 75 87",
        "qwen3-vl | 7 | 0 16 33 50 66 82 99",
        "internvl | 7 | 7 21 35 50 64 78 92",
        "smolvlm2 | 8 | 0 33 66 99",
      })
  void aNumberOfFrames(String name, int count, String expected) {
    assertThat(Sampling.of(name).sample(FOUR_SECONDS, Request.of(count))).isEqualTo(ints(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "qwen-vl-utils | 1 | 0 33 66 99",
        "qwen2.5-vl | 1 | 0 25 50 75",
        "qwen2.5-vl | 2 | 0 12 25 37 50 62 75 87",
        "qwen3-vl | 0.5 | 0 33 66 99",
        "internvl | 0.5 | 25 75",
        "smolvlm2 | 2 | 0 14 28 42 56 70 84 99",
      })
  void aRate(String name, double rate, String expected) {
    Sampling sampling = Sampling.of(name);
    assertThat(sampling.sample(FOUR_SECONDS, Request.at(rate, sampling.mostByRate())))
        .isEqualTo(ints(expected));
  }

  @Test
  void aRateHasALimit() {
    Video hour = new Video(90_000, 25, 3600);
    assertThat(Sampling.QWEN_VL_UTILS.sample(hour, Request.at(2, 32))).hasSize(32);
    assertThat(Sampling.QWEN3_VL.sample(hour, Request.at(2, 768))).hasSize(768);
    // A second is left out at both ends of a long video.
    assertThat(Sampling.SMOLVLM2.sample(hour, Request.at(1, 64)))
        .hasSize(64)
        .startsWith(25)
        .endsWith(89_975);
  }

  @Test
  void floatingPointMovesAnIndexOfTimeChats() {
    int[] indices = Sampling.TIMECHAT.sample(new Video(208, 25, 8.32), Request.of(96));
    assertThat(indices[54]).isEqualTo(116); // floor(54 * 208 / 96) is 117
    assertThat(indices[53]).isEqualTo(114);
  }

  @Test
  void aPointBehindTheLastFrameIsLeftOut() {
    int[] indices = Sampling.QWEN2_5_VL.sample(new Video(899, 29.97, 30), Request.at(1, 768));
    assertThat(indices).hasSize(28).endsWith(866);
  }

  /** What the families' code refuses, or repeats. */
  @ParameterizedTest
  @EnumSource(Sampling.class)
  void shortVideosGiveFramesThatAreThere(Sampling sampling) {
    for (int frames = 1; frames <= 9; frames++) {
      Video video = new Video(frames, 25, frames / 25.0);
      int[] indices = sampling.sample(video, Request.of(32));
      assertThat(indices).isNotEmpty().isSorted();
      assertThat(indices[0]).isNotNegative();
      assertThat(indices[indices.length - 1]).isLessThan(frames);
      if (sampling != Sampling.SMOLVLM2) {
        assertThat(Arrays.stream(indices).distinct().count()).isEqualTo(frames);
      }
      if (sampling.usualRate().isPresent()) {
        double rate = sampling.usualRate().getAsDouble();
        assertThat(sampling.sample(video, Request.at(rate, sampling.mostByRate()))).isNotEmpty();
      }
    }
  }

  @Test
  void moreThanThereAreRepeatsFramesWhereNumPyDoes() {
    Video three = new Video(3, 24, 0.125);
    assertThat(Sampling.LINSPACE.sample(three, Request.of(8)))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 2);
    assertThat(Sampling.QWEN3_VL.sample(three, Request.of(5))).containsExactly(0, 0, 1, 2, 2);
  }

  @Test
  void onlyTimeChatIsToldTimesByRate() {
    assertThat(Arrays.stream(Sampling.values()).filter(Sampling::statesTimesByRate))
        .containsExactly(Sampling.TIMECHAT);
  }

  @Test
  void aRateIsForFamiliesThatHaveOne() {
    assertThat(Sampling.rateKeys())
        .isEqualTo("qwen-vl-utils, qwen2.5-vl, qwen3-vl, internvl, smolvlm2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampling.LINSPACE.sample(FOUR_SECONDS, Request.at(1, 8)))
        .withMessageStartingWith("linspace takes a number of frames, not a rate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sampling.of("random"))
        .withMessageStartingWith("random is not a sampling, expected one of uniform, timechat,");
  }

  private static int[] ints(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
