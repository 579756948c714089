package org.seq2time.harness.answer.tool;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;

/** JSON values as maps, lists, strings, doubles, booleans and null, and back as text. */
final class Values {

  private Values() {}

  /** The value under the cursor. */
  static @Nullable Object read(JsonCursor cursor) {
    return read(cursor, 0);
  }

  private static @Nullable Object read(JsonCursor cursor, int depth) {
    if (depth > InputLimits.ANSWER_JSON_NESTING) {
      throw cursor.error(
          "a record is nested too deeply",
          "at most " + InputLimits.ANSWER_JSON_NESTING + " levels");
    }
    JsonToken token = cursor.token();
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        cursor.expectObject("a record");
        for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
          map.put(name, read(cursor, depth + 1));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        cursor.expectArray("a list");
        while (cursor.nextElement()) {
          list.add(read(cursor, depth + 1));
        }
        yield list;
      }
      case VALUE_STRING -> cursor.expectString("a value");
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> cursor.expectNumber("a value");
      case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
      default -> null;
    };
  }

  /** A string as it is; the only string of nested lists; anything else as JSON. */
  static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case List<?> list when list.size() == 1 && isTextual(list.getFirst()) ->
          text(list.getFirst());
      case List<?> list -> list.stream().map(Values::json).toList().toString();
      default -> json(value);
    };
  }

  private static boolean isTextual(@Nullable Object value) {
    return value instanceof String
        || (value instanceof List<?> inner && inner.size() == 1 && isTextual(inner.getFirst()));
  }

  private static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          Long.toString((long) (double) number);
      case String text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      case List<?> list -> list.stream().map(Values::json).toList().toString();
      case Map<?, ?> map -> {
        List<String> fields = new ArrayList<>();
        map.forEach((k, v) -> fields.add(json(String.valueOf(k)) + ": " + json(v)));
        yield "{" + String.join(", ", fields) + "}";
      }
      default -> value.toString();
    };
  }
}
