package org.seq2time.harness.template;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.io.JsonCursor;

/**
 * A conversation as one JSON object: {@code messages}, and optionally {@code
 * add_generation_prompt}, {@code continue_final_message}, {@code kwargs} (further variables),
 * {@code special_tokens} and {@code now}; other fields are skipped.
 *
 * @param now what {@code strftime_now} shows
 */
public record TemplateRow(Conversation conversation, LocalDateTime now) {

  /**
   * The object under the cursor.
   *
   * @param clock the time where the row has none
   * @throws org.seq2time.datasets.io.BadInputException if it is not such an object
   */
  public static TemplateRow read(JsonCursor cursor, LocalDateTime clock) {
    cursor.expectObject("a conversation");
    List<Object> messages = null;
    boolean prompt = false;
    boolean continues = false;
    Map<String, Object> variables = Map.of();
    Map<String, Object> tokens = Map.of();
    LocalDateTime now = clock;
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      switch (f) {
        case "messages" -> messages = ConversationReader.items(cursor, "messages");
        case "add_generation_prompt" -> prompt = cursor.expectBoolean(f);
        case "continue_final_message" -> continues = cursor.expectBoolean(f);
        case "kwargs" -> variables = ConversationReader.fields(cursor, f);
        case "special_tokens" -> tokens = ConversationReader.fields(cursor, f);
        case "now" -> now = time(cursor);
        default -> cursor.skip();
      }
    }
    if (messages == null) {
      throw cursor.error("the conversation has no messages", "\"messages\": [...]");
    }
    return new TemplateRow(new Conversation(messages, prompt, continues, variables, tokens), now);
  }

  private static LocalDateTime time(JsonCursor cursor) {
    try {
      return LocalDateTime.parse(cursor.expectString("now"));
    } catch (DateTimeException e) {
      throw cursor.unexpected("now", "a time such as 2026-03-04T05:06:07");
    }
  }
}
