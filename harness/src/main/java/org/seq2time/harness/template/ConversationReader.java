package org.seq2time.harness.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;

/** Reads conversations and other values from JSON. */
public final class ConversationReader {

  private ConversationReader() {}

  /**
   * The value under the cursor.
   *
   * @throws org.seq2time.datasets.io.BadInputException if it nests too deep or has a number of more
   *     than 64 bits
   */
  public static Object value(JsonCursor cursor) {
    return value(cursor, 0);
  }

  /** The object under the cursor, by the names of its fields. */
  public static Map<String, Object> fields(JsonCursor cursor, String what) {
    cursor.expectObject(what);
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
      fields.put(f, value(cursor, 1));
    }
    return fields;
  }

  /** The array under the cursor. */
  public static List<Object> items(JsonCursor cursor, String what) {
    cursor.expectArray(what);
    List<Object> items = new ArrayList<>();
    while (cursor.nextElement()) {
      items.add(value(cursor, 1));
    }
    return items;
  }

  private static Object value(JsonCursor cursor, int depth) {
    if (depth > InputLimits.TEMPLATE_NESTING) {
      throw cursor.error(
          "a conversation nests deeper than " + InputLimits.TEMPLATE_NESTING + " levels");
    }
    return switch (cursor.token()) {
      case VALUE_STRING -> cursor.expectString("a text");
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> None.NONE;
      case VALUE_NUMBER_INT -> integer(cursor);
      case VALUE_NUMBER_FLOAT -> cursor.expectNumber("a number");
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (cursor.nextElement()) {
          items.add(value(cursor, depth + 1));
        }
        yield items;
      }
      case START_OBJECT -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (String f = cursor.nextField(); f != null; f = cursor.nextField()) {
          map.put(f, value(cursor, depth + 1));
        }
        yield map;
      }
      default -> throw cursor.unexpected("a value", "JSON");
    };
  }

  private static Long integer(JsonCursor cursor) {
    String digits = cursor.expectId("a number");
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      throw cursor.unexpected("a number", "at most 64 bits");
    }
  }
}
