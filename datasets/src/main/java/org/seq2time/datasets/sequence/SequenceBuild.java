package org.seq2time.datasets.sequence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.source.BadItems;
import org.seq2time.datasets.sequence.task.Tally;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.task.Templates;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.sequence.write.BuildLog;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.ShardRecord;
import org.seq2time.datasets.sequence.write.SourceRecord;

/**
 * A mix, ready to be written: its sources are read and checked, its counts are known.
 *
 * <p>Shard {@code k} holds the instances {@code [k * shardSize, (k + 1) * shardSize)} of one order
 * of all instances, shuffled over the tasks unless the recipe says otherwise.
 */
public final class SequenceBuild implements Closeable {

  private static final int SAMPLES = 20;

  private final Recipe recipe;
  private final BuildOptions options;
  private final LoadedSources sources;
  private final List<TaskPlan> tasks;
  private final BadItems bad;
  private final InstanceOrder order;

  private SequenceBuild(
      Recipe recipe,
      BuildOptions options,
      LoadedSources sources,
      List<TaskPlan> tasks,
      BadItems bad) {
    this.recipe = recipe;
    this.options = options;
    this.sources = sources;
    this.tasks = tasks;
    this.bad = bad;
    this.order = new InstanceOrder(recipe, tasks);
  }

  /**
   * Reads the recipe's sources and checks that its tasks can be built from them.
   *
   * @throws BadInputException if a source cannot be used, or is too small for a task
   */
  public static SequenceBuild prepare(Recipe recipe, BuildOptions options, Progress progress) {
    BadItems bad = new BadItems(options.skipBad());
    LoadedSources sources = LoadedSources.read(recipe, bad, options.checkRoot(), progress);
    try {
      return new SequenceBuild(recipe, options, sources, new Planner(recipe, sources).plan(), bad);
    } catch (RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /** What is going to be built. */
  public Recipe recipe() {
    return recipe;
  }

  /** The tasks with their counts. */
  public List<TaskPlan> tasks() {
    return tasks;
  }

  /** The sources as they were read. */
  public List<SourceRecord> sources() {
    return sources.records();
  }

  /** One line for every item that was left out. */
  public List<String> skipped() {
    return bad.messages();
  }

  /** Number of instances of all tasks. */
  public long instances() {
    return order.size();
  }

  /** Number of shards. */
  public int shards() {
    return Math.toIntExact((order.size() + options.shardSize() - 1) / options.shardSize());
  }

  /** Size of all lines before packing, from a sample of each task. */
  public long estimatedBytes() {
    double sum = 0;
    JsonLine line = new JsonLine();
    for (TaskPlan task : tasks) {
      var writer = task.writer();
      int samples = (int) Math.min(SAMPLES, task.count());
      line.clear();
      for (int n = 0; n < samples; n++) {
        writer.write(n, task.random(n), line, new Tally(task.pool().sourceCount()));
      }
      sum += samples == 0 ? 0 : ((double) line.length() / samples + 1) * task.count();
    }
    return Math.round(sum);
  }

  /** Appends one line of the data, with its line feed: what stands at this place of the order. */
  public void appendInstance(long place, JsonLine out) {
    new InstanceSource(tasks, order).append(place, out);
  }

  /**
   * Writes all shards that the folder does not hold yet, and the manifest.
   *
   * @param overwrite whether another build in the folder may be replaced
   * @throws BadInputException if the folder holds another build, with the setting that differs
   */
  public BuildManifest write(Path folder, boolean overwrite, Progress progress) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInputException(folder + ": cannot be made: " + e.getMessage(), e);
    }
    Map<String, String> settings = settings();
    Map<Integer, ShardRecord> kept =
        new ResumableBuild(folder, settings, overwrite).completeShards(this::shardName, shards());
    List<ShardRecord> records =
        new ShardRun(this, folder, options, tasks, order, progress).run(settings, kept);
    Map<String, String> kinds = new LinkedHashMap<>();
    tasks.forEach(task -> kinds.put(task.name(), task.task().key()));
    BuildManifest manifest =
        new BuildManifest(settings, sources.records(), kinds, bad.messages(), records);
    manifest.write(folder);
    BuildLog.delete(folder);
    return manifest;
  }

  /** The name of a shard. */
  String shardName(int shard) {
    return String.format(
        Locale.ROOT, "%s-%05d%s", recipe.name(), shard, options.compression().extension());
  }

  @Override
  public void close() {
    sources.close();
  }

  /** Everything that decides the bytes. */
  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", recipe.name());
    settings.put("seed", Long.toString(recipe.seed()));
    settings.put("time", recipe.time().key());
    settings.put("length", Integer.toString(recipe.length()));
    settings.put("order", recipe.mixed() ? "mixed" : "by-task");
    for (int t = 0; t < tasks.size(); t++) {
      TaskPlan task = tasks.get(t);
      boolean hasClips = task.task().key().startsWith("clip-");
      settings.put(
          "task " + task.name(),
          task.task().key()
              + ", "
              + task.count()
              + " instances of "
              + String.join("+", recipe.tasks().get(t).sources())
              + (hasClips ? ", " + task.minClips() + " to " + task.maxClips() + " clips" : ""));
    }
    for (SourceRecord source : sources.records()) {
      settings.put("source " + source.name(), describe(source));
    }
    settings.put("shard-size", Integer.toString(options.shardSize()));
    settings.put("compression", options.compression().key());
    settings.put("wordings", Templates.all().fingerprint());
    settings.put("version", options.toolVersion());
    return settings;
  }

  private static String describe(SourceRecord source) {
    return source.format()
        + ", "
        + source.items()
        + " items"
        + (source.prefix().isEmpty() ? "" : ", prefix " + source.prefix())
        + (source.split().isEmpty() ? "" : ", split " + source.split())
        + (source.format().equals("kinetics") ? ", clips as " + source.clipPath() : "")
        + ", SHA-256 "
        + source.files().stream()
            .map(SourceRecord.InputRecord::sha256)
            .collect(Collectors.joining(" "));
  }
}
