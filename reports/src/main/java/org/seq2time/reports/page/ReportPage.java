package org.seq2time.reports.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.compare.Comparison;
import org.seq2time.reports.compare.Configuration;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.task.ReportedTask;

/**
 * One or several runs of one benchmark on a page: what they scored and which is best, scores with
 * intervals, charts with their numbers, every sample with truth, predictions and answers, and what
 * the runs were made from. With several runs, each is compared with the first.
 */
public final class ReportPage {

  /** More runs than this are a matter for {@link HistoryPage}. */
  public static final int MAX_RUNS = 12;

  private final List<PageRun> runs;
  private final Options options;

  private ReportPage(List<PageRun> runs, Options options) {
    this.runs = runs;
    this.options = options;
  }

  /**
   * How a page is made.
   *
   * @param command the command line that makes the page again, shown at its end
   * @param settings how resamples of the comparison are drawn
   * @param threads the page is the same for any number
   */
  public record Options(List<String> command, Bootstrap.Settings settings, int threads) {
    public Options {
      command = List.copyOf(command);
    }
  }

  /**
   * A page over these runs.
   *
   * @param runs at least one and at most {@link #MAX_RUNS}, in the order of the page
   * @throws BadInputException if they are not of one benchmark or too many
   */
  public static ReportPage of(List<RecordedRun> runs, Options options) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("a page needs a run");
    }
    if (runs.size() > MAX_RUNS) {
      throw new BadInputException(
          runs.size() + " runs are too many for one page; the limit is " + MAX_RUNS);
    }
    RecordedRun.requireSameBenchmark(runs);
    return new ReportPage(PageRun.of(runs), options);
  }

  /** Writes the page, UTF-8. */
  public void write(OutputStream out) throws IOException {
    String key = runs.getFirst().scores().benchmark();
    Optional<Benchmark<?, ?>> benchmark = Benchmark.of(key);
    ReportedTask<?, ?> task = ReportedTask.ofBenchmark(key);
    Optional<Comparison> comparison =
        runs.size() < 2
            ? Optional.empty()
            : Optional.of(
                Comparison.of(
                    runs.stream().map(r -> Configuration.of(r.run())).toList(),
                    false,
                    options.settings(),
                    options.threads()));
    String title = benchmark.map(b -> b.title()).orElse(key);
    Html body = new Html();
    new VerdictSection(
            runs, task, benchmark.map(b -> b.task().sampleNoun()).orElse("samples"), comparison)
        .write(body);
    new ScoreSection(runs).write(body);
    FigureSection.write(Figures.of(runs, task), body);
    ExplorerSection explorer = ExplorerSection.of(runs, task);
    explorer.write(body);
    new ProvenanceSection(runs, options.command()).write(body);
    PageFrame frame =
        new PageFrame(
            title + ": " + Figures.count(runs.size(), "run"),
            "Made by seq2time " + ToolVersion.get() + ".");
    out.write(frame.around(body, explorer.data()).getBytes(StandardCharsets.UTF_8));
  }
}
