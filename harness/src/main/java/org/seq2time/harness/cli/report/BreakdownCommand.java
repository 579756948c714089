package org.seq2time.harness.cli.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ResamplingOptions;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.reports.breakdown.Breakdown;
import org.seq2time.reports.breakdown.BreakdownFormat;
import org.seq2time.reports.breakdown.Grouping;
import org.seq2time.reports.record.RecordedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time breakdown}: the scores of runs over groups of their samples. */
@Command(
    name = "breakdown",
    description = {
      "Print the scores of runs by groups of samples: by outcome, video duration, ground-truth"
          + " length, query length or video; with the number of samples and the 95 %% interval of"
          + " each group."
    },
    sortOptions = false,
    footer = {
      "",
      "Groups: duration up to 15, 30, 60, 120, 180, 300, 600 s and over; truth-length (mean over a",
      "sample's true segments) up to 5, 10, 30, 60, 150 s and over; query-words up to 4, 8, 12, 20",
      "and over.",
      "",
      "Examples:",
      "  seq2time breakdown runs/a --by outcome",
      "  seq2time breakdown runs/a runs/b --by duration,truth-length --score miou",
      "  seq2time breakdown runs/* --by video --format csv --out videos.csv",
      "",
      "Exit codes: 0 ok, 1 a run cannot be read or grouped, or the signatures of a score differ,",
      "2 wrong usage."
    })
public final class BreakdownCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Run folders of one benchmark, as written by score --out.")
  List<Path> runs;

  @Option(
      names = "--by",
      required = true,
      split = ",",
      paramLabel = "WHAT",
      description = {
        "outcome, duration, truth-length, video or query-words; comma-separated or repeated."
      })
  List<String> by;

  @Option(
      names = "--score",
      split = ",",
      paramLabel = "NAME",
      description = "Only this score; repeatable (default: the headline scores).")
  List<String> scores = List.of();

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "text",
      description = "text, markdown or csv (default: ${DEFAULT-VALUE}).")
  String formatName;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file instead of stdout.")
  @Nullable Path out;

  @Mixin ResamplingOptions resampling;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    List<Grouping> groupings = groupings();
    BreakdownFormat format =
        BreakdownFormat.of(formatName)
            .orElseThrow(() -> unknown("--format", formatName, BreakdownFormat.keys()));
    Breakdown breakdown =
        Breakdown.of(read(), groupings, scores, resampling.settings(), threads.count());
    if (format == BreakdownFormat.CSV) { // Which has no place for them.
      breakdown.notes().forEach(note -> common.note(spec.commandLine().getErr(), note));
    }
    String text = format.render(breakdown);
    if (out == null) {
      spec.commandLine().getOut().print(text);
    } else {
      OutputFiles.write(out, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
      spec.commandLine().getOut().println("Breakdown: " + out);
    }
    spec.commandLine().getOut().flush();
    requireOneMetric(breakdown.differing());
    return 0;
  }

  private List<Grouping> groupings() {
    return by.stream()
        .distinct()
        .map(key -> Grouping.of(key).orElseThrow(() -> unknown("--by", key, Grouping.keys())))
        .toList();
  }

  private List<RecordedRun> read() {
    Set<Path> known = new HashSet<>();
    List<RecordedRun> read = new ArrayList<>();
    for (Path run : runs) {
      if (!known.add(run.normalize())) {
        throw new UsageError(spec, "run " + run + " is named twice");
      }
      read.add(RecordedRun.readWithContents(run));
    }
    return read;
  }

  private static void requireOneMetric(Map<String, Set<String>> differing) {
    if (!differing.isEmpty()) {
      Map.Entry<String, Set<String>> first = differing.entrySet().iterator().next();
      throw new BadInputException(
          "left out because signatures differ: "
              + String.join(", ", differing.keySet())
              + "; "
              + String.join(" vs. ", first.getValue()));
    }
  }

  private UsageError unknown(String option, String value, List<String> known) {
    return new UsageError(
        spec,
        option
            + " is "
            + value
            + "; "
            + Suggestion.question(value, known)
            + "expected "
            + String.join(", ", known));
  }
}
