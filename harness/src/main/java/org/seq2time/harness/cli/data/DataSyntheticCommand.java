package org.seq2time.harness.cli.data;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.datasets.sequence.SyntheticSource;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time data synthetic}: synthetic sources for benchmarks and to try recipes. */
@Command(
    name = "synthetic",
    description = "Write a synthetic source of captions, for benchmarks and to try recipes.",
    footer = {
      "",
      "Images have LLaVA-ReCap's format and, by default, its size: about 4 GB.",
      "",
      "Examples:",
      "  seq2time data synthetic --to recap.json",
      "  seq2time data synthetic --kind clips --items 20000 --to clips.jsonl",
      "",
      "Exit codes: 0 ok, 1 the file cannot be written, 2 wrong usage."
    })
final class DataSyntheticCommand implements Callable<Integer> {

  private static final long IMAGES = 2_800_000;
  private static final long CLIPS = 650_000;

  @Spec CommandSpec spec;

  @Option(names = "--to", required = true, paramLabel = "FILE", description = "The file to write.")
  Path to;

  /** What the items are. */
  enum Kind {
    IMAGES,
    CLIPS
  }

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      defaultValue = "images",
      description = "images (a JSON array) or clips (JSON Lines) (default: ${DEFAULT-VALUE}).")
  Kind kind;

  @Option(
      names = "--items",
      paramLabel = "N",
      description = "Number of items (default: 2,800,000 images, 650,000 clips).")
  @Nullable Long items;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Random seed (default: ${DEFAULT-VALUE}).")
  long seed;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    if (items != null && items < 1) {
      throw new UsageError(spec, "--items is " + items + ", expected at least 1");
    }
    if (kind == Kind.IMAGES) {
      long count = items == null ? IMAGES : items;
      OutputFiles.write(to, out -> SyntheticSource.writeImages(out, count, seed));
    } else {
      long count = items == null ? CLIPS : items;
      OutputFiles.write(to, out -> SyntheticSource.writeClips(out, count, seed));
    }
    return 0;
  }
}
