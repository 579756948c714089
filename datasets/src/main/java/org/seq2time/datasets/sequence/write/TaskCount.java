package org.seq2time.datasets.sequence.write;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a shard, or all of them, holds of one task.
 *
 * @param instances number of instances
 * @param items how many images, clips, videos or instructions came from each source
 */
public record TaskCount(long instances, Map<String, Long> items) {

  /** Nothing. */
  public static final TaskCount NONE = new TaskCount(0, Map.of());

  public TaskCount {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
  }

  /** The sum of both. */
  public TaskCount plus(TaskCount other) {
    Map<String, Long> sum = new LinkedHashMap<>(items);
    other.items.forEach((source, count) -> sum.merge(source, count, Long::sum));
    return new TaskCount(instances + other.instances, sum);
  }
}
