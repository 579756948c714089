package org.seq2time.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.harness.run.Background;
import org.seq2time.harness.run.OutputFiles;
import org.seq2time.harness.run.PredictionSource;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.run.Scored;
import org.seq2time.harness.run.ScoringJob;
import org.seq2time.harness.run.Selection;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.Paraphrases;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.compare.Comparison;
import org.seq2time.reports.compare.ComparisonText;
import org.seq2time.reports.compare.Configuration;
import org.seq2time.reports.page.ReportPage;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.table.ScoreTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time demo}: everything that works, on a benchmark that ships with the program. */
@Command(
    name = "demo",
    description = "Score the embedded mini benchmark, offline, and keep all files to look at.",
    footer = {"", "Exit codes: 0 ok, 1 the folder cannot be written."})
final class DemoCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "seq2time-demo",
      description = "Where everything is written (default: ${DEFAULT-VALUE}).")
  Path folder;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Path data = folder.resolve("data");
    for (String file : DemoBenchmark.files()) {
      OutputFiles.write(data.resolve(file), stream -> DemoBenchmark.copy(file, stream));
    }
    out.println("A mini benchmark of our own: 14 cooking videos, three tasks, invented systems.");
    for (DemoBenchmark.Run run : DemoBenchmark.runs()) {
      score(run, data, out);
    }
    compare(out);
    new VideoDemo(folder, out).run();
    Path page = report(out);
    out.println();
    out.println(
        "Files: "
            + data
            + " (the benchmark), "
            + folder.resolve("runs")
            + " (the runs), "
            + page
            + " (open it in a browser)");
    out.flush();
    return 0;
  }

  private void score(DemoBenchmark.Run run, Path data, PrintWriter out) {
    Path annotations = data.resolve(run.annotations());
    Path predictions = data.resolve(run.predictions());
    ScoringJob job =
        new ScoringJob(
            run.benchmark(),
            AnnotationFile.of(annotations),
            null,
            new PredictionSource.Formatted(PredictionFile.of(predictions)),
            Background.now(Paraphrases::none), // The same numbers whatever is installed.
            Selection.ALL,
            Missing.ZERO,
            Bootstrap.Settings.DEFAULT,
            Runtime.getRuntime().availableProcessors());
    Scored scored = job.run();
    new RunFolder(runFolder(run)).write(job, scored, true);
    out.println();
    out.println(
        "$ seq2time score "
            + run.benchmark().key()
            + " --annotations "
            + annotations
            + " --predictions "
            + predictions
            + " --out "
            + runFolder(run));
    out.print(ScoreTable.render(scored.sheet(), false));
    out.flush();
  }

  private void compare(PrintWriter out) {
    List<Configuration> systems =
        DemoBenchmark.runs().subList(0, 2).stream()
            .map(run -> Configuration.of(RecordedRun.read(runFolder(run))))
            .toList();
    Comparison comparison =
        Comparison.of(
            systems, false, Bootstrap.Settings.DEFAULT, Runtime.getRuntime().availableProcessors());
    out.println();
    out.println(
        "$ seq2time compare "
            + systems.stream().map(Configuration::name).collect(Collectors.joining(" ")));
    out.print(ComparisonText.render(comparison, false));
  }

  private Path report(PrintWriter out) {
    Path page = folder.resolve("report.html");
    List<Path> systems =
        DemoBenchmark.runs().subList(0, 2).stream().map(run -> runFolder(run)).toList();
    List<String> command = new ArrayList<>(List.of("seq2time", "report"));
    systems.forEach(run -> command.add(run.toString()));
    command.addAll(List.of("--out", page.toString()));
    OutputFiles.write(
        page,
        ReportPage.of(
                systems.stream().map(RecordedRun::readWithContents).toList(),
                new ReportPage.Options(
                    command,
                    Bootstrap.Settings.DEFAULT,
                    Runtime.getRuntime().availableProcessors()))
            ::write);
    out.println();
    out.println("$ " + String.join(" ", command));
    out.println("Page: " + page);
    return page;
  }

  private Path runFolder(DemoBenchmark.Run run) {
    return folder.resolve("runs").resolve(run.name());
  }
}
