package org.seq2time.harness.bundle.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.seq2time.harness.bundle.vision.RopePositions.Grid;
import org.seq2time.harness.bundle.vision.RopePositions.TimeAxis;
import org.seq2time.harness.decode.Multimodal;

/** Positions on three axes beside transformers' own; {@link RopePositionsTest} needs no data. */
class RopePositionsRealGoldenTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("seq2time.golden", "../../shared/golden"), "exported/video");

  private static final int MERGE = 2;

  @BeforeAll
  static void dataIsThere() {
    assumeTrue(Files.isDirectory(FOLDER), "no exported video models at " + FOLDER);
  }

  @Test
  void layoutsOfTextPicturesAndVideos() throws IOException {
    JsonNode golden = golden("qwen2.5-vl");
    int image = golden.path("token_ids").path("<|image_pad|>").intValue();
    int video = golden.path("token_ids").path("<|video_pad|>").intValue();
    int layouts = 0;
    for (JsonNode one : golden.path("rope_positions")) {
      double rate = one.path("tokens_per_second").doubleValue();
      int[] ids = ints(one.path("input_ids"));
      List<Grid> images = grids(one.path("image_grid_thw"), one.path("no seconds"));
      List<Grid> videos = grids(one.path("video_grid_thw"), one.path("second_per_grid_ts"));
      String name = one.path("name").textValue();
      int[][] found =
          new RopePositions(image, video, MERGE, rate, TimeAxis.WHOLE_SECONDS)
              .of(ids, images, videos);
      assertThat(found).as(name).isDeepEqualTo(rows(one.path("position_ids")));
      assertThat(Multimodal.of(found).positions()).hasDimensions(3, ids.length);
      assertThat(largest(found) + 1 - ids.length)
          .as(name)
          .isEqualTo(one.path("rope_delta").intValue());
      assertThat(
              new RopePositions(image, video, MERGE, rate, TimeAxis.SECONDS)
                  .of(ids, images, videos))
          .as(name)
          .isDeepEqualTo(rows(one.path("position_ids_seconds_not_truncated")));
      layouts++;
    }
    System.out.println(layouts + " layouts of positions compared, in two readings");
    assertThat(layouts).isGreaterThanOrEqualTo(28);
  }

  @Test
  void casesOfBothModels() throws IOException {
    int cases = 0;
    for (JsonNode one : golden("qwen2.5-vl").path("cases")) {
      JsonNode ids = golden("qwen2.5-vl").path("token_ids");
      double seconds = one.path("second_per_grid_ts").path(0).doubleValue();
      int[] grid = ints(one.path("video_grid_thw").path(0));
      RopePositions rule =
          new RopePositions(
              ids.path("<|image_pad|>").intValue(),
              ids.path("<|video_pad|>").intValue(),
              MERGE,
              2,
              TimeAxis.WHOLE_SECONDS);
      int[][] found =
          rule.of(
              ints(one.path("input_ids")),
              List.of(),
              List.of(new Grid(grid[0], grid[1], grid[2], seconds)));
      assertThat(found)
          .as(one.path("name").textValue())
          .isDeepEqualTo(rows(one.path("position_ids")));
      cases++;
    }
    for (JsonNode one : golden("qwen3-vl").path("cases")) {
      JsonNode ids = golden("qwen3-vl").path("token_ids");
      int[] grid = ints(one.path("video_grid_thw").path(0));
      List<Grid> steps = new ArrayList<>();
      for (int t = 0; t < grid[0]; t++) {
        steps.add(new Grid(1, grid[1], grid[2], 0));
      }
      RopePositions rule =
          new RopePositions(
              ids.path("<|image_pad|>").intValue(),
              ids.path("<|video_pad|>").intValue(),
              MERGE,
              1,
              TimeAxis.STEPS);
      assertThat(rule.of(ints(one.path("input_ids")), List.of(), steps))
          .as(one.path("name").textValue())
          .isDeepEqualTo(rows(one.path("position_ids")));
      cases++;
    }
    assertThat(cases).isGreaterThanOrEqualTo(9);
  }

  private static JsonNode golden(String model) throws IOException {
    return new ObjectMapper().readTree(FOLDER.resolve(model).resolve("golden.json").toFile());
  }

  private static List<Grid> grids(JsonNode grids, JsonNode seconds) {
    List<Grid> list = new ArrayList<>();
    for (JsonNode grid : grids) {
      int[] size = ints(grid);
      double each = 0;
      if (!seconds.isMissingNode()) {
        // Without seconds transformers counts one second a step.
        each = seconds.isArray() && !seconds.isEmpty() ? seconds.get(list.size()).doubleValue() : 1;
      }
      list.add(new Grid(size[0], size[1], size[2], each));
    }
    return list;
  }

  private static int largest(int[][] positions) {
    int most = -1;
    for (int[] axis : positions) {
      for (int position : axis) {
        most = Math.max(most, position);
      }
    }
    return most;
  }

  private static int[][] rows(JsonNode values) {
    int[][] rows = new int[values.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ints(values.get(i));
    }
    return rows;
  }

  private static int[] ints(JsonNode values) {
    int[] numbers = new int[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).intValue();
    }
    return numbers;
  }
}
