package org.seq2time.harness.answer.robust;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.timechat.ReferenceRows;

/**
 * Our own answers with what stands in them, {@code answers/robust.jsonl}: {@code task} (captions,
 * grounding, highlights), {@code answer}, where they matter {@code duration}, {@code prompt} and
 * {@code query}, the {@code outcome}, the prediction ({@code events [[start, end, caption]]},
 * {@code windows [[start, end]]}, {@code clips {index: score}} of those that are not 0), the {@code
 * warnings} and {@code why} the row is there.
 */
public final class AuthoredAnswers {

  private AuthoredAnswers() {}

  /** A resource of {@code answers/}. */
  public static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(AuthoredAnswers.class.getResource("/answers/" + name), name)
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Stream<JsonNode> rows() {
    try {
      List<JsonNode> rows = ReferenceRows.read(file("robust.jsonl"));
      return rows.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The rows as version 2 of the parser reads them; {@code answers/robust-2.jsonl} has those that
   * differ.
   */
  static Stream<JsonNode> rowsOfVersion2() {
    try {
      Map<String, JsonNode> others = new HashMap<>();
      for (JsonNode row : ReferenceRows.read(file("robust-2.jsonl"))) {
        others.put(key(row), row);
      }
      return rows().map(row -> others.getOrDefault(key(row), row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(JsonNode row) {
    return row.get("task") + "|" + row.get("answer") + row.path("prompt") + row.path("duration");
  }

  static RawAnswer raw(JsonNode row) {
    RawAnswer raw = RawAnswer.of(row.get("answer").textValue());
    raw = row.has("duration") ? raw.withDuration(row.get("duration").doubleValue()) : raw;
    raw = row.has("prompt") ? raw.withPrompt(row.get("prompt").textValue()) : raw;
    return row.has("query") ? raw.withQuery(row.get("query").textValue()) : raw;
  }
}
