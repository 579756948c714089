package org.seq2time.datasets.sequence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.sequence.write.BuildLog;
import org.seq2time.datasets.sequence.write.ShardFile;
import org.seq2time.datasets.sequence.write.ShardRecord;

/** Writes shards on several threads, each shard on one. */
final class ShardRun {

  /** How often progress is told, and so how soon a build can be stopped. */
  private static final int STEP = 256;

  private final SequenceBuild build;
  private final Path folder;
  private final BuildOptions options;
  private final List<TaskPlan> tasks;
  private final InstanceOrder order;
  private final Progress progress;
  private final AtomicLong written = new AtomicLong();
  private final AtomicReferenceArray<@Nullable ShardRecord> records;

  ShardRun(
      SequenceBuild build,
      Path folder,
      BuildOptions options,
      List<TaskPlan> tasks,
      InstanceOrder order,
      Progress progress) {
    this.build = build;
    this.folder = folder;
    this.options = options;
    this.tasks = tasks;
    this.order = order;
    this.progress = progress;
    this.records = new AtomicReferenceArray<>(build.shards());
  }

  /** Writes what is not kept; returns the records of all shards in order. */
  List<ShardRecord> run(Map<String, String> settings, Map<Integer, ShardRecord> kept) {
    for (Map.Entry<Integer, ShardRecord> shard : kept.entrySet()) {
      records.set(shard.getKey(), shard.getValue());
      written.addAndGet(shard.getValue().instances());
    }
    progress.at("writing", written.get(), order.size(), "instances");
    if (kept.size() < records.length()) {
      try (BuildLog log = BuildLog.start(folder, settings, List.copyOf(kept.values()))) {
        writeAll(log);
      }
    }
    List<ShardRecord> all = new ArrayList<>();
    for (int shard = 0; shard < records.length(); shard++) {
      ShardRecord record = records.get(shard);
      if (record == null) {
        throw new IllegalStateException("shard " + shard + " was not written");
      }
      all.add(record);
    }
    return all;
  }

  private void writeAll(BuildLog log) {
    AtomicBoolean failed = new AtomicBoolean();
    Workers.each(
        options.threads(),
        records.length(),
        () -> {
          InstanceSource instances = new InstanceSource(tasks, order);
          return shard -> {
            if (records.get(shard) == null) {
              boolean done = false;
              try {
                write(shard, instances, log, failed);
                done = true;
              } finally {
                if (!done) {
                  failed.set(true);
                }
              }
            }
          };
        });
  }

  private void write(int shard, InstanceSource instances, BuildLog log, AtomicBoolean failed) {
    String name = build.shardName(shard);
    long from = (long) shard * options.shardSize();
    long to = Math.min(order.size(), from + options.shardSize());
    JsonLine lines = new JsonLine();
    instances.clearCounts();
    try (ShardFile file = ShardFile.create(folder.resolve(name), options.compression())) {
      for (long place = from; place < to; place++) {
        instances.append(place, lines);
        file.drain(lines);
        if ((place - from) % STEP == STEP - 1) {
          if (failed.get()) {
            return;
          }
          progress.at("writing", written.addAndGet(STEP), order.size(), "instances");
        }
      }
      file.complete(lines);
      ShardRecord record =
          new ShardRecord(name, to - from, file.bytes(), file.sha256(), instances.counts());
      log.add(record);
      records.set(shard, record);
    }
    progress.at("writing", written.addAndGet((to - from) % STEP), order.size(), "instances");
  }
}
