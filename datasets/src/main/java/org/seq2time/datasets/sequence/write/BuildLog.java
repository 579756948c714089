package org.seq2time.datasets.sequence.write;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.JsonCursor;

/**
 * The record of a build that is not complete, {@code build.jsonl}: one line with the settings, then
 * one for every complete shard. The manifest takes its place at the end. A last line that was torn
 * by a crash is dropped.
 */
public final class BuildLog implements Closeable {

  /** Its name in the folder. */
  public static final String FILE = "build.jsonl";

  private final Path file;
  private final OutputStream out;

  private BuildLog(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /** What a folder says about an earlier build. */
  public record Previous(Path file, Map<String, String> settings, List<ShardRecord> shards) {}

  /** The earlier build of this folder, complete or not. */
  public static Optional<Previous> previous(Path folder) {
    Path manifest = folder.resolve(BuildManifest.FILE);
    if (Files.exists(manifest)) {
      BuildManifest complete = ManifestReader.read(folder);
      return Optional.of(new Previous(manifest, complete.settings(), complete.shards()));
    }
    Path log = folder.resolve(FILE);
    return Files.exists(log) ? Optional.of(read(log)) : Optional.empty();
  }

  /** Begins a record, with the shards that are complete already. */
  public static BuildLog start(Path folder, Map<String, String> settings, List<ShardRecord> kept) {
    Path file = folder.resolve(FILE);
    try {
      BuildLog log =
          new BuildLog(
              file,
              Files.newOutputStream(
                  file,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING));
      log.append(
          json -> {
            json.writeStartObject();
            BuildManifest.writeTexts(json, "settings", settings);
            json.writeEndObject();
          });
      kept.forEach(log::add);
      return log;
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Notes a complete shard. */
  public synchronized void add(ShardRecord shard) {
    append(json -> BuildManifest.writeShard(json, shard));
  }

  /** Deletes the record: the manifest says everything. */
  public static void delete(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(FILE));
    } catch (IOException e) {
      throw failure(folder.resolve(FILE), e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /** Writes JSON. */
  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private void append(Body body) {
    try {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      try (JsonGenerator json = BuildManifest.FACTORY.createGenerator(line)) {
        body.write(json);
      }
      line.write('\n');
      out.write(line.toByteArray());
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static Previous read(Path log) {
    dropTornLine(log);
    Map<String, String> settings = new LinkedHashMap<>();
    List<ShardRecord> shards = new ArrayList<>();
    try {
      if (Files.size(log) == 0) {
        return new Previous(log, settings, shards);
      }
    } catch (IOException e) {
      throw failure(log, e);
    }
    try (JsonCursor cursor = JsonCursor.open(log)) {
      ManifestReader reader = new ManifestReader(cursor);
      cursor.nextRoot();
      cursor.expectObject("a build's record");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        settings.putAll(reader.texts(field));
      }
      while (cursor.nextRoot()) {
        shards.add(reader.shard());
      }
    }
    return new Previous(log, settings, shards);
  }

  /** Cuts what follows the last line feed. */
  private static void dropTornLine(Path log) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      if (end < bytes.length) {
        Files.write(log, Arrays.copyOf(bytes, end));
      }
    } catch (IOException e) {
      throw InputFile.failure(log, "", e);
    }
  }

  private static BadInputException failure(Path file, IOException e) {
    return new BadInputException(file + ": cannot be written: " + e.getMessage(), e);
  }
}
