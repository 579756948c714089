package org.seq2time.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.Durations;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.cli.shared.AnnotationOptions;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.OptionGroup;
import org.seq2time.harness.cli.shared.ScoringOptions;
import org.seq2time.harness.cli.shared.SourceOptions;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.score.AnswerParsers;
import org.seq2time.harness.score.PredictionSource;
import org.seq2time.harness.score.Scored;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.RecordedFile;
import org.seq2time.reports.record.SampleRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time score}: stored predictions in, published metrics out. */
@Command(
    name = "score",
    description = "Score stored predictions or raw model answers.",
    sortOptions = false,
    footer = {
      "",
      "Values are printed times 100 with a 95 %% bootstrap interval; --json prints raw values.",
      "",
      "Examples:",
      "  seq2time score charades-sta --annotations charades_sta_test.txt --predictions pred.json",
      "  seq2time score qvhighlights --annotations highlight_val_release.jsonl \\",
      "      --predictions submission.jsonl --answered-only --out runs/moment-detr",
      "  seq2time score youcook2 --annotations val.caption_coco_format.json \\",
      "      --predictions fmt_dvc.json.gz --json",
      "  seq2time score charades-sta --annotations charades_sta_test.txt \\",
      "      --answers charades_test_f96_result.json --parser timechat --out runs/timechat",
      "  seq2time score --run runs/mine --parser timechat",
      "",
      "Exit codes: 0 ok, 1 a file cannot be used, 2 wrong usage."
    })
final class ScoreCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BENCHMARK",
      description = "youcook2, charades-sta or qvhighlights.")
  @Nullable String benchmarkName;

  @Mixin AnnotationOptions input;

  @Mixin SourceOptions source;

  @Mixin ScoringOptions scoring;

  @Mixin Threads threads;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write a run folder: run.json, predictions.json, scores.json, samples.jsonl.")
  @Nullable Path out;

  @Option(names = "--overwrite", description = "Overwrite an existing run in --out.")
  boolean overwrite;

  @Option(
      names = "--per-sample",
      paramLabel = "FILE",
      description = "Write per-sample scores as JSON Lines.")
  @Nullable Path perSample;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Bootstrap seed (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(names = "--dry-run", description = "Read and check all inputs; write nothing.")
  boolean dryRun;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    ScoringJob job = source.run == null ? job() : jobOfRun(new RunFolder(source.run));
    PrintWriter err = spec.commandLine().getErr();
    Scored scored = dryRun ? job.withoutIntervals().run() : job.run();
    ScoringOptions.notices(scored.sheet(), common, err);
    noteNewerParser(job, scored, err);
    if (dryRun) {
      spec.commandLine().getOut().println(plan(job, scored));
      return 0;
    }
    if (source.run != null) {
      new RunFolder(source.run).writeScores(job, scored);
    } else if (out != null) {
      new RunFolder(out).write(job, scored, overwrite);
    }
    if (perSample != null) {
      OutputFiles.write(
          perSample,
          stream -> SampleRows.write(scored.evaluation(), scored.contents().get(), stream));
    }
    scoring.print(scored.sheet(), common);
    return 0;
  }

  /** A run that was scored by an earlier parser: whether the present one reads more answers. */
  private void noteNewerParser(ScoringJob job, Scored scored, PrintWriter err) {
    boolean earlier =
        source.run != null
            && job.predictions() instanceof PredictionSource.Raw(AnswerFile _, AnswerParser parser)
            && parser.signature().equals(AnswerParsers.robust1().signature());
    if (!earlier) {
      return;
    }
    AnswerParser newer = AnswerParsers.robust();
    int now = parsed(job.with(newer).withoutIntervals().run());
    int before = parsed(scored);
    if (now > before) {
      common.note(
          err,
          "parser "
              + newer.signature()
              + " reads "
              + now
              + " answers, "
              + AnswerParsers.robust1().signature()
              + " "
              + before
              + "; --parser "
              + newer.key()
              + " scores with it");
    }
  }

  private static int parsed(Scored scored) {
    return scored.sheet().outcomes().getOrDefault(Outcome.PARSED, 0);
  }

  private ScoringJob job() {
    if (benchmarkName == null) {
      throw new UsageError(spec, "BENCHMARK is missing: youcook2, charades-sta or qvhighlights");
    }
    Benchmark<?, ?> benchmark = input.benchmark(benchmarkName);
    return job(
        benchmark, input.annotationFile(benchmark), input.durations, source.source(input.formats));
  }

  /** The options override what the run folder says. */
  private ScoringJob jobOfRun(RunFolder folder) {
    if (source.predictions != null || source.answers != null) {
      throw new UsageError(spec, "--run cannot be combined with --predictions or --answers");
    }
    if (out != null) {
      throw new UsageError(
          spec, "--run writes its scores into that run folder; --out cannot be combined with it");
    }
    RunManifest run = folder.modelRun();
    String key = run.questions().benchmark();
    if (benchmarkName != null && !benchmarkName.equals(key)) {
      throw new UsageError(spec, "--run is a run of " + key + ", not of " + benchmarkName);
    }
    Benchmark<?, ?> benchmark = input.benchmark(key);
    Path annotations =
        input.annotations == null
            ? recorded(run.questions().annotations(), "annotations")
            : input.annotations;
    Path lengths = input.durations;
    if (lengths == null && run.questions().durations().isPresent()) {
      lengths = recorded(run.questions().durations().get(), "durations");
    }
    AnnotationFile given = input.annotationFile(benchmark, annotations);
    return job(
        benchmark,
        new AnnotationFile(
            annotations,
            given.format(),
            run.questions().subset().orElse(input.subset),
            lengths == null ? null : Durations.read(lengths)),
        lengths,
        source.answersOf(folder, run.origin().parser()));
  }

  /** A file that the run used, if it has not changed. */
  private static Path recorded(RecordedFile recorded, String option) {
    Path file = Path.of(recorded.path());
    if (!InputFile.sha256(file).equals(recorded.sha256())) {
      throw new BadInputException(
          file
              + ": differs from the file recorded in run.json (SHA-256 was "
              + recorded.sha256()
              + "); name the right file with --"
              + option);
    }
    return file;
  }

  private ScoringJob job(
      Benchmark<?, ?> benchmark,
      AnnotationFile annotations,
      @Nullable Path durations,
      PredictionSource predictions) {
    return new ScoringJob(
        benchmark,
        annotations,
        durations,
        predictions,
        scoring.paraphrases(benchmark),
        input.selection(),
        scoring.missing(),
        Bootstrap.Settings.DEFAULT.withSeed(seed),
        threads.count());
  }

  private static String plan(ScoringJob job, Scored scored) {
    return "would score "
        + scored.sheet().n()
        + " "
        + job.benchmark().task().sampleNoun()
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
}
