package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.fixtures.VisionFixture;
import org.seq2time.harness.decode.EncoderGraph.Values;

/** A vision encoder's features, against the same in plain Java. */
class EncoderGraphTest {

  @TempDir private Path folder;

  @Test
  void featuresAreThoseOfPlainJavaForEveryImageOfABatch() throws IOException {
    VisionFixture fixture = VisionFixture.tiny();
    int pixels = 3 * fixture.imageSize() * fixture.imageSize();
    float[] images = new float[2 * pixels];
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextDouble(-1, 1);
    }
    try (EncoderGraph encoder = EncoderGraph.open(fixture.write(folder), new Device.Cpu(), 1)) {
      assertThat(encoder.graph().nodes()).filteredOn(n -> n.operator().equals("Conv")).hasSize(1);
      Values features =
          encoder.run(
              Map.of(
                  VisionFixture.INPUT,
                  new Values(images, 2, 3, fixture.imageSize(), fixture.imageSize())),
              VisionFixture.OUTPUT);
      assertThat(features.shape()).containsExactly(2, fixture.patches(), fixture.width());
      for (int image = 0; image < 2; image++) {
        float[] expected =
            fixture.reference(Arrays.copyOfRange(images, image * pixels, (image + 1) * pixels));
        for (int i = 0; i < expected.length; i++) {
          assertThat(features.values()[image * expected.length + i])
              .as("image %d, value %d", image, i)
              .isCloseTo(expected[i], within(1e-4f));
        }
      }
    }
  }

  @Test
  void whatTheGraphDoesNotHaveIsRefused() throws IOException {
    VisionFixture fixture = VisionFixture.tiny();
    try (EncoderGraph encoder = EncoderGraph.open(fixture.write(folder), new Device.Cpu(), 1)) {
      Values one = new Values(new float[1], 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoder.run(Map.of("pixels", one), VisionFixture.OUTPUT))
          .withMessage("vision_encoder.onnx has no input pixels");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> encoder.run(Map.of(), "features"))
          .withMessage("vision_encoder.onnx has no output features");
      assertThatExceptionOfType(DecodeException.class)
          .isThrownBy(() -> encoder.run(Map.of(VisionFixture.INPUT, one), VisionFixture.OUTPUT))
          .withMessageStartingWith("vision_encoder.onnx: ");
      assertThatIllegalArgumentException().isThrownBy(() -> new Values(new float[3], 2, 2));
    }
  }
}
