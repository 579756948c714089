package org.seq2time.harness.video;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pixels as transformers' processors make them, slow (Pillow) and fast (PyTorch). */
class PreprocessRealGoldenTest {

  /** Pillow and PyTorch differ by as much. */
  private static final double MOST_LEVELS = 2.06;

  private static final double MEAN_LEVELS = 0.02;

  private static final String HOME = "exported/video/";

  private static RgbImage picture(String name) throws IOException {
    return Golden.picture(Golden.file(HOME + "preprocess/pictures/" + name + ".png"));
  }

  /** Levels of 255: the largest and the mean over the values that are kept. */
  private static double[] levels(float[] made, JsonNode expected, List<Double> std) {
    long length = 1;
    for (JsonNode edge : expected.get("shape")) {
      length *= edge.asLong();
    }
    assertThat((long) made.length).isEqualTo(length);
    double mean = std.stream().mapToDouble(s -> s).average().orElseThrow();
    JsonNode index = expected.get("sample_index");
    JsonNode sample = expected.get("sample");
    double most = 0;
    double sum = 0;
    for (int i = 0; i < index.size(); i++) {
      double off = Math.abs(made[index.get(i).asInt()] - sample.get(i).asDouble()) * mean * 255;
      most = Math.max(most, off);
      sum += off;
    }
    return new double[] {most, sum / index.size()};
  }

  @Test
  void resizingIsPillowsToTheLastBit() throws IOException {
    int requests = 0;
    for (JsonNode request : Golden.json(HOME + "preprocess/golden.json").get("resize")) {
      RgbImage resized =
          AntialiasedResize.resize(
              picture(request.get("picture").asText()),
              request.get("width").asInt(),
              request.get("height").asInt(),
              request.get("kind").asText().equals("bicubic")
                  ? Resampling.BICUBIC
                  : Resampling.BILINEAR);
      assertThat(Golden.sum(resized)).isEqualTo(request.get("pil_sum").asLong());
      for (int i = 0; i < request.get("pil_sample").size(); i++) {
        int at = request.get("pil_sample_index").get(i).asInt();
        assertThat(resized.rgb()[at] & 0xFF).isEqualTo(request.get("pil_sample").get(i).asInt());
      }
      assertThat(request.get("max_difference").asInt()).isLessThanOrEqualTo(2);
      requests++;
    }
    System.out.println("resizing: " + requests + " requests equal to Pillow");
    assertThat(requests).isEqualTo(70);
  }

  @Test
  void everyProcessorOnEveryPicture() throws IOException {
    int cases = 0;
    double worst = 0;
    double worstMean = 0;
    for (JsonNode one : Golden.json(HOME + "preprocess/golden.json").get("cases")) {
      String name = one.get("config").asText();
      String file = HOME + "preprocess/" + name + "/preprocessor_config.json";
      ImagePreprocessor images = ImagePreprocessor.read(Golden.file(file));
      float[] made = made(name, images, picture(one.get("picture").asText()), Golden.json(file));
      double[] slow = levels(made, one.get("slow"), images.std());
      assertThat(slow[0]).as("%s %s", name, one.get("picture")).isLessThan(1e-3);
      double[] fast = levels(made, one.get("fast"), images.std());
      assertThat(fast[0]).as("%s %s", name, one.get("picture")).isLessThan(MOST_LEVELS);
      assertThat(fast[1]).isLessThan(MEAN_LEVELS);
      worst = Math.max(worst, fast[0]);
      worstMean = Math.max(worstMean, fast[1]);
      cases++;
    }
    System.out.println(
        "processors: "
            + cases
            + " cases equal to Pillow's, "
            + worst
            + " levels at most and "
            + worstMean
            + " in the mean from PyTorch's");
    assertThat(cases).isEqualTo(50);
  }

