package org.seq2time.datasets.sequence.write;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.io.JsonCursor;

/** Reads {@code manifest.json} and the records of a build that is not complete. */
public final class ManifestReader {

  private final JsonCursor cursor;

  ManifestReader(JsonCursor cursor) {
    this.cursor = cursor;
  }

  /** Reads the manifest of a folder. */
  public static BuildManifest read(Path folder) {
    try (JsonCursor cursor = JsonCursor.open(folder.resolve(BuildManifest.FILE))) {
      cursor.nextRoot();
      BuildManifest manifest = new ManifestReader(cursor).manifest();
      cursor.expectEnd();
      return manifest;
    }
  }

  private BuildManifest manifest() {
    Map<String, String> settings = new LinkedHashMap<>();
    List<SourceRecord> sources = new ArrayList<>();
    Map<String, String> kinds = new LinkedHashMap<>();
    List<String> skipped = new ArrayList<>();
    List<ShardRecord> shards = new ArrayList<>();
    cursor.expectObject("a manifest");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "settings" -> settings.putAll(texts(field));
        case "sources" -> list(field, () -> sources.add(source()));
        case "tasks" -> kinds(kinds);
        case "skipped" -> list(field, () -> skipped.add(cursor.expectString("a skipped item")));
        case "shards" -> list(field, () -> shards.add(shard()));
        default -> cursor.skip();
      }
    }
    return new BuildManifest(settings, sources, kinds, skipped, shards);
  }

  Map<String, String> texts(String what) {
    Map<String, String> texts = new LinkedHashMap<>();
    cursor.expectObject(what);
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      texts.put(field, cursor.expectString(field));
    }
    return texts;
  }

  ShardRecord shard() {
    String file = "";
    long instances = 0;
    long bytes = 0;
    String sha256 = "";
    Map<String, TaskCount> tasks = new LinkedHashMap<>();
    cursor.expectObject("a shard");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "file" -> file = cursor.expectString(field);
        case "instances" -> instances = count(field);
        case "bytes" -> bytes = count(field);
        case "sha256" -> sha256 = cursor.expectString(field);
        case "tasks" -> {
          cursor.expectObject(field);
          for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            tasks.put(name, taskCount());
          }
        }
        default -> cursor.skip();
      }
    }
    if (file.isEmpty() || file.contains("/") || file.contains("\\")) {
      throw cursor.error("a shard's file is not a name", "a file in this folder");
    }
    return new ShardRecord(file, instances, bytes, sha256, tasks);
  }

  private TaskCount taskCount() {
    long instances = 0;
    Map<String, Long> items = new LinkedHashMap<>();
    cursor.expectObject("a task's count");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "instances" -> instances = count(field);
        case "items" -> {
          cursor.expectObject(field);
          for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            items.put(name, count(name));
          }
        }
        default -> cursor.skip();
      }
    }
    return new TaskCount(instances, items);
  }

  private void kinds(Map<String, String> kinds) {
    cursor.expectObject("tasks");
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      cursor.expectObject(name);
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        if (field.equals("task")) {
          kinds.put(name, cursor.expectString(field));
        } else {
          cursor.skip();
        }
      }
    }
  }

  private SourceRecord source() {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Long> numbers = new LinkedHashMap<>();
    List<SourceRecord.InputRecord> files = new ArrayList<>();
    cursor.expectObject("a source");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "items", "distinct" -> numbers.put(field, count(field));
        case "files" -> list(field, () -> files.add(input()));
        default -> texts.put(field, cursor.expectString(field));
      }
    }
    return new SourceRecord(
        texts.getOrDefault("name", ""),
        texts.getOrDefault("format", ""),
        texts.getOrDefault("prefix", ""),
        texts.getOrDefault("clip-path", ""),
        texts.getOrDefault("split", ""),
        numbers.getOrDefault("items", 0L),
        numbers.getOrDefault("distinct", 0L),
        files);
  }

  private SourceRecord.InputRecord input() {
    Map<String, String> texts = new LinkedHashMap<>();
    long bytes = 0;
    cursor.expectObject("a file");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (field.equals("bytes")) {
        bytes = count(field);
      } else {
        texts.put(field, cursor.expectString(field));
      }
    }
    return new SourceRecord.InputRecord(
        texts.getOrDefault("role", ""),
        texts.getOrDefault("path", ""),
        bytes,
        texts.getOrDefault("sha256", ""));
  }

  private void list(String what, Runnable element) {
    cursor.expectArray(what);
    while (cursor.nextElement()) {
      element.run();
    }
  }

  private long count(String what) {
    double value = cursor.expectNumber(what);
    if (value != Math.rint(value) || value < 0 || value > 1e15) {
      throw cursor.unexpected(what, "an integer that is not negative");
    }
    return (long) value;
  }
}
