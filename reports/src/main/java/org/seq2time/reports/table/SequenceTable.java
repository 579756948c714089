package org.seq2time.reports.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.Lengths;
import org.seq2time.datasets.sequence.SequenceBuild;
import org.seq2time.datasets.sequence.SequenceStatistics;
import org.seq2time.datasets.sequence.SequenceStatistics.TaskStatistics;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.ShardRecord;
import org.seq2time.datasets.sequence.write.SourceRecord;
import org.seq2time.datasets.sequence.write.TaskCount;
import org.seq2time.reports.chart.BarChart;
import org.seq2time.reports.chart.BarChart.Bars;

/** Sequence data as text and as a chart: what is going to be built, was built, and is there. */
public final class SequenceTable {

  private static final double MEGABYTE = 1e6;

  private SequenceTable() {}

  /** What a build would write. */
  public static String renderPlan(SequenceBuild build) {
    TextTable sources = new TextTable(3);
    sources.add(List.of("source", "format", "files", "items", "different", "MB"));
    for (SourceRecord source : build.sources()) {
      sources.add(
          List.of(
              source.name(),
              source.format(),
              files(source),
              number(source.items()),
              number(source.distinct()),
              megabytes(source.files().stream().mapToLong(SourceRecord.InputRecord::bytes).sum())));
    }
    TextTable tasks = new TextTable(3);
    tasks.add(List.of("task", "kind", "sources", "instances"));
    for (TaskPlan task : build.tasks()) {
      tasks.add(
          List.of(
              task.name(),
              task.task().key(),
              String.join("+", task.pool().sourceNames()),
              number(task.count())));
    }
    return sources.render()
        + "\n"
        + tasks.render()
        + "\n"
        + String.format(
            Locale.ROOT,
            "%s: %,d instances in %,d shards, about %s MB before packing; seed %d, %s, rows of"
                + " %d\n",
            build.recipe().name(),
            build.instances(),
            build.shards(),
            megabytes(build.estimatedBytes()),
            build.recipe().seed(),
            build.recipe().time().key(),
            build.recipe().length());
  }

  /** What was built. */
  public static String renderBuilt(BuildManifest manifest, Path folder) {
    return renderItems(manifest)
        + "\n"
        + String.format(
            Locale.ROOT,
            "%s: %,d instances in %,d shards, %s MB\n",
            folder,
            manifest.shards().stream().mapToLong(ShardRecord::instances).sum(),
            manifest.shards().size(),
            megabytes(manifest.shards().stream().mapToLong(ShardRecord::bytes).sum()));
  }

  /** What data holds; with its manifest also where the items come from. */
  public static String render(SequenceStatistics counted, @Nullable BuildManifest manifest) {
    TextTable table = new TextTable(1);
    table.add(
        List.of("task", "instances", "row", "frames", "words a caption", "", "", "", "characters"));
    table.add(List.of("", "", "mean", "a clip", "min", "median", "p95", "max", "median"));
    counted.tasks().forEach((task, counts) -> table.add(row(task, counts)));
    StringBuilder text = new StringBuilder(table.render());
    if (!counted.instructionSources().isEmpty()) {
      text.append('\n').append("instructions by source: ");
      text.append(
          counted.instructionSources().entrySet().stream()
              .map(e -> e.getKey() + " " + number(e.getValue()))
              .collect(Collectors.joining(", ")));
      text.append('\n');
    }
    if (manifest != null) {
      text.append('\n').append(renderItems(manifest));
    }
    if (hasPositions(counted)) {
      text.append('\n').append(renderPositions(counted));
    }
    return text.toString();
  }

  /** Whether any task has positions. */
  public static boolean hasPositions(SequenceStatistics counted) {
    return counted.tasks().values().stream().anyMatch(SequenceTable::hasPositions);
  }

  /** Share of each task's positions in equal parts of the axis. */
  public static BarChart chart(SequenceStatistics counted) {
    List<Bars> series = new ArrayList<>();
    for (Map.Entry<SequenceTask, TaskStatistics> task : counted.tasks().entrySet()) {
      if (hasPositions(task.getValue())) {
        long[] positions = task.getValue().positions();
        double sum = Arrays.stream(positions).sum();
        series.add(
            new Bars(
                task.getKey().key(),
                Arrays.stream(positions).mapToObj(n -> 100 * n / sum).toList()));
      }
    }
    List<String> parts = new ArrayList<>();
    for (int b = 0; b < SequenceStatistics.BINS; b++) {
      parts.add(part(b));
    }
    return new BarChart(
        "Where the positions lie", "part of the axis, from", "% of the task", parts, series);
  }

  private static String renderItems(BuildManifest manifest) {
    TextTable table = new TextTable(2);
    table.add(List.of("task", "source", "instances", "items"));
    for (Map.Entry<String, TaskCount> task : manifest.tasks().entrySet()) {
      String instances = number(task.getValue().instances());
      String name = task.getKey();
      for (Map.Entry<String, Long> items : task.getValue().items().entrySet()) {
        table.add(List.of(name, items.getKey(), instances, number(items.getValue())));
        name = "";
        instances = "";
      }
    }
    return table.render();
  }

  private static String renderPositions(SequenceStatistics counted) {
    TextTable table = new TextTable(1);
    List<String> header = new ArrayList<>(List.of("positions from"));
    List<Map.Entry<SequenceTask, TaskStatistics>> tasks =
        counted.tasks().entrySet().stream().filter(e -> hasPositions(e.getValue())).toList();
    tasks.forEach(task -> header.add(task.getKey().key()));
    table.add(header);
    for (int b = 0; b < SequenceStatistics.BINS; b++) {
      List<String> row = new ArrayList<>(List.of(part(b)));
      for (Map.Entry<SequenceTask, TaskStatistics> task : tasks) {
        row.add(number(task.getValue().positions()[b]));
      }
      table.add(row);
    }
    return table.render();
  }

  private static List<String> row(SequenceTask task, TaskStatistics counts) {
    Lengths words = counts.captionWords();
    return List.of(
        task.key(),
        number(counts.count()),
        mean(counts.rowLengths()),
        mean(counts.clipFrames()),
        quantile(words, 0),
        quantile(words, 0.5),
        quantile(words, 0.95),
        quantile(words, 1),
        quantile(counts.captionCharacters(), 0.5));
  }

  private static boolean hasPositions(TaskStatistics counts) {
    return Arrays.stream(counts.positions()).anyMatch(n -> n > 0);
  }

  private static String part(int bin) {
    return String.format(Locale.ROOT, "%.2f", (double) bin / SequenceStatistics.BINS);
  }

  private static String mean(Lengths lengths) {
    return lengths.count() == 0 ? "-" : String.format(Locale.ROOT, "%.1f", lengths.mean());
  }

  private static String quantile(Lengths lengths, double share) {
    return lengths.count() == 0 ? "-" : number(lengths.quantile(share));
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,.1f", bytes / MEGABYTE);
  }

  private static String files(SourceRecord source) {
    String first = source.files().getFirst().path();
    int more = source.files().size() - 1;
    return more == 0 ? first : first + " and " + more + " more";
  }
}