  private static float[] made(
      String name, ImagePreprocessor images, RgbImage picture, JsonNode config) {
    if (name.startsWith("qwen2-vl")) {
      return ProcessorLayouts.patches(images, List.of(images.resized(picture)), 14);
    }
    if (name.equals("internvl-448-patches")) {
      return ProcessorLayouts.stacked(
          images, ProcessorLayouts.tiles(picture, 448, 12, images.resampling()));
    }
    if (config.has("image_grid_pinpoints")) {
      JsonNode sizes = config.get("image_grid_pinpoints");
      return ProcessorLayouts.stacked(
          images, ProcessorLayouts.anyRes(picture, 384, sizes, images.resampling()));
    }
    return images.toTensor(images.resized(picture));
  }

  /** The video processors, from the files as they were saved with the models. */
  @ParameterizedTest
  @CsvSource({
    "qwen2.5-vl, preprocessor_config.json, pixel_values_videos, 6",
    "qwen3-vl, video_preprocessor_config.json, pixel_values_videos, 4",
    "internvl, video_preprocessor_config.json, pixel_values, 2",
    "llava-onevision, video_preprocessor_config.json, pixel_values_videos, 3",
    "llava-next-video, preprocessor_config.json, pixel_values_videos, 2",
    "smolvlm2, preprocessor_config.json, pixel_values, 2"
  })
  void framesOfEveryFamily(String model, String config, String field, int expected)
      throws IOException {
    ImagePreprocessor images = ImagePreprocessor.read(Golden.file(HOME + model + "/" + config));
    int cases = 0;
    double worst = 0;
    for (JsonNode one : Golden.json(HOME + model + "/golden.json").get("cases")) {
      List<RgbImage> frames = new ArrayList<>();
      JsonNode numbers = one.path("frame_numbers");
      int count = numbers.isArray() ? numbers.size() : one.get("frames").asInt();
      FrameSize size = images.size().ofFrames(count);
      for (int i = 0; i < count; i++) {
        RgbImage frame =
            Golden.frame(
                numbers.isArray() ? numbers.get(i).asInt() : i,
                one.get("width").asInt(),
                one.get("height").asInt());
        frames.add(AntialiasedResize.resize(frame, size, images.resampling()));
      }
      float[] made =
          model.startsWith("qwen")
              ? ProcessorLayouts.patches(images, frames, model.startsWith("qwen3") ? 16 : 14)
              : ProcessorLayouts.stacked(images, frames);
      double[] off = levels(made, one.get(field), images.std());
      boolean isExact = one.get("name").asText().startsWith("exact");
      assertThat(off[0]).as(one.get("name").asText()).isLessThan(isExact ? 1e-3 : MOST_LEVELS);
      assertThat(off[1]).as(one.get("name").asText()).isLessThan(MEAN_LEVELS);
      worst = Math.max(worst, off[0]);
      cases++;
    }
    System.out.println(model + ": " + cases + " videos, " + worst + " levels at most");
    assertThat(cases).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"qwen2.5-vl, 64", "qwen3-vl, 64"})
  void smartResize(String model, int expected) throws IOException {
    int requests = 0;
    for (JsonNode one : Golden.json(HOME + model + "/golden.json").get("smart_resize")) {
      int factor = one.get("factor").asInt();
      long least = one.get("min_pixels").asLong();
      long most = one.get("max_pixels").asLong();
      FrameSize size =
          one.has("frames")
              ? new FrameSize.Volume(factor, least, most, 2).ofFrames(one.get("frames").asInt())
              : new FrameSize.Area(factor, least, most);
      int width = one.get("width").asInt();
      int height = one.get("height").asInt();
      assertThat(new int[] {size.height(width, height), size.width(width, height)})
          .as(one.toString())
          .containsExactly(one.get("resized").get(0).asInt(), one.get("resized").get(1).asInt());
      requests++;
    }
    System.out.println(model + ": " + requests + " sizes");
    assertThat(requests).isEqualTo(expected);
  }
}
