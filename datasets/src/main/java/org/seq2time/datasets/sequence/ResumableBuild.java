package org.seq2time.datasets.sequence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.sequence.write.BuildLog;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.ShardRecord;

/** What the folder holds already, and whether it can be gone on with. */
final class ResumableBuild {

  private static final int MAX_VALUE_LENGTH = 200;

  private final Path folder;
  private final Map<String, String> settings;
  private final boolean overwrite;

  ResumableBuild(Path folder, Map<String, String> settings, boolean overwrite) {
    this.folder = folder;
    this.settings = settings;
    this.overwrite = overwrite;
  }

  /**
   * The shards that are complete: noted, there, and of the size and hash that was noted.
   *
   * @throws BadInputException if the folder holds a build with other settings
   */
  Map<Integer, ShardRecord> completeShards(IntFunction<String> names, int count) {
    Optional<BuildLog.Previous> found = BuildLog.previous(folder);
    Map<Integer, ShardRecord> kept = new LinkedHashMap<>();
    if (found.isEmpty()) {
      return kept;
    }
    BuildLog.Previous previous = found.get();
    if (!previous.settings().isEmpty() && !previous.settings().equals(settings)) {
      if (!overwrite) {
        throw difference(previous);
      }
      remove(previous);
      return kept;
    }
    Map<String, ShardRecord> byName = new LinkedHashMap<>();
    previous.shards().forEach(shard -> byName.put(shard.file(), shard));
    for (int shard = 0; shard < count; shard++) {
      ShardRecord record = byName.get(names.apply(shard));
      if (record != null && isIntact(record)) {
        kept.put(shard, record);
      }
    }
    return kept;
  }

  private boolean isIntact(ShardRecord record) {
    Path file = folder.resolve(record.file());
    try {
      return Files.exists(file)
          && Files.size(file) == record.bytes()
          && InputFile.sha256(file).equals(record.sha256());
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
  }

  private BadInputException difference(BuildLog.Previous previous) {
    Set<String> keys = new LinkedHashSet<>(settings.keySet());
    keys.addAll(previous.settings().keySet());
    for (String key : keys) {
      String before = previous.settings().getOrDefault(key, "nothing");
      String now = settings.getOrDefault(key, "nothing");
      if (!before.equals(now)) {
        return new BadInputException(
            previous.file()
                + ": contains a different build: "
                + key
                + " was "
                + Quoted.shorten(before, MAX_VALUE_LENGTH)
                + ", now "
                + Quoted.shorten(now, MAX_VALUE_LENGTH)
                + "; choose another folder, or --overwrite");
      }
    }
    throw new IllegalStateException("settings differ in nothing");
  }

  /** Deletes what the other build wrote, and nothing else. */
  private void remove(BuildLog.Previous previous) {
    try {
      for (ShardRecord shard : previous.shards()) {
        Files.deleteIfExists(folder.resolve(shard.file()));
      }
      Files.deleteIfExists(folder.resolve(BuildManifest.FILE));
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be cleared: " + e.getMessage(), e);
    }
    BuildLog.delete(folder);
  }
}
