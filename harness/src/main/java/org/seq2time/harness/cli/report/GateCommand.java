package org.seq2time.harness.cli.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.reports.gate.Gate;
import org.seq2time.reports.gate.GateJUnit;
import org.seq2time.reports.gate.GateJson;
import org.seq2time.reports.gate.GateMarkdown;
import org.seq2time.reports.gate.GatePolicy;
import org.seq2time.reports.gate.GateReport;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateText;
import org.seq2time.reports.gate.JmhGate;
import org.seq2time.reports.gate.JmhResult;
import org.seq2time.reports.gate.PolicyFile;
import org.seq2time.reports.record.RecordedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time gate}: a verdict on a run, for continuous integration. */
@Command(
    name = "gate",
    description = {
      "Compare a run with a baseline and fail on a regression: a score worse than its tolerance"
          + " allows, a missing score or sample, dropped coverage, a differing signature, a slower"
          + " JMH benchmark."
    },
    sortOptions = false,
    footer = {
      "",
      "Without a policy every headline score is tested statistically (one-sided, paired by video,"
          + " corrected for multiple tests, 5 %% in total), and coverage may not drop. The table"
          + " gives each score's minimum detectable drop at 80 %% power.",
      "",
      "Examples:",
      "  seq2time gate --baseline baselines/charades-sta --run runs/charades-sta",
      "  seq2time gate --baseline baselines/youcook2 --run runs/youcook2 --policy gate.yaml \\",
      "      --junit gate.xml --markdown gate.md",
      "  seq2time gate --jmh now.json --jmh-baseline then.json",
      "",
      "Exit codes: 0 ok (also when improved), 1 a file cannot be used, 2 wrong usage,",
      "3 regression found."
    })
public final class GateCommand implements Callable<Integer> {

  static final int REGRESSION = 3;

  @Spec CommandSpec spec;

  @Option(
      names = "--baseline",
      paramLabel = "RUN",
      description = "Run folder or scores file to compare with.")
  @Nullable Path baseline;

  @Option(names = "--run", paramLabel = "RUN", description = "Run folder or scores file to check.")
  @Nullable Path run;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Tolerances in YAML; see docs/ci.md.")
  @Nullable Path policyFile;

  @Option(names = "--jmh", paramLabel = "FILE", description = "JMH results to check, JSON.")
  @Nullable Path jmh;

  @Option(
      names = "--jmh-baseline",
      paramLabel = "FILE",
      description = "JMH results to compare with, JSON.")
  @Nullable Path jmhBaseline;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write the verdict as JUnit XML.")
  @Nullable Path junit;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the verdict as Markdown, for GitHub and GitLab.")
  @Nullable Path markdown;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  boolean json;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    GatePolicy policy = policyFile == null ? GatePolicy.DEFAULT : PolicyFile.read(policyFile);
    GateReport report = report(policy, threads.count());
    if (junit != null) {
      write(junit, GateJUnit.render(report));
    }
    if (markdown != null) {
      write(markdown, GateMarkdown.render(report));
    }
    print(report);
    return report.isRegression() ? REGRESSION : 0;
  }

  private GateReport report(GatePolicy policy, int threadCount) {
    List<Check> benchmarks = benchmarks(policy);
    if (baseline == null && run == null && jmh != null) {
      return new GateReport(jmh + " vs. " + jmhBaseline, benchmarks, policy.alpha(), 0, List.of());
    }
    if (baseline == null || run == null) {
      throw new UsageError(spec, "gate needs --baseline and --run, or --jmh and --jmh-baseline");
    }
    GateReport report =
        Gate.check(RecordedRun.read(baseline), RecordedRun.read(run), policy, threadCount);
    List<Check> checks = new ArrayList<>(report.checks());
    checks.addAll(benchmarks);
    return new GateReport(report.title(), checks, report.alpha(), report.tests(), report.notes());
  }

  private List<Check> benchmarks(GatePolicy policy) {
    if (jmh == null && jmhBaseline == null) {
      return List.of();
    }
    if (jmh == null || jmhBaseline == null) {
      throw new UsageError(spec, "--jmh and --jmh-baseline must be given together");
    }
    return JmhGate.check(JmhResult.read(jmhBaseline), JmhResult.read(jmh), policy.jmh());
  }

  private void print(GateReport report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      GateJson.write(report, bytes);
      out.print(bytes.toString(StandardCharsets.UTF_8));
    } else {
      out.print(GateText.render(report));
    }
    out.flush();
  }

  private static void write(Path file, String text) {
    OutputFiles.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
