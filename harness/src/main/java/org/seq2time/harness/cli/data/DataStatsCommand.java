package org.seq2time.harness.cli.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.Lengths;
import org.seq2time.datasets.sequence.SequenceStatistics;
import org.seq2time.datasets.sequence.SequenceStatistics.TaskStatistics;
import org.seq2time.datasets.sequence.task.SequenceTask;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.ManifestReader;
import org.seq2time.datasets.sequence.write.TaskCount;
import org.seq2time.harness.cli.shared.ChartFiles;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ProgressLine;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.reports.record.Json;
import org.seq2time.reports.table.SequenceTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time data stats}: what built data holds. */
@Command(
    name = "stats",
    description = "Print statistics of built data: instances, caption lengths, positions.",
    footer = {
      "",
      "Examples:",
      "  seq2time data stats mixes/small",
      "  seq2time data stats mixes/small/*.jsonl.gz --json",
      "  seq2time data stats mixes/small --chart positions.svg",
      "",
      "Exit codes: 0 ok, 1 a file cannot be read, 2 wrong usage."
    })
final class DataStatsCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "DIR|FILE",
      description = "A folder written by 'data build', or shards.")
  List<Path> paths;

  @Option(names = "--json", description = "Print JSON instead of tables.")
  boolean json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also plot the positions as a histogram, .svg or .png.")
  @Nullable Path chart;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    ChartFiles.checkName(spec, chart);
    BuildManifest manifest = null;
    List<Path> files = paths;
    if (Files.isDirectory(paths.getFirst())) {
      if (paths.size() > 1) {
        throw new UsageError(spec, "expected one folder, or shards");
      }
      manifest = ManifestReader.read(paths.getFirst());
      files = new ArrayList<>();
      for (var shard : manifest.shards()) {
        files.add(paths.getFirst().resolve(shard.file()));
      }
    }
    ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), common.quiet);
    SequenceStatistics counted;
    try {
      counted = SequenceStatistics.of(files, threads.count(), progress);
    } finally {
      progress.end();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(counted, manifest) : SequenceTable.render(counted, manifest));
    out.flush();
    if (chart != null) {
      if (!SequenceTable.hasPositions(counted)) {
        throw new BadInputException(chart + ": not drawn, the data has no positions");
      }
      ChartFiles.write(SequenceTable.chart(counted), chart);
      common.note(spec.commandLine().getErr(), "wrote " + chart);
    }
    return 0;
  }

  private static String json(SequenceStatistics counted, @Nullable BuildManifest manifest) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = Json.indented(bytes)) {
      out.writeStartObject();
      out.writeObjectFieldStart("tasks");
      for (Map.Entry<SequenceTask, TaskStatistics> task : counted.tasks().entrySet()) {
        out.writeObjectFieldStart(task.getKey().key());
        TaskStatistics counts = task.getValue();
        out.writeNumberField("instances", counts.count());
        write(out, "captionWords", counts.captionWords());
        write(out, "captionCharacters", counts.captionCharacters());
        write(out, "rowLengths", counts.rowLengths());
        write(out, "clipFrames", counts.clipFrames());
        out.writeFieldName("positions");
        out.writeArray(counts.positions(), 0, counts.positions().length);
        out.writeEndObject();
      }
      out.writeEndObject();
      writeCounts(out, "instructionSources", counted.instructionSources());
      if (manifest != null) {
        out.writeObjectFieldStart("items");
        for (Map.Entry<String, TaskCount> task : manifest.tasks().entrySet()) {
          writeCounts(out, task.getKey(), task.getValue().items());
        }
        out.writeEndObject();
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  private static void write(JsonGenerator out, String field, Lengths lengths) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("count", lengths.count());
    if (lengths.count() > 0) {
      out.writeNumberField("mean", lengths.mean());
      out.writeNumberField("min", lengths.quantile(0));
      out.writeNumberField("median", lengths.quantile(0.5));
      out.writeNumberField("p95", lengths.quantile(0.95));
      out.writeNumberField("max", lengths.quantile(1));
    }
    out.writeEndObject();
  }

  private static void writeCounts(JsonGenerator out, String field, Map<String, Long> counts)
      throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      out.writeNumberField(count.getKey(), count.getValue());
    }
    out.writeEndObject();
  }
}
