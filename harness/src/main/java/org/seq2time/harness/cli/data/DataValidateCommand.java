package org.seq2time.harness.cli.data;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.SequenceCheck;
import org.seq2time.datasets.sequence.SequenceCheck.Report;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ProgressLine;
import org.seq2time.harness.cli.shared.Threads;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time data validate}: proves built data. */
@Command(
    name = "validate",
    description = {
      "Read every line of built data again: positions decode and lie in their row, captions belong"
          + " to the image at that position, no image stands twice in a row, clip boundaries are"
          + " where the frames are, counts and hashes are the manifest's."
    },
    footer = {
      "",
      "Examples:",
      "  seq2time data validate mixes/small",
      "  seq2time data validate mixes/seq2time --source cc3m=/data/recap",
      "",
      "Exit codes: 0 ok, 1 a problem was found or the folder cannot be read, 2 wrong usage."
    })
final class DataValidateCommand implements Callable<Integer> {

  private static final int PROBLEMS_FOUND = 1;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "A folder that 'data build' wrote.")
  Path folder;

  @Option(
      names = "--source",
      paramLabel = "NAME=PATH",
      description = "Where a source is now, if not where it was: its file, or the folder of them.")
  Map<String, Path> sources = new LinkedHashMap<>();

  @Option(
      names = "--no-sources",
      description = "Do not compare captions with the sources; check the data in itself.")
  boolean noSources;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; results do not depend on it (default: all cores).")
  @Nullable Integer threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = ProgressLine.of(err, common.quiet);
    Report report;
    try {
      report = SequenceCheck.run(folder, sources, !noSources, Threads.of(spec, threads), progress);
    } finally {
      progress.end();
    }
    report.notes().forEach(note -> common.note(err, note));
    PrintWriter out = spec.commandLine().getOut();
    report.problems().forEach(out::println);
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d instances in %,d shards, %s",
            folder,
            report.instances(),
            report.shards(),
            problems(report)));
    out.flush();
    return report.problemCount() == 0 ? 0 : PROBLEMS_FOUND;
  }

  private static String problems(Report report) {
    long count = report.problemCount();
    String listed =
        count > report.problems().size()
            ? String.format(Locale.ROOT, " (the first %d are listed)", report.problems().size())
            : "";
    return count == 0
        ? "no problems"
        : String.format(
            Locale.ROOT, "%,d %s%s", count, count == 1 ? "problem" : "problems", listed);
  }
}
