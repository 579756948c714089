package org.seq2time.harness.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.JsonCursor;

/** A folder of templates with what transformers made of conversations. */
record GoldenTemplates(Path folder) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** How many rows have a text, and how many an error. */
  record Counts(int rendered, int errors) {}

  /** Compares every row; the counts are those that were equal. */
  Counts check() throws IOException {
    List<String> differences = new ArrayList<>();
    int rendered = 0;
    int errors = 0;
    Path file = folder.resolve("golden.jsonl");
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      String difference = difference(row, line, file);
      if (difference != null) {
        differences.add(difference);
      } else if (row.has("rendered")) {
        rendered++;
      } else {
        errors++;
      }
    }
    assertThat(String.join("\n", differences)).isEmpty();
    return new Counts(rendered, errors);
  }

  private @Nullable String difference(JsonNode row, String line, Path file) throws IOException {
    String name = row.get("template").asText();
    String where = name + "/" + row.path("conversation").asText() + ": ";
    String source =
        row.has("source")
            ? row.get("source").asText()
            : Files.readString(folder.resolve(name + ".jinja"));
    String text;
    try (JsonCursor cursor = JsonCursor.ofLine(file, 1, line.getBytes(StandardCharsets.UTF_8))) {
      cursor.nextRoot();
      TemplateRow conversation = TemplateRow.read(cursor, LocalDateTime.MIN);
      text = ChatTemplate.of(name, source).render(conversation.conversation(), conversation.now());
    } catch (TemplateException e) {
      JsonNode error = row.path("error");
      if (error.isMissingNode()) {
        return where + e.getMessage();
      }
      boolean raised = error.get("type").asText().equals("TemplateError");
      return e.isRaised() == raised && (!raised || e.reason().equals(error.get("message").asText()))
          ? null
          : where + e.reason() + " instead of " + error;
    }
    if (!row.has("rendered")) {
      return where + "rendered " + text + " instead of " + row.get("error");
    }
    String expected = row.get("rendered").asText();
    return text.equals(expected) ? null : where + "[" + text + "] instead of [" + expected + "]";
  }
}
