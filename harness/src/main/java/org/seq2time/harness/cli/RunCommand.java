package org.seq2time.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.cli.shared.AnnotationOptions;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.Interruption;
import org.seq2time.harness.cli.shared.ModelOptions;
import org.seq2time.harness.cli.shared.OptionGroup;
import org.seq2time.harness.cli.shared.ProgressLine;
import org.seq2time.harness.cli.shared.ScoringOptions;
import org.seq2time.harness.cli.shared.Threads;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.decode.DecodeException;
import org.seq2time.harness.model.ModelUnusableException;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.prompt.PromptTemplate;
import org.seq2time.harness.run.FrameCache;
import org.seq2time.harness.run.FrameSource;
import org.seq2time.harness.run.ModelRun;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.run.RunMonitor;
import org.seq2time.harness.run.RunPlan;
import org.seq2time.harness.score.AnswerParsers;
import org.seq2time.harness.score.PredictionSource;
import org.seq2time.harness.score.Scored;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.metrics.stats.Bootstrap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time run}: videos and a trained model in, scored answers out. */
@Command(
    name = "run",
    description = "Run a trained model on a benchmark's videos and score its answers.",
    sortOptions = false,
    footer = {
      "",
      "If a run is interrupted, rerun the command to resume it. Scores are those of 'score'.",
      "",
      "Examples:",
      "  seq2time run charades-sta --annotations charades_sta_test.txt --videos videos \\",
      "      --model models/timechat --out runs/timechat",
      "  seq2time run youcook2 --annotations val.json --videos videos --frames 64 \\",
      "      --endpoint http://localhost:8000/v1 --endpoint-model qwen2.5-vl --out runs/qwen",
      "  seq2time run charades-sta --annotations test.txt --answers said.jsonl --out runs/replay",
      "",
      "Exit codes: 0 ok, 1 a file or the model cannot be used, 2 wrong usage, 130 interrupted."
    })
