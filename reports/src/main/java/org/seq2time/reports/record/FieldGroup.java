package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.record.RunManifest.UnknownField;

/**
 * The fields of one object of {@code run.json}. Each is taken once; what is left in the end is not
 * known.
 */
final class FieldGroup {

  /** A value as it was read: its JSON, and for a string also its text. */
  private record Value(JsonToken token, String json, String text, int line) {}

  private final Path file;
  private final String name;
  private final int line;
  private final Map<String, Value> left = new LinkedHashMap<>();

  /**
   * An object without fields.
   *
   * @param name in the file; empty for the file's own object
   * @param line that errors about missing fields name
   */
  FieldGroup(Path file, String name, int line) {
    this.file = file;
    this.name = name;
    this.line = line;
  }

  /** Adds the value under the cursor. */
  void add(String field, JsonCursor cursor) {
    JsonToken token = cursor.token();
    String text = token == JsonToken.VALUE_STRING ? cursor.expectString(field) : "";
    int at = cursor.line();
    left.put(field, new Value(token, cursor.copy(), text, at));
  }

  boolean isEmpty() {
    return left.isEmpty();
  }

  List<String> names() {
    return List.copyOf(left.keySet());
  }

  boolean isText(String field) {
    Value value = left.get(field);
    return value != null && value.token() == JsonToken.VALUE_STRING;
  }

  String text(String field) {
    return optionalText(field).orElseThrow(() -> missing(field, "a string"));
  }

  Optional<String> optionalText(String field) {
    return take(field, JsonToken.VALUE_STRING, "a string").map(Value::text);
  }

  /** A value that is written as text and means something else. */
  <T> T parsed(String field, Function<String, T> meaning, String expected) {
    return optionalParsed(field, meaning, expected).orElseThrow(() -> missing(field, expected));
  }

  /** The same where the field may be missing. */
  <T> Optional<T> optionalParsed(String field, Function<String, T> meaning, String expected) {
    Optional<Value> value = take(field, JsonToken.VALUE_STRING, expected);
    try {
      return value.map(v -> meaning.apply(v.text()));
    } catch (RuntimeException e) {
      throw value.map(v -> unexpected(field, v, expected)).orElse(missing(field, expected));
    }
  }

  double decimal(String field) {
    return parsed(field, Double::valueOf, "a number as a string");
  }

  boolean truth(String field) {
    String expected = "true or false";
    Value value = left.remove(field);
    if (value == null) {
      throw missing(field, expected);
    }
    if (value.token() != JsonToken.VALUE_TRUE && value.token() != JsonToken.VALUE_FALSE) {
      throw unexpected(field, value, expected);
    }
    return value.token() == JsonToken.VALUE_TRUE;
  }

  int count(String field) {
    return optionalCount(field).orElseThrow(() -> missing(field, "an integer"));
  }

  OptionalInt optionalCount(String field) {
    OptionalLong number = optionalWhole(field, 0, Integer.MAX_VALUE);
    return number.isPresent()
        ? OptionalInt.of(Math.toIntExact(number.getAsLong()))
        : OptionalInt.empty();
  }

  long whole(String field) {
    return optionalWhole(field).orElseThrow(() -> missing(field, "an integer"));
  }

  OptionalLong optionalWhole(String field) {
    return optionalWhole(field, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private OptionalLong optionalWhole(String field, long least, long most) {
    String expected =
        least == Long.MIN_VALUE
            ? "an integer of 64 bits"
            : "an integer from " + least + " to " + most;
    Optional<Value> value = take(field, JsonToken.VALUE_NUMBER_INT, expected);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      long number = Long.parseLong(value.get().json());
      if (number >= least && number <= most) {
        return OptionalLong.of(number);
      }
    } catch (NumberFormatException e) {
      // Too large; the error says it.
    }
    throw unexpected(field, value.get(), expected);
  }

  /** A list of strings; empty if the field is not there. */
  List<String> words(String field) {
    Value value = left.remove(field);
    List<String> words = new ArrayList<>();
    if (value == null) {
      return words;
    }
    byte[] json = value.json().getBytes(StandardCharsets.UTF_8);
    try (JsonCursor cursor = JsonCursor.ofLine(file, value.line(), json)) {
      cursor.nextRoot();
      cursor.expectArray(path(field));
      while (cursor.nextElement()) {
        words.add(cursor.expectString("a word of " + path(field)));
      }
    }
    return words;
  }

  /** What was not taken. */
  List<UnknownField> unknown() {
    return left.entrySet().stream()
        .map(field -> new UnknownField(name, field.getKey(), field.getValue().json()))
        .toList();
  }

  /** An error at a field that was taken before. */
  BadInputException error(String problem) {
    return new BadInputException(file + ":" + line + ": " + problem);
  }

  private Optional<Value> take(String field, JsonToken token, String expected) {
    @Nullable Value value = left.remove(field);
    if (value != null && value.token() != token) {
      throw unexpected(field, value, expected);
    }
    return Optional.ofNullable(value);
  }

  private BadInputException missing(String field, String expected) {
    return error(path(field) + " is missing; expected " + expected);
  }

  private BadInputException unexpected(String field, Value value, String expected) {
    String found =
        value.token() == JsonToken.VALUE_STRING
            ? Quoted.value(value.text())
            : Quoted.shorten(value.json());
    return new BadInputException(
        file + ":" + value.line() + ": " + path(field) + " is " + found + "; expected " + expected);
  }

  private String path(String field) {
    return name.isEmpty() ? field : name + "." + field;
  }
}
