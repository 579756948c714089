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
        "{\"do_sharpen\": true}|the key \"do_sharpen\" is not known and could change pixels",
        "{\"size\": {\"area\": 5}}|the key \"area\" of size is not known and could change pixels",
        "{\"size_divisor\": 32}|the key \"size_divisor\" is not known",
      })
  void badValuesAreNamed(String json, String message) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining("preprocessor_config.json:1: ")
        .withMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"size\": {\"longest_edge\": 50}}|size has longest_edge alone; expected height and width",
        "{\"image_processor_type\": \"XImageProcessor\", \"size\": 5}|resample is missing, and what"
            + " \"XImageProcessor\" takes then is not known here",
        "{\"min_pixels\": 50, \"max_pixels\": 40}|frames of at least 50 and at most 40 pixels",
        "{\"image_processor_type\": \"LlavaImageProcessor\", \"do_pad\": true}|do_pad of"
            + " LlavaImageProcessor is not supported; expected false",
      })
  void whatDoesNotSayASizeIsNamed(String json, String message) {
    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining("preprocessor_config.json: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"image_processor_type\": \"Qwen2VLImageProcessorFast\", \"min_pixels\": 3136,"
            + " \"max_pixels\": 12845056, \"patch_size\": 14, \"merge_size\": 2}"
            + "|Area[factor=28, least=3136, most=12845056]|BICUBIC",
        "{\"size\": {\"longest_edge\": 25165824, \"shortest_edge\": 4096}, \"patch_size\": 16,"
            + " \"merge_size\": 2, \"video_processor_type\": \"Qwen3VLVideoProcessor\", \"fps\": 2}"
            + "|Volume[factor=32, least=4096, most=25165824, frames=2]|BICUBIC",
        "{\"image_processor_type\": \"SmolVLMImageProcessor\", \"size\": {\"longest_edge\": 2048},"
            + " \"max_image_size\": {\"longest_edge\": 512}, \"resample\": 1, \"do_pad\": true,"
            + " \"video_sampling\": {\"fps\": 1, \"video_size\": {\"longest_edge\": 512}}}"
            + "|Then[first=LongestEdge[pixels=512], second=Exact[width=512, height=512]]|BICUBIC",
        "{\"image_processor_type\": \"GotOcr2ImageProcessorFast\", \"crop_to_patches\": true}"
            + "|Exact[width=384, height=384]|BICUBIC",
        "{\"image_processor_type\": \"ViTImageProcessor\", \"size\": 96}"
            + "|Exact[width=96, height=96]|BILINEAR",
        "{\"size\": {\"shortest_edge\": 224, \"longest_edge\": 300}, \"resample\": 1,"
            + " \"do_flip\": false, \"device\": null}"
            + "|EdgesWithin[shortest=224, longest=300]|LANCZOS",
      })
  void sizesAreThoseOfTheNamedProcessor(String json, String size, Resampling resampling)
      throws IOException {
    ImagePreprocessor images = read(json);
    assertThat(images.size()).hasToString(size);
    assertThat(images.resampling()).isEqualTo(resampling);
  }

  @Test
  void meanIsThatOfTheNamedProcessor() throws IOException {
    assertThat(read("{\"image_processor_type\": \"SiglipImageProcessor\"}").mean())
        .containsExactly(0.5, 0.5, 0.5);
    ImagePreprocessor clip = read("{\"image_processor_type\": \"CLIPImageProcessor\"}");
    assertThat(clip.cropWidth()).isEqualTo(224);
    assertThat(clip.cropHeight()).isEqualTo(224);
  }

  @Test
  void theProcessorOfVideosIsTakenFromTheCommonFile() throws IOException {
    Path file = folder.resolve("processor_config.json");
    Files.writeString(file, "{\"processor_class\": \"X\", \"video_token\": \"<video>\"}");
    assertThat(ImagePreprocessor.readNested(file)).isEmpty();
    Files.writeString(
        file,
        """
        {"image_processor": {"size": 50}, "processor_class": "X",
         "video_processor": {"size": {"height": 30, "width": 40}, "do_pad": null}}
        """);
    assertThat(ImagePreprocessor.readNested(file).orElseThrow().size())
        .isEqualTo(new FrameSize.Exact(40, 30));
  }

  @Test
  void aCropLargerThanThePictureHasBlackAroundIt() {
    ImagePreprocessor images =
        new ImagePreprocessor(
            new FrameSize.Original(),
            Resampling.BILINEAR,
            3,
            1,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));
    RgbImage image = new RgbImage(1, 2, new byte[] {7, 8, 9, 1, 2, 3});
    assertThat(images.toTensor(image)).containsExactly(0f, 7f, 0f, 0f, 8f, 0f, 0f, 9f, 0f);
  }

  private ImagePreprocessor read(String json) throws IOException {
    return ImagePreprocessor.read(
        Files.writeString(folder.resolve("preprocessor_config.json"), json));
  }
}
