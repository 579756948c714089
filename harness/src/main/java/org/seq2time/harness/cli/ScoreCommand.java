package org.seq2time.harness.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.harness.run.Background;
import org.seq2time.harness.run.MeteorTable;
import org.seq2time.harness.run.OutputFiles;
import org.seq2time.harness.run.PredictionSource;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.run.Scored;
import org.seq2time.harness.run.ScoringJob;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.ScoreSheet;
import org.seq2time.metrics.caption.Paraphrases;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.SampleRows;
import org.seq2time.reports.record.ScoresJson;
import org.seq2time.reports.table.ScoreTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time score}: stored predictions in, published metrics out. */
@Command(
    name = "score",
    description = "Score stored predictions, or raw answers of a model.",
    sortOptions = false,
    footer = {
      "",
      "Values are printed x100 with a 95 %% bootstrap interval; --json has them raw.",
      "",
      "Examples:",
      "  seq2time score charades-sta --annotations charades_sta_test.txt --predictions pred.json",
      "  seq2time score qvhighlights --annotations highlight_val_release.jsonl \\",
      "      --predictions submission.jsonl --answered-only --out runs/moment-detr",
      "  seq2time score youcook2 --annotations val.caption_coco_format.json \\",
      "      --predictions fmt_dvc.json.gz --json",
      "  seq2time score charades-sta --annotations charades_sta_test.txt \\",
      "      --answers charades_test_f96_result.json --parser timechat --out runs/timechat",
      "",
      "Exit codes: 0 ok, 1 a file cannot be used, 2 wrong usage."
    })
final class ScoreCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BENCHMARK",
      description = "youcook2, charades-sta or qvhighlights.")
  String benchmarkName;

  @Mixin InputOptions input;

  @Option(
      names = "--answered-only",
      description =
          "Leave out samples without an answer, as the reference scripts do, instead of counting"
              + " them as misses.")
  boolean answeredOnly;

  @Option(
      names = "--paraphrases",
      paramLabel = "FILE|off",
      description =
          "METEOR's paraphrase table for youcook2: an index or a small table, or none (default: the"
              + " one that 'assets meteor' installed, if any).")
  @Nullable String paraphrases;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write a run folder: run.json, predictions.json, scores.json, samples.jsonl.")
  @Nullable Path out;

  @Option(names = "--overwrite", description = "Replace another run in --out.")
  boolean overwrite;

  @Option(
      names = "--per-sample",
      paramLabel = "FILE",
      description = "Write every sample's own values as JSON lines.")
  @Nullable Path perSample;

  @Option(names = "--json", description = "Print JSON with raw values instead of a table.")
  boolean json;

  @Option(names = "--all", description = "Every score in the table, not only the headline ones.")
  boolean all;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the bootstrap (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; results do not depend on it (default: all cores).")
  @Nullable Integer threads;

  @Option(names = "--dry-run", description = "Read and check everything, score and write nothing.")
  boolean dryRun;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    ScoringJob job = job();
    PrintWriter err = spec.commandLine().getErr();
    Scored scored = dryRun ? job.withoutIntervals().run() : job.run();
    ScoreSheet sheet = scored.sheet();
    for (Notice notice : sheet.notices()) {
      common.note(
          err,
          notice.count() + " " + notice.text() + " (" + String.join(", ", notice.examples()) + ")");
    }
    if (dryRun) {
      spec.commandLine().getOut().println(plan(job, scored));
      return 0;
    }
    if (out != null) {
      new RunFolder(out).write(job, scored, overwrite);
    }
    if (perSample != null) {
      OutputFiles.write(
          perSample,
          stream -> SampleRows.write(scored.evaluation(), scored.contents().get(), stream));
    }
    print(sheet);
    int unanswered = sheet.outcomes().getOrDefault(Outcome.NOT_ANSWERED, 0);
    if (unanswered > 0 && !answeredOnly) {
      common.note(
          err,
          unanswered
              + " "
              + sheet.benchmark().sampleNoun()
              + " have no prediction and count as misses; --answered-only leaves them out");
    }
    return 0;
  }

  private ScoringJob job() {
    Benchmark benchmark =
        Benchmark.of(benchmarkName)
            .orElseThrow(
                () ->
                    usage(
                        "unknown benchmark '"
                            + benchmarkName
                            + "', expected youcook2, charades-sta or qvhighlights"));
    if (threads != null && threads < 1) {
      throw usage("--threads is " + threads + ", expected at least 1");
    }
    PredictionSource source = input.source();
    return new ScoringJob(
        benchmark,
        input.annotationFile(benchmark),
        input.durations,
        source,
        paraphrases(benchmark),
        input.selection(),
        answeredOnly ? Missing.LEFT_OUT : Missing.ZERO,
        Bootstrap.Settings.DEFAULT.withSeed(seed),
        threads == null ? Runtime.getRuntime().availableProcessors() : threads);
  }

  /** Opening METEOR's table takes as long as reading the files, and is done beside it. */
  private Background<Paraphrases> paraphrases(Benchmark benchmark) {
    if (benchmark != Benchmark.YOUCOOK2 && paraphrases != null) {
      throw usage("--paraphrases is for youcook2, " + benchmark.key() + " has no captions");
    }
    String named = paraphrases;
    if (benchmark != Benchmark.YOUCOOK2 || "off".equals(named)) {
      return Background.now(Paraphrases::none);
    }
    return Background.start(
        () -> named == null ? AssetsCommand.table().installed() : MeteorTable.open(Path.of(named)));
  }

  private void print(ScoreSheet sheet) throws IOException {
    PrintWriter writer = spec.commandLine().getOut();
    if (json) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ScoresJson.write(sheet, bytes);
      writer.print(bytes.toString(StandardCharsets.UTF_8));
    } else {
      writer.print(ScoreTable.render(sheet, all));
    }
    writer.flush();
  }

  private static String plan(ScoringJob job, Scored scored) {
    return "would score "
        + scored.sheet().n()
        + " "
        + job.benchmark().sampleNoun()
        + " of "
        + job.annotations().path()
        + " ("
        + scored.annotationFormat().key()
        + ") with "
        + job.predictions().path()
        + " ("
        + scored.predictionFormat().key()
        + "): "
        + scored.sheet().scores().size()
        + " scores";
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
