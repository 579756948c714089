package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.reports.record.RunManifest.Difference;

/**
 * {@code run.json} as a file: an object of objects, UTF-8. Its {@code version} says which fields
 * mean what; a file without it is of version 1, which had the same fields but never {@code
 * environment.started}. A field that is only added does not raise the version: programs that do not
 * know it keep it.
 */
public final class RunManifestJson {

  /** What is written, and the highest that is read. */
  public static final int VERSION = 2;

  private RunManifestJson() {}

  /**
   * Reads a manifest.
   *
   * @throws org.seq2time.datasets.io.BadInputException if the file is missing, something else, or
   *     of a later version
   */
  public static RunManifest read(Path file) {
    return ManifestReader.read(file);
  }

  /** Writes a manifest, with a line feed at its end. */
  public static void write(RunManifest manifest, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      json.writeNumberField("version", VERSION);
      String open = "";
      for (ManifestField field : ManifestFields.of(manifest)) {
        if (!field.group().equals(open)) {
          if (!open.isEmpty()) {
            json.writeEndObject();
          }
          if (!field.group().isEmpty()) {
            json.writeObjectFieldStart(field.group());
          }
          open = field.group();
        }
        json.writeFieldName(field.name());
        write(field.value(), json);
      }
      if (!open.isEmpty()) {
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void write(ManifestField.Value value, JsonGenerator json) throws IOException {
    switch (value) {
      case ManifestField.Text(String text) -> json.writeString(text);
      case ManifestField.Whole(long number) -> json.writeNumber(number);
      case ManifestField.Truth(boolean isTrue) -> json.writeBoolean(isTrue);
      case ManifestField.Words(List<String> words) -> {
        json.writeStartArray();
        for (String word : words) {
          json.writeString(word);
        }
        json.writeEndArray();
      }
      case ManifestField.Json(String text) -> json.writeRawValue(text);
    }
  }

  /** Every field of a manifest in the order of its file, to be shown. */
  public static List<ManifestField> fields(RunManifest manifest) {
    return ManifestFields.of(manifest);
  }

  /** Every field of a model's identity in the order of the file, to be shown or hashed. */
  public static List<ManifestField> fields(ModelIdentity model) {
    return ManifestFields.of(model);
  }

  /**
   * The first of some fields, in alphabetical order of paths, in which two manifests differ.
   *
   * @param groups that are looked at
   */
  static Optional<Difference> firstDifference(
      RunManifest before, RunManifest now, Predicate<String> groups) {
    Map<String, ManifestField> old = byPath(before, groups);
    Map<String, ManifestField> current = byPath(now, groups);
    Set<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(current.keySet());
    return paths.stream()
        .filter(path -> !Objects.equals(old.get(path), current.get(path)))
        .findFirst()
        .map(path -> new Difference(path, text(old.get(path)), text(current.get(path))));
  }

  private static Map<String, ManifestField> byPath(RunManifest manifest, Predicate<String> groups) {
    return ManifestFields.of(manifest).stream()
        .filter(field -> groups.test(field.group()))
        .collect(Collectors.toMap(ManifestField::path, Function.identity()));
  }

  private static String text(@Nullable ManifestField field) {
    return field == null ? "not set" : field.quoted();
  }
}
