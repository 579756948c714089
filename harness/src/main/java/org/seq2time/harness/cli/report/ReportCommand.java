package org.seq2time.harness.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.datasets.parallel.Background;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ResamplingOptions;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.page.HistoryPage;
import org.seq2time.reports.page.ReportPage;
import org.seq2time.reports.record.RecordedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time report}: run folders in, one HTML page out. */
@Command(
    name = "report",
    description = {
      "Write an HTML report on runs of one benchmark: verdict, scores, charts, every sample with"
          + " its timeline, provenance. One self-contained file that loads nothing."
    },
    sortOptions = false,
    footer = {
      "",
      "With several runs, each is compared with the first, paired by sample.",
      "",
      "Examples:",
      "  seq2time report runs/baseline --out baseline.html",
      "  seq2time report runs/baseline runs/seq2time --out page.html",
      "  seq2time report --history runs --out history.html",
      "",
      "Exit codes: 0 ok, 1 a run cannot be read or the page cannot be written, 2 wrong usage."
    })
public final class ReportCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description =
          "Run folders, as written by score --out; the others are compared with the first.")
  List<Path> runs = List.of();

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description = {
        "Instead: a page on all run folders below DIR over time. A run's configuration is its"
            + " parent folder."
      })
  @Nullable Path history;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The HTML file; an existing file is overwritten.")
  Path out;

  @Mixin ResamplingOptions resampling;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    if (history != null && !runs.isEmpty()) {
      throw new UsageError(spec, "--history finds the runs; run folders cannot be named with it");
    }
    if (history != null) {
      OutputFiles.write(out, HistoryPage.of(RunHistory.below(history))::write);
    } else if (runs.isEmpty()) {
      throw new UsageError(spec, "name at least one run folder, or --history DIR");
    } else {
      write();
    }
    spec.commandLine().getOut().println("Page: " + out);
    return 0;
  }

  private void write() {
    Set<Path> known = new HashSet<>();
    for (Path run : runs) {
      if (!known.add(run.normalize())) {
        throw new UsageError(spec, "run " + run + " is named twice");
      }
    }
    List<Background<RecordedRun>> reading = new ArrayList<>();
    for (Path run : runs) {
      Supplier<RecordedRun> read = () -> RecordedRun.readWithContents(run);
      reading.add(threads.count() > 1 ? Background.start(read) : Background.now(read));
    }
    List<RecordedRun> read = reading.stream().map(Background::get).toList();
    ReportPage page =
        ReportPage.of(
            read, new ReportPage.Options(command(), resampling.settings(), threads.count()));
    OutputFiles.write(out, page::write);
  }

  private List<String> command() {
    List<String> words = new ArrayList<>(List.of("seq2time", "report"));
    runs.forEach(run -> words.add(run.toString()));
    words.addAll(List.of("--out", out.toString()));
    Bootstrap.Settings settings = resampling.settings();
    if (settings.resamples() != Bootstrap.Settings.DEFAULT.resamples()) {
      words.addAll(List.of("--resamples", String.valueOf(settings.resamples())));
    }
    if (settings.seed() != Bootstrap.Settings.DEFAULT.seed()) {
      words.addAll(List.of("--seed", String.valueOf(settings.seed())));
    }
    return words;
  }
}
