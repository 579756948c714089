package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.JsonCursor;

/**
 * {@code run.json}: everything that went into a run, as text, lists of text, integers and truth
 * values under dotted paths such as {@code annotations.sha256}; in the file the dots are nested
 * objects. It holds no time of day, so that the same run gives the same bytes.
 *
 * @param fields path to value, in writing order; what is not known is left out
 */
public record RunManifest(Map<String, Object> fields) {

  /** Facts about the machine and the tool's checkout: recorded, but no reason to refuse a run. */
  private static final Set<String> CIRCUMSTANCES = Set.of("tool", "environment");

  /** Path of the words of the command that made a run; the program's name comes first. */
  public static final String COMMAND = "tool.command";

  public RunManifest {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The words of the command that made the run; empty where it is not known. */
  public List<String> command() {
    return fields.get(COMMAND) instanceof List<?> words
        ? words.stream().map(String::valueOf).toList()
        : List.of();
  }

  /** A field in which two manifests differ. */
  public record Difference(String path, @Nullable Object before, @Nullable Object now) {}

  /** The first field, in alphabetical order, in which a later run differs from this one. */
  public Optional<Difference> firstDifference(RunManifest now) {
    Set<String> paths = new TreeSet<>(fields.keySet());
    paths.addAll(now.fields.keySet());
    return paths.stream()
        .filter(p -> !CIRCUMSTANCES.contains(p.substring(0, Math.max(0, p.indexOf('.')))))
        .filter(p -> !Objects.equals(fields.get(p), now.fields.get(p)))
        .findFirst()
        .map(p -> new Difference(p, fields.get(p), now.fields.get(p)));
  }

  /** Writes the manifest, with a line feed at its end. */
  public void write(OutputStream out) throws IOException {
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      String open = "";
      for (Map.Entry<String, Object> field : fields.entrySet()) {
        int dot = field.getKey().indexOf('.');
        String group = dot < 0 ? "" : field.getKey().substring(0, dot);
        if (!group.equals(open)) {
          if (!open.isEmpty()) {
            json.writeEndObject();
          }
          if (!group.isEmpty()) {
            json.writeObjectFieldStart(group);
          }
          open = group;
        }
        json.writeFieldName(field.getKey().substring(dot + 1));
        switch (field.getValue()) {
          case Boolean truth -> json.writeBoolean(truth);
          case Long number -> json.writeNumber(number);
          case List<?> texts -> {
            json.writeStartArray();
            for (Object text : texts) {
              json.writeString(text.toString());
            }
            json.writeEndArray();
          }
          case Object text -> json.writeString(text.toString());
        }
      }
      if (!open.isEmpty()) {
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws org.seq2time.datasets.io.BadInputException if the file is missing or something else
   */
  public static RunManifest read(Path file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      readObject(cursor, "", fields);
    }
    return new RunManifest(fields);
  }

  private static void readObject(JsonCursor cursor, String prefix, Map<String, Object> fields) {
    cursor.expectObject("run.json");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (cursor.token() == JsonToken.START_OBJECT) {
        readObject(cursor, prefix + field + ".", fields);
      } else {
        fields.put(prefix + field, readValue(cursor, field));
      }
    }
  }

  private static Object readValue(JsonCursor cursor, String field) {
    return switch (cursor.token()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NUMBER_INT -> readLong(cursor, field);
      case START_ARRAY -> readTexts(cursor, field);
      default -> cursor.expectString(field);
    };
  }

  private static List<String> readTexts(JsonCursor cursor, String field) {
    List<String> texts = new ArrayList<>();
    cursor.expectArray(field);
    while (cursor.nextElement()) {
      texts.add(cursor.expectString(field));
    }
    return List.copyOf(texts);
  }

  private static Long readLong(JsonCursor cursor, String field) {
    try {
      return Long.valueOf(cursor.expectId(field));
    } catch (NumberFormatException e) {
      throw cursor.unexpected(field, "an integer of 64 bits");
    }
  }
}
