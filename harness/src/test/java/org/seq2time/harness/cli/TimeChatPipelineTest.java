package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scoring raw answers with {@code --parser timechat} gives what scoring the reference's own
 * predictions from the same answers gives, for each task. The answers and the reference's
 * predictions are those of {@code answers/timechat.jsonl}.
 */
class TimeChatPipelineTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final List<JsonNode> rows = new ArrayList<>();

  @BeforeEach
  void readRows() throws IOException {
    try (var stream =
        Objects.requireNonNull(getClass().getResourceAsStream("/answers/timechat.jsonl"))) {
      for (String line :
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("{")) {
          rows.add(JSON.readTree(line));
        }
      }
    }
  }

  private static String video(int row) {
    return "video_" + row + ".mp4";
  }

  /** TimeChat's raw results of the rows at which the reference does not fail. */
  private Path raw(String task, boolean withIds) throws IOException {
    ArrayNode results = JSON.createArrayNode();
    for (int i = 0; i < rows.size(); i++) {
      if (!fails(i, task)) {
        ObjectNode result = results.addObject();
        result.put("vname", video(i));
        result.put("generated_cap", rows.get(i).get("raw").textValue());
        if (withIds) {
          result.put("query", "query " + i);
          result.put("id", i);
        }
      }
    }
    return write("raw.json", results);
  }

  private boolean fails(int row, String task) {
    JsonNode expected = rows.get(row).get(task);
    return expected.has("error") || expected.has("clip_scores_error");
  }

  private Path write(String name, JsonNode content) throws IOException {
    return Files.writeString(folder.resolve(name), content.toString());
  }

  private void assertSameScores(String benchmark, Path annotations, Path raw, Path predictions)
      throws IOException {
    JsonNode parsed =
        score(benchmark, annotations, "--answers", raw.toString(), "--parser", "timechat");
    JsonNode stored = score(benchmark, annotations, "--predictions", predictions.toString());
    assertThat(parsed.get("scores")).hasSameSizeAs(stored.get("scores")).isNotEmpty();
    boolean anyAboveZero = false;
    for (int i = 0; i < stored.get("scores").size(); i++) {
      JsonNode score = stored.get("scores").get(i);
      for (String field : List.of("name", "value", "low", "high", "n")) {
        assertThat(parsed.get("scores").get(i).get(field)).isEqualTo(score.get(field));
      }
      anyAboveZero |= score.get("value").doubleValue() > 0;
    }
    assertThat(anyAboveZero).isTrue();
    assertThat(parsed.get("outcomes").get("parsed"))
        .isEqualTo(stored.get("outcomes").get("parsed"));
  }

  private static JsonNode score(String benchmark, Path annotations, String... more)
      throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("score", benchmark, "--json", "--annotations"));
    arguments.add(annotations.toString());
    arguments.addAll(List.of(more));
    Cli run = Cli.run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  @Test
  void captions() throws IOException {
    ObjectNode truth = JSON.createObjectNode();
    ObjectNode predictions = JSON.createObjectNode();
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode annotation = truth.withArray("annotations").addObject();
      annotation.put("image_id", video(i)).put("pure_cap", "rinse the lentils. stir the garlic");
      annotation.withArray("segments").addArray().add(2).add(9);
      annotation.withArray("segments").addArray().add(9).add(30);
      JsonNode expected = rows.get(i).get("dvc");
      if (!fails(i, "dvc")) {
        ArrayNode events = predictions.putArray(video(i));
        for (int e = 0; e < expected.get("timestamps").size(); e++) {
          ObjectNode event = events.addObject();
          event.set("timestamp", expected.get("timestamps").get(e));
          event.set("caption", expected.get("captions").get(e));
        }
      }
    }
    assertSameScores(
        "youcook2",
        write("truth.json", truth),
        raw("dvc", false),
        write("predictions.json", predictions));
  }

  @Test
  void grounding() throws IOException {
    StringBuilder truth = new StringBuilder();
    ObjectNode predictions = JSON.createObjectNode();
    for (int i = 0; i < rows.size(); i++) {
      truth.append(video(i)).append(" 3 9.5##query ").append(i).append('\n');
      if (!fails(i, "tvg")) {
        predictions.set(String.valueOf(i), rows.get(i).get("tvg").get("timestamps"));
      }
    }
    assertSameScores(
        "charades-sta",
        Files.writeString(folder.resolve("truth.txt"), truth),
        raw("tvg", true),
        write("predictions.json", predictions));
  }

  @Test
  void highlights() throws IOException {
    StringBuilder truth = new StringBuilder();
    ArrayNode predictions = JSON.createArrayNode();
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode query = JSON.createObjectNode();
      query.put("qid", i).put("vid", video(i)).put("query", "query " + i);
      query.set("duration", rows.get(i).get("duration"));
      query.putArray("relevant_clip_ids").add(3).add(5);
      query.withArray("saliency_scores").addArray().add(4).add(3).add(2);
      query.withArray("saliency_scores").addArray().add(2).add(4).add(0);
      query.withArray("relevant_windows").addArray().add(6).add(12);
      truth.append(query).append('\n');
      if (!fails(i, "vhd")) {
        ObjectNode prediction = predictions.addObject();
        prediction.put("qid", i);
        prediction.set("pred_saliency_scores", rows.get(i).get("vhd").get("clip_scores"));
      }
    }
    assertSameScores(
        "qvhighlights",
        Files.writeString(folder.resolve("truth.jsonl"), truth),
        raw("vhd", true),
        write("predictions.json", predictions));
  }
}
