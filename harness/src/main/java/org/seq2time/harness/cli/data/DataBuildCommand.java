package org.seq2time.harness.cli.data;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.BuildOptions;
import org.seq2time.datasets.sequence.SequenceBuild;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.write.BuildManifest;
import org.seq2time.datasets.sequence.write.Compression;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.Interruption;
import org.seq2time.harness.cli.shared.ProgressLine;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.reports.table.SequenceTable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time data build}: a mix of sequence data from captioned images and clips. */
@Command(
    name = "build",
    description = "Build a mix of sequence data from a recipe.",
    sortOptions = false,
    footer = {
      "",
      "If a build is interrupted, rerun the command to resume it.",
      "",
      "Examples:",
      "  seq2time data build mix.yaml --out mixes/small",
      "  seq2time data build is+mc+cs --source coco118k=recap/118k.json \\",
      "      --source blip558k=recap/558k.json --source 'cc3m=recap/cc3m/*.json' \\",
      "      --source kinetics700=kinetics.jsonl --source sharegpt4video=sharegpt4video.jsonl \\",
      "      --source timeit=timeit.json --source valley=valley.json --out mixes/seq2time --zstd",
      "  seq2time data build mix.yaml --time relative-decimals --out mixes/no-tokens --dry-run",
      "",
      "Exit codes: 0 ok, 1 a source cannot be used or the folder cannot be written, 2 wrong usage,",
      "130 interrupted."
    })
final class DataBuildCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;

  @Spec CommandSpec spec;

  @Mixin RecipeOptions recipe;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Output folder for the shards and manifest.json.")
  @Nullable Path out;

  @ArgGroup Packing packing = new Packing();

  /** How shards are compressed: at most one of the two. */
  static final class Packing {
    @Option(names = "--gzip", description = "Compress the shards with gzip.")
    boolean gzip;

    @Option(names = "--zstd", description = "Compress the shards with Zstandard.")
    boolean zstd;
  }

  @Option(
      names = "--shard-size",
      paramLabel = "N",
      defaultValue = "" + BuildOptions.DEFAULT_SHARD_SIZE,
      description = "Instances per shard (default: ${DEFAULT-VALUE}).")
  int shardSize;

  @Option(
      names = "--max-bad-items",
      paramLabel = "N",
      defaultValue = "0",
      description = "Skip up to N unusable items, and list them (default: ${DEFAULT-VALUE}).")
  int maxBadItems;

  @Option(
      names = "--check-files",
      paramLabel = "ROOT",
      description = "Check that every image, clip and video exists under this folder.")
  @Nullable Path checkRoot;

  @Mixin Threads threads;

  @Option(names = "--overwrite", description = "Overwrite an existing build in --out.")
  boolean overwrite;

  @Option(
      names = "--dry-run",
      description = "Read and check the sources and print the plan; write nothing.")
  boolean dryRun;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    Recipe wanted = recipe.recipe();
    BuildOptions options = options();
    Path folder = out;
    if (folder == null && !dryRun) {
      throw new UsageError(spec, "--out DIR is missing (or --dry-run to see the plan)");
    }
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = ProgressLine.of(err, common.quiet);
    Interruption interruption = Interruption.calls(progress::cancel);
    try {
      return build(wanted, options, folder, progress);
    } catch (CancellationException e) {
      progress.end();
      err.println("seq2time: interrupted; complete shards are kept; rerun the command to resume");
      err.flush();
      return INTERRUPTED;
    } finally {
      progress.end();
      interruption.close(); // Last: it lets an ending JVM go.
    }
  }

  private int build(
      Recipe wanted, BuildOptions options, @Nullable Path folder, ProgressLine progress) {
    PrintWriter stdout = spec.commandLine().getOut();
    try (SequenceBuild build = SequenceBuild.prepare(wanted, options, progress)) {
      progress.end();
      for (String line : build.skipped()) {
        common.note(spec.commandLine().getErr(), "skipped: " + line);
      }
      if (dryRun || folder == null) {
        stdout.print(SequenceTable.renderPlan(build));
      } else {
        BuildManifest manifest = build.write(folder, overwrite, progress);
        progress.end();
        stdout.print(SequenceTable.renderBuilt(manifest, folder));
      }
      stdout.flush();
    }
    return 0;
  }

  private BuildOptions options() {
    if (shardSize < 1) {
      throw new UsageError(spec, "--shard-size is " + shardSize + ", expected at least 1");
    }
    if (maxBadItems < 0) {
      throw new UsageError(spec, "--max-bad-items is " + maxBadItems + ", expected at least 0");
    }
    if (checkRoot != null && !Files.isDirectory(checkRoot)) {
      throw new BadInputException(checkRoot + ": is not a folder; --check-files needs one");
    }
    return new BuildOptions(
        threads.count(),
        packing.gzip ? Compression.GZIP : packing.zstd ? Compression.ZSTD : Compression.NONE,
        shardSize,
        maxBadItems,
        checkRoot,
        ToolVersion.get());
  }
}
