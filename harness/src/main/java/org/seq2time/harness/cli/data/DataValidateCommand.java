package org.seq2time.harness.cli.data;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
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
      "Verify every line of built data: positions decode and are within their sequence, captions"
          + " belong to the image at that position, no sequence has an image twice, clip boundaries"
          + " match the frames, counts and hashes match the manifest."
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

  @Parameters(index = "0", paramLabel = "DIR", description = "A folder written by 'data build'.")
  Path folder;

  @Option(
      names = "--source",
      paramLabel = "NAME=PATH",
      description = "New location of a source that has moved: its file, or its folder.")
  Map<String, Path> sources = new LinkedHashMap<>();

  @Option(names = "--no-sources", description = "Do not compare captions with the sources.")
  boolean noSources;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = ProgressLine.of(err, common.quiet);
    Report report;
    try {
      report = SequenceCheck.run(folder, sources, !noSources, threads.count(), progress);
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
