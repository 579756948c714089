package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameSizeTest {

  private static int[] size(FrameSize size, int width, int height) {
    return new int[] {size.width(width, height), size.height(width, height)};
  }

  @ParameterizedTest
  @CsvSource({
    "640, 480, 644, 476",
    "1920, 1080, 1316, 728",
    "91, 37, 112, 56",
    "28, 28, 56, 56",
    "100, 14, 168, 28",
    "14, 100, 28, 168",
    "70, 98, 56, 112"
  })
  void areasOfQwen(int width, int height, int newWidth, int newHeight) {
    FrameSize size = new FrameSize.Area(28, 3136, 1_003_520);
    assertThat(size(size, width, height)).containsExactly(newWidth, newHeight);
  }

  @Test
  void allFramesTogetherAreLimitedByQwen3() {
    FrameSize size = new FrameSize.Volume(32, 131_072, 786_432, 2);
    assertThat(size(size.ofFrames(2), 1920, 1080)).containsExactly(832, 448);
    assertThat(size(size.ofFrames(768), 1920, 1080)).containsExactly(32, 32);
    assertThat(size.ofFrames(2)).isEqualTo(size);
  }

  @Test
  void longestEdgeMakesTheOtherEven() {
    FrameSize size = new FrameSize.LongestEdge(512);
    assertThat(size(size, 320, 240)).containsExactly(512, 384);
    assertThat(size(size, 1920, 1080)).containsExactly(512, 288);
    assertThat(size(size, 90, 64)).containsExactly(512, 364);
    assertThat(size(size, 1080, 1916)).containsExactly(288, 512);
  }

  @Test
  void aLongPictureIsLimitedByItsLongerEdge() {
    FrameSize size = new FrameSize.EdgesWithin(224, 400);
    assertThat(size(size, 320, 240)).containsExactly(298, 224);
    assertThat(size(size, 960, 240)).containsExactly(400, 100);
    assertThat(size(size, 240, 960)).containsExactly(100, 400);
  }

  @Test
  void oneSizeAfterAnother() {
    FrameSize size =
        new FrameSize.Then(new FrameSize.LongestEdge(512), new FrameSize.ShortestEdge(96));
    assertThat(size(size, 320, 240)).containsExactly(128, 96);
  }

  @Test
  void picturesThatAreTooLongAreRefused() {
    FrameSize size = new FrameSize.Area(28, 3136, 1_003_520);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> size.width(4020, 20))
        .withMessage("a picture of 4020 x 20 pixels: one edge may be at most 200 times the other");
    assertThatIllegalArgumentException().isThrownBy(() -> new FrameSize.Area(28, 10, 5));
  }
}
