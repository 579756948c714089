package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.io.BadInputException;

class ImagePreprocessorTest {

  @TempDir Path folder;

  @Test
  void readsAClipConfiguration() throws IOException {
    ImagePreprocessor clip =
        read(
            """
            {"crop_size": {"height": 224, "width": 224}, "do_center_crop": true,
             "do_convert_rgb": true, "do_normalize": true, "do_rescale": true, "do_resize": true,
             "image_mean": [0.48145466, 0.4578275, 0.40821073],
             "image_std": [0.26862954, 0.26130258, 0.27577711],
             "image_processor_type": "CLIPImageProcessor", "resample": 3,
             "rescale_factor": 0.00392156862745098, "size": {"shortest_edge": 336}}
            """);
    assertThat(clip.size()).isEqualTo(new FrameSize.ShortestEdge(336));
    assertThat(clip.cropWidth()).isEqualTo(224);
    assertThat(clip.resampling()).isEqualTo(Resampling.BICUBIC);
    assertThat(clip.mean()).isEqualTo(ImagePreprocessor.CLIP_224.mean());
    assertThat(clip.rescaleFactor()).isEqualTo(1 / 255.0, within(1e-12));
  }

  @Test
  void switchedOffStepsDoNothing() throws IOException {
    ImagePreprocessor plain =
        read(
            """
            {"do_resize": false, "do_center_crop": false, "do_rescale": false,
             "do_normalize": false, "crop_size": 100, "size": 50, "resample": 2}
            """);
    RgbImage image = new RgbImage(2, 1, new byte[] {(byte) 200, 1, 2, 3, 4, 5});
    assertThat(plain.size()).isEqualTo(new FrameSize.Original());
    assertThat(plain.toTensor(image)).containsExactly(200f, 3f, 1f, 4f, 2f, 5f);
  }

  @Test
  void tensorIsTheMiddleScaledAndNormalisedChannelByChannel() {
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(
            new FrameSize.Original(),
            Resampling.BILINEAR,
            1,
            1,
            1 / 255.0,
            List.of(0.5, 0.25, 0.0),
            List.of(0.5, 0.25, 2.0));
    byte[] rgb = new byte[27];
    rgb[12] = (byte) 255;
    rgb[13] = 0;
    rgb[14] = 51;
    float[] tensor = preprocessor.toTensor(new RgbImage(3, 3, rgb));
    assertThat(tensor).hasSize(3);
    assertThat(tensor[0]).isEqualTo(1f);
    assertThat(tensor[1]).isEqualTo(-1f);
    assertThat(tensor[2]).isEqualTo(0.1f, within(1e-7f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|the configuration is",
        "{\"size\": {\"height\": 0, \"width\": 5}}|height is 0; expected an integer from 1",
        "{\"resample\": 4}|resample is 4; expected 1 (Lanczos), 2 (bilinear) or 3 (bicubic)",
        "{\"image_mean\": [1, 2]}|image_mean has 2 values; expected three, red first",
        "{\"image_std\": [1, 2, 0]}|image_std is [1.0, 2.0, 0.0]; expected three positive numbers",
        "{\"do_rescale\": 1}|do_rescale is neither true nor false",
      })
  void badValuesAreNamed(String json, String message) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining("preprocessor_config.json:1: ")
        .withMessageContaining(message);
  }

  private ImagePreprocessor read(String json) throws IOException {
    return ImagePreprocessor.read(
        Files.writeString(folder.resolve("preprocessor_config.json"), json));
  }
}
