package org.seq2time.harness.cli.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ResamplingOptions;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.reports.compare.Comparison;
import org.seq2time.reports.compare.ComparisonJson;
import org.seq2time.reports.compare.ComparisonText;
import org.seq2time.reports.compare.Configuration;
import org.seq2time.reports.record.RecordedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time compare}: the scores of several runs side by side, and paired with the first. */
@Command(
    name = "compare",
    description = {
      "Print the scores of several runs side by side, then compare each with the first, paired"
          + " by sample: difference, 95 %% interval, p-values, samples won, lost and tied."
    },
    sortOptions = false,
    footer = {
      "",
      "Queries about one video are resampled and permuted together. p Holm is corrected for all"
          + " tests shown.",
      "",
      "Examples:",
      "  seq2time compare runs/baseline runs/seq2time",
      "  seq2time compare base=runs/base-1,runs/base-2 new=runs/new-1,runs/new-2 --all",
      "  seq2time compare runs/a runs/b --json",
      "",
      "Exit codes: 0 ok, 1 a run cannot be read or the signatures of a score differ, 2 wrong usage."
    })
public final class CompareCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = {
        "Two or more run folders, as written by score --out, or scores files (without paired"
            + " statistics). NAME=RUN,RUN,... groups several seeds of one configuration."
      })
  List<String> runs;

  @Option(names = "--all", description = "Show every score, not only the headline ones.")
  boolean all;

  @Option(names = "--json", description = "Print JSON with raw values instead of tables.")
  boolean json;

  @Mixin ResamplingOptions resampling;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    if (runs.size() < 2) {
      throw new UsageError(spec, "compare needs at least two run folders");
    }
    Set<String> known = new HashSet<>();
    List<Configuration> configurations = new ArrayList<>();
    for (String argument : runs) {
      configurations.add(configuration(argument, known));
    }
    RecordedRun.requireSameBenchmark(
        configurations.stream().flatMap(c -> c.runs().stream()).toList());
    Comparison comparison =
        Comparison.of(configurations, all, resampling.settings(), threads.count());
    comparison.notes().forEach(note -> common.note(spec.commandLine().getErr(), note));
    print(comparison);
    requireOneMetric(comparison.differing());
    return 0;
  }

  private void print(Comparison comparison) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ComparisonJson.write(comparison, bytes);
      out.print(bytes.toString(StandardCharsets.UTF_8));
    } else {
      out.print(ComparisonText.render(comparison, all));
    }
    out.flush();
  }

  /** A run, or {@code NAME=RUN,RUN}; what exists under the whole text is a run. */
  private Configuration configuration(String argument, Set<String> known) {
    int equals = argument.indexOf('=');
    boolean group = equals > 0 && !Files.exists(Path.of(argument));
    String name = group ? argument.substring(0, equals) : argument;
    List<RecordedRun> seeds = new ArrayList<>();
    List<String> places =
        group ? List.of(argument.substring(equals + 1).split(",", -1)) : List.of(argument);
    for (String place : places) {
      if (place.isEmpty()) {
        throw new UsageError(spec, argument + " names an empty run; expected NAME=RUN,RUN,...");
      }
      if (!known.add(Path.of(place).normalize().toString())) {
        throw new UsageError(spec, "run " + place + " is named twice");
      }
      seeds.add(RecordedRun.read(Path.of(place)));
    }
    if (group && !known.add(name + "=")) {
      throw new UsageError(spec, "configuration " + name + " is named twice");
    }
    return new Configuration(name, seeds);
  }

  private static void requireOneMetric(Map<String, Set<String>> differing) {
    if (!differing.isEmpty()) {
      Map.Entry<String, Set<String>> first = differing.entrySet().iterator().next();
      throw new BadInputException(
          differing.size()
              + (differing.size() == 1
                  ? " score's signature differs: "
                  : " scores' signatures differ: ")
              + String.join(" vs. ", first.getValue()));
    }
  }
}
