package org.seq2time.datasets.sequence.write;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A complete shard.
 *
 * @param file its name
 * @param instances number of lines
 * @param bytes its size on disk
 * @param sha256 of the bytes on disk
 * @param tasks what it holds, by the tasks' names
 */
public record ShardRecord(
    String file, long instances, long bytes, String sha256, Map<String, TaskCount> tasks) {

  public ShardRecord {
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }
}
