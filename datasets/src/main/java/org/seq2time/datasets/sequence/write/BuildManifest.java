package org.seq2time.datasets.sequence.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.io.BadInputException;

/**
 * What was built, from what: {@code manifest.json}. Nothing in it depends on when or how fast it
 * was built.
 *
 * @param settings everything that decides the bytes, by name; two builds with equal settings have
 *     equal shards
 * @param sources the sources as they were read
 * @param taskKinds the tasks' kinds, by their names
 * @param skipped one line for every item that was left out
 * @param shards the shards in order
 */
public record BuildManifest(
    Map<String, String> settings,
    List<SourceRecord> sources,
    Map<String, String> taskKinds,
    List<String> skipped,
    List<ShardRecord> shards) {

  /** Its name in the folder. */
  public static final String FILE = "manifest.json";

  static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  public BuildManifest {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    sources = List.copyOf(sources);
    taskKinds = Collections.unmodifiableMap(new LinkedHashMap<>(taskKinds));
    skipped = List.copyOf(skipped);
    shards = List.copyOf(shards);
  }

  /** What all shards hold, by the tasks' names. */
  public Map<String, TaskCount> tasks() {
    Map<String, TaskCount> sum = new LinkedHashMap<>();
    taskKinds.keySet().forEach(task -> sum.put(task, TaskCount.NONE));
    for (ShardRecord shard : shards) {
      shard.tasks().forEach((task, count) -> sum.merge(task, count, TaskCount::plus));
    }
    return sum;
  }

  /** Writes the file into the folder, whole or not at all. */
  public void write(Path folder) {
    Path file = folder.resolve(FILE);
    Path part = folder.resolve(FILE + ShardFile.PART);
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        write(out);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private void write(OutputStream out) throws IOException {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
    printer.indentArraysWith(lines);
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setPrettyPrinter(printer);
      json.writeStartObject();
      writeTexts(json, "settings", settings);
      json.writeArrayFieldStart("sources");
      for (SourceRecord source : sources) {
        writeSource(json, source);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("tasks");
      for (Map.Entry<String, TaskCount> task : tasks().entrySet()) {
        json.writeObjectFieldStart(task.getKey());
        json.writeStringField("task", String.valueOf(taskKinds.get(task.getKey())));
        writeCount(json, task.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("skipped");
      for (String line : skipped) {
        json.writeString(line);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("shards");
      for (ShardRecord shard : shards) {
        writeShard(json, shard);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  static void writeTexts(JsonGenerator json, String field, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(field);
    for (Map.Entry<String, String> text : texts.entrySet()) {
      json.writeStringField(text.getKey(), text.getValue());
    }
    json.writeEndObject();
  }

  static void writeShard(JsonGenerator json, ShardRecord shard) throws IOException {
    json.writeStartObject();
    json.writeStringField("file", shard.file());
    json.writeNumberField("instances", shard.instances());
    json.writeNumberField("bytes", shard.bytes());
    json.writeStringField("sha256", shard.sha256());
    json.writeObjectFieldStart("tasks");
    for (Map.Entry<String, TaskCount> task : shard.tasks().entrySet()) {
      json.writeObjectFieldStart(task.getKey());
      writeCount(json, task.getValue());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeCount(JsonGenerator json, TaskCount count) throws IOException {
    json.writeNumberField("instances", count.instances());
    json.writeObjectFieldStart("items");
    for (Map.Entry<String, Long> items : count.items().entrySet()) {
      json.writeNumberField(items.getKey(), items.getValue());
    }
    json.writeEndObject();
  }

  private static void writeSource(JsonGenerator json, SourceRecord source) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", source.name());
    json.writeStringField("format", source.format());
    json.writeStringField("prefix", source.prefix());
    json.writeStringField("clip-path", source.clipPath());
    json.writeStringField("split", source.split());
    json.writeNumberField("items", source.items());
    json.writeNumberField("distinct", source.distinct());
    json.writeArrayFieldStart("files");
    for (SourceRecord.InputRecord file : source.files()) {
      json.writeStartObject();
      json.writeStringField("role", file.role());
      json.writeStringField("path", file.path());
      json.writeNumberField("bytes", file.bytes());
      json.writeStringField("sha256", file.sha256());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
