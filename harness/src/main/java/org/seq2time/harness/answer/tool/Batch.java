package org.seq2time.harness.answer.tool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of OpenAI's batch output: a chat completion in {@code response.body}. */
final class Batch {

  private Batch() {}

  static boolean isBatch(Map<?, ?> row) {
    return row.containsKey("custom_id") && row.containsKey("response");
  }

  static @Nullable Object text(Map<?, ?> row) {
    Object choice = choice(row);
    return choice instanceof Map<?, ?> first ? FieldNames.at(first, "message.content") : null;
  }

  static @Nullable Object finishReason(Map<?, ?> row) {
    return choice(row) instanceof Map<?, ?> first ? first.get("finish_reason") : null;
  }

  private static @Nullable Object choice(Map<?, ?> row) {
    return FieldNames.at(row, "response.body.choices") instanceof List<?> list && !list.isEmpty()
        ? list.getFirst()
        : null;
  }
}
