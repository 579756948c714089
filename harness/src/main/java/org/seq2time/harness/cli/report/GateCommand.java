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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code seq2time gate}: a verdict on a run, for continuous integration. */
@Command(
    name = "gate",
    description = {
      "Hold a run against a baseline and fail on a regression: a score worse beyond its tolerance,"
          + " a score or sample missing, coverage fallen, another metric, a slower benchmark."
    },
    sortOptions = false,
    footer = {
      "",
      "Without a policy every headline score is tested statistically (one-sided, paired by video,"
          + " corrected for their number, 5 %% in all), and coverage may not fall. The table says"
          + " for each score from which drop on the test would find it with 80 %% power.",
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
      description = "Run folder (or scores file) that is good enough.")
  @Nullable Path baseline;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Run folder (or scores file) that is judged.")
  @Nullable Path run;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Tolerances in YAML; see docs/ci.md.")
  @Nullable Path policyFile;

  @Option(names = "--jmh", paramLabel = "FILE", description = "JMH results in JSON, of now.")
  @Nullable Path jmh;

  @Option(
      names = "--jmh-baseline",
      paramLabel = "FILE",
      description = "JMH results that are fast enough.")
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

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; results do not depend on it (default: all cores).")
  @Nullable Integer threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    if (threads != null && threads < 1) {
      throw usage("--threads is " + threads + ", expected at least 1");
    }
    GatePolicy policy = policyFile == null ? GatePolicy.DEFAULT : PolicyFile.read(policyFile);
    GateReport report = report(policy);
    if (junit != null) {
      write(junit, GateJUnit.render(report));
    }
    if (markdown != null) {
      write(markdown, GateMarkdown.render(report));
    }
    print(report);
    return report.isRegression() ? REGRESSION : 0;
  }

  private GateReport report(GatePolicy policy) {
    List<Check> benchmarks = benchmarks(policy);
    if (baseline == null && run == null && jmh != null) {
      return new GateReport(
          jmh + " against " + jmhBaseline, benchmarks, policy.alpha(), 0, List.of());
    }
    if (baseline == null || run == null) {
      throw usage("gate needs --baseline and --run, or --jmh and --jmh-baseline");
    }
    GateReport report =
        Gate.check(
            RecordedRun.read(baseline),
            RecordedRun.read(run),
            policy,
            threads == null ? Runtime.getRuntime().availableProcessors() : threads);
    List<Check> checks = new ArrayList<>(report.checks());
    checks.addAll(benchmarks);
    return new GateReport(report.title(), checks, report.alpha(), report.tests(), report.notes());
  }

  private List<Check> benchmarks(GatePolicy policy) {
    if (jmh == null && jmhBaseline == null) {
      return List.of();
    }
    if (jmh == null || jmhBaseline == null) {
      throw usage("--jmh and --jmh-baseline belong together");
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

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