final class RunCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "BENCHMARK",
      description = "youcook2, charades-sta or qvhighlights.")
  String benchmarkName;

  @Mixin AnnotationOptions input;

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--videos",
      paramLabel = "DIR",
      description = "Folder of the videos; they are found by id, subfolders included.")
  @Nullable Path videos;

  @Mixin ModelOptions models;

  @OptionGroup.In(OptionGroup.MODEL)
  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description =
          "Instead of a model: stored answers, as answers.jsonl or TimeChat's result file.")
  @Nullable Path answers;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The run folder; an interrupted run in it is resumed.")
  Path out;

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(
      names = "--prompt",
      paramLabel = "FILE",
      description = "Prompt template (default: the built-in one; --dry-run prints it).")
  @Nullable Path prompt;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--parser",
      paramLabel = "NAME",
      defaultValue = "robust",
      description = "Answer parser: robust or timechat (default: ${DEFAULT-VALUE}).")
  String parser;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--frame-cache",
      paramLabel = "DIR",
      description =
          "Cache decoded frames in this folder: about 14 MB per video of 96 frames of 224 x 224.")
  @Nullable Path frameCache;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--accept-damaged",
      description =
          "Use the sound part of videos that are cut off or damaged (otherwise they end as"
              + " videoDamaged).")
  boolean acceptDamaged;

  @OptionGroup.In(OptionGroup.FRAMES)
  @Option(
      names = "--video-threads",
      paramLabel = "N",
      description =
          "Number of videos decoded in parallel (default: half the processors, at most 4).")
  int videoThreads = ModelRun.Settings.DEFAULT.readerThreads();

  @OptionGroup.In(OptionGroup.GENERATION)
  @Option(names = "--retry-errors", description = "Ask again for samples that ended in an error.")
  boolean retryErrors;

  @Option(names = "--overwrite", description = "Overwrite an existing run in --out.")
  boolean overwrite;

  @Option(
      names = "--dry-run",
      description = "Check all inputs and print the first sample's prompt; the model is not asked.")
  boolean dryRun;

  @Mixin ScoringOptions scoring;

  @Mixin Threads threads;

  @Mixin CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Benchmark<?, ?> benchmark = input.benchmark(benchmarkName);
    AnswerParser reader =
        AnswerParsers.of(parser)
            .orElseThrow(
                () ->
                    new UsageError(
                        spec,
                        "--parser " + parser + " is not a parser, expected robust or timechat"));
    if (answers != null) {
      return replay(benchmark, new PredictionSource.Raw(AnswerFile.of(answers), reader));
    }
    if (videos == null) {
      throw new UsageError(spec, "--videos DIR is missing: the folder of the benchmark's videos");
    }
    if (videoThreads < 1) {
      throw new UsageError(spec, "--video-threads is " + videoThreads + ", expected at least 1");
    }
    PrintWriter err = spec.commandLine().getErr();
    try (VideoModel model =
        models.open(threads.asked().orElse(0), line -> common.note(err, line))) {
      RunPlan plan = plan(benchmark, models.time());
      if (dryRun) {
        preview(plan, model);
        return 0;
      }
      if (!ask(plan, model)) {
        return INTERRUPTED;
      }
    } catch (DecodeException e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
    RunFolder folder = new RunFolder(out);
    ScoringJob job =
        job(
            benchmark,
            new PredictionSource.Raw(
                new AnswerFile(folder.answers(), PredictionFormat.ANSWERS), reader));
    Scored scored = job.run();
    ScoringOptions.notices(scored.sheet(), common, err);
    folder.writeScores(job, scored);
    scoring.print(scored.sheet(), common);
    return 0;
  }

  private RunPlan plan(Benchmark<?, ?> benchmark, TimeRepresentation time) {
    return new RunPlan(
        benchmark,
        input.annotationFile(benchmark),
        input.durations,
        videos(),
        prompt == null ? PromptTemplate.of(benchmark) : PromptTemplate.read(prompt),
        time,
        input.selection());
  }

  private Path videos() {
    if (videos == null) {
      throw new UsageError(spec, "--videos DIR is missing");
    }
    return videos;
  }

  private ModelRun.Settings settings() {
    FrameSource decoding = acceptDamaged ? FrameSource.decodingDamaged() : FrameSource.decoding();
    return new ModelRun.Settings(
        frameCache == null
            ? decoding
            : new FrameCache(frameCache, decoding, acceptDamaged ? "\ndamaged" : ""),
        videoThreads,
        retryErrors,
        overwrite,
        command());
  }

  private List<String> command() {
    List<String> words = new ArrayList<>(List.of("seq2time"));
    words.addAll(spec.root().commandLine().getParseResult().originalArgs());
    return words;
  }

  private void preview(RunPlan plan, VideoModel model) {
    ModelRun.Preview preview = ModelRun.preview(plan, model, settings().frames());
    PrintWriter writer = spec.commandLine().getOut();
    writer.println(preview.prompt());
    writer.println();
    writer.println(
        "would ask about "
            + preview.samples()
            + " samples of "
            + plan.annotations().path()
            + ", "
            + preview.videosMissing()
            + " of them without a video; above: sample "
            + preview.sample()
            + " with "
            + preview.frames()
            + " frames");
    writer.flush();
  }

  /** Whether the run came to its end. */
  private boolean ask(RunPlan plan, VideoModel model) {
    PrintWriter err = spec.commandLine().getErr();
    ProgressLine progress = ProgressLine.of(err, common.quiet);
    ModelRun run = new ModelRun(plan, model, new RunFolder(out));
    Interruption interruption = Interruption.calls(run::stop);
    try {
      ModelRun.Result result = run.run(settings(), monitor(progress));
      progress.end();
      if (result.kept() > 0) {
        common.note(err, result.kept() + " samples were already answered");
      }
      if (!result.isComplete()) {
        err.println("seq2time: interrupted; rerun the command to resume");
      }
      return result.isComplete();
    } catch (ModelUnusableException e) {
      progress.end();
      throw new BadInputException(
          e.getMessage() + "; the answers so far are kept; rerun the command to resume", e);
    } catch (CancellationException e) {
      return false;
    } finally {
      progress.end();
      interruption.close();
    }
  }

  private static RunMonitor monitor(ProgressLine progress) {
    long start = System.nanoTime();
    return state -> {
      double seconds = (System.nanoTime() - start) / 1e9;
      String outcomes =
          state.outcomes().entrySet().stream()
              .sorted(Map.Entry.comparingByKey())
              .map(e -> e.getValue() + " " + e.getKey().key())
              .collect(Collectors.joining(", "));
      progress.detail(
          Math.round(state.generatedTokens() / Math.max(1e-3, seconds)) + " tokens/s; " + outcomes);
      progress.at("asking", state.done(), state.total(), "samples");
    };
  }

  private int replay(Benchmark<?, ?> benchmark, PredictionSource source) throws IOException {
    if (models.isGiven()) {
      throw new UsageError(spec, "--answers cannot be combined with --model or --endpoint");
    }
    ScoringJob job = job(benchmark, source);
    Scored scored = dryRun ? job.withoutIntervals().run() : job.run();
    ScoringOptions.notices(scored.sheet(), common, spec.commandLine().getErr());
    if (!dryRun) {
      new RunFolder(out).write(job, scored, overwrite);
      scoring.print(scored.sheet(), common);
    }
    return 0;
  }

  private ScoringJob job(Benchmark<?, ?> benchmark, PredictionSource source) {
    return new ScoringJob(
        benchmark,
        input.annotationFile(benchmark),
        input.durations,
        source,
        scoring.paraphrases(benchmark),
        input.selection(),
        scoring.missing(),
        Bootstrap.Settings.DEFAULT,
        threads.count());
  }
}
