package org.seq2time.harness.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerTimes;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.score.PredictionSource;
import org.seq2time.harness.score.Scored;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.reports.record.RunManifest;
import org.seq2time.reports.record.RunManifest.Frames;
import org.seq2time.reports.record.RunManifest.Origin;
import org.seq2time.reports.record.RunManifest.Prompt;
import org.seq2time.reports.record.RunManifest.Questions;
import org.seq2time.reports.record.RunManifest.RecordedFile;
import org.seq2time.reports.record.RunManifest.Scoring;

/** Builds the manifests of runs. */
final class Manifests {

  private Manifests() {}

  /** Of a scoring run. */
  static RunManifest of(ScoringJob job, Scored scored) {
    return new RunManifest(
        questions(job.benchmark(), job.annotations(), job.durations(), scored.annotationFormat()),
        origin(job.predictions(), scored.predictionFormat().key()),
        Optional.of(scoring(job)),
        RunningProgram.tool(List.of()),
        RunningProgram.environment(Optional.empty()),
        List.of());
  }

  /** Of a run with a model, before it is scored. */
  static RunManifest ofModel(
      RunPlan plan, VideoModel model, AnnotationFormat format, ModelRun.Settings settings) {
    Instant started = settings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new RunManifest(
        questions(plan.benchmark(), plan.annotations(), plan.durations(), format),
        new RunManifest.ModelRun(
            plan.videos().toString(),
            frames(model.frames()),
            new Prompt(plan.prompt().name(), plan.prompt().sha256()),
            plan.time().key(),
            model.identity(),
            Optional.empty()),
        Optional.empty(),
        RunningProgram.tool(settings.command()),
        RunningProgram.environment(Optional.of(started)),
        List.of());
  }

  /** The manifest of a run with a model once its answers are scored. */
  static RunManifest scored(RunManifest run, ScoringJob job) {
    return run.scored(
        parser(job.predictions()),
        scoring(job),
        RunningProgram.tool(run.command()),
        RunningProgram.environment(Optional.empty()));
  }

  private static Questions questions(
      Benchmark<?, ?> benchmark,
      AnnotationFile annotations,
      @Nullable Path durations,
      AnnotationFormat format) {
    return new Questions(
        benchmark.key(),
        file(annotations.path(), Optional.of(format.key())),
        format == AnnotationFormat.YOUCOOK2_OFFICIAL
            ? Optional.of(annotations.subset())
            : Optional.empty(),
        Optional.ofNullable(durations).map(lengths -> file(lengths, Optional.empty())));
  }

  private static Origin origin(PredictionSource source, String format) {
    RecordedFile file = file(source.path(), Optional.of(format));
    return switch (source) {
      case PredictionSource.Formatted(PredictionFile predictions, AnswerTimes times) ->
          new RunManifest.StoredPredictions(file);
      case PredictionSource.Raw(AnswerFile answers, AnswerParser parser) ->
          new RunManifest.StoredAnswers(file, Optional.of(parser.signature()));
    };
  }

  private static Optional<String> parser(PredictionSource source) {
    return source instanceof PredictionSource.Raw(AnswerFile file, AnswerParser parser)
        ? Optional.of(parser.signature())
        : Optional.empty();
  }

  private static RecordedFile file(Path file, Optional<String> format) {
    return new RecordedFile(file.toString(), InputFile.sha256(file), format);
  }

  private static Frames frames(FrameSpec demand) {
    return new Frames(
        demand.count(),
        demand.sampling().key(),
        size(demand.size()),
        demand.resampling().key(),
        demand.framesPerSecond());
  }

  private static String size(FrameSize size) {
    return switch (size) {
      case FrameSize.Original() -> "original";
      case FrameSize.Exact(int width, int height) -> width + "x" + height;
      case FrameSize.ShortestEdge(int pixels) -> "shortest edge " + pixels;
      case FrameSize.EdgesWithin(int shortest, int longest) ->
          "shortest edge " + shortest + ", longest at most " + longest;
      case FrameSize.LongestEdge(int pixels) -> "longest edge " + pixels;
      case FrameSize.Area(int factor, long least, long most) ->
          "multiples of " + factor + ", " + least + " to " + most + " pixels";
      case FrameSize.Volume(int factor, long least, long most, int frames) ->
          "multiples of " + factor + ", " + least + " to " + most + " pixels of all frames";
      case FrameSize.Then(FrameSize first, FrameSize second) ->
          size(first) + ", then " + size(second);
    };
  }

  private static Scoring scoring(ScoringJob job) {
    return new Scoring(
        job.missing(),
        job.benchmark().task().hasCaptions()
            ? Optional.of(job.paraphrases().get().signature())
            : Optional.empty(),
        job.selection().limit(),
        job.selection().ids(),
        job.bootstrap().resamples(),
        job.bootstrap().seed());
  }
}
