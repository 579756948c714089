package org.seq2time.harness.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.score.PredictionSource;
import org.seq2time.harness.score.Scored;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.reports.record.RunManifest;

/** Builds the manifests of runs. */
final class Manifests {

  /** {@code kind} of a run with a model. */
  static final String MODEL_RUN = "model run";

  private static final long GIT_TIMEOUT_SECONDS = 10;

  /** Written when answers are scored. */
  private static final Set<String> AFTERWARDS = Set.of("answers", "scoring");

  private static final Set<String> PLACES =
      Set.of("annotations.file", "durations.file", "videos.folder", "prompt.name");

  private Manifests() {}

  /** Of a scoring run. */
  static RunManifest of(ScoringJob job, Scored scored) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean raw = job.predictions() instanceof PredictionSource.Raw;
    fields.put("kind", raw ? "raw answers" : "stored predictions");
    putQuestions(
        fields, job.benchmark(), job.annotations(), job.durations(), scored.annotationFormat());
    Path predictions = job.predictions().path();
    putFile(fields, raw ? "answers" : "predictions", predictions, scored.predictionFormat().key());
    if (job.predictions() instanceof PredictionSource.Raw(AnswerFile file, AnswerParser parser)) {
      fields.put("answers.parser", parser.signature());
    }
    putScoring(fields, job);
    putTool(fields, List.of());
    return new RunManifest(fields);
  }

  /**
   * Of a run with a model, before it is scored.
   *
   * @param command the words that were typed; empty where a program asks
   */
  static RunManifest ofModel(
      RunPlan plan, VideoModel model, AnnotationFormat format, List<String> command) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", MODEL_RUN);
    putQuestions(fields, plan.benchmark(), plan.annotations(), plan.durations(), format);
    fields.put("videos.folder", plan.videos().toString());
    FrameSpec demand = model.frames();
    fields.put("frames.count", (long) demand.count());
    fields.put("frames.sampling", demand.sampling().key());
    fields.put("frames.size", size(demand.size()));
    fields.put("frames.resampling", demand.resampling().name().toLowerCase(Locale.ROOT));
    fields.put("prompt.name", plan.prompt().name());
    fields.put("prompt.sha256", plan.prompt().sha256());
    fields.put("time.representation", plan.time().key());
    fields.putAll(model.identity());
    putTool(fields, command);
    return new RunManifest(fields);
  }

  /** The manifest of a run with a model once its answers are scored. */
  static RunManifest scored(RunManifest run, ScoringJob job) {
    Map<String, Object> fields = new LinkedHashMap<>(run.fields());
    fields.keySet().removeIf(f -> isIn(f, AFTERWARDS) || isIn(f, Set.of("tool", "environment")));
    if (job.predictions() instanceof PredictionSource.Raw(AnswerFile file, AnswerParser parser)) {
      fields.put("answers.parser", parser.signature());
    }
    putScoring(fields, job);
    putTool(fields, run.command());
    return new RunManifest(fields);
  }

  /**
   * What must be the same for a run to go on. Where a file lies does not matter, what is in it
   * does; and how answers were scored does not matter for further answers.
   */
  static RunManifest questions(RunManifest manifest) {
    Map<String, Object> fields = new LinkedHashMap<>(manifest.fields());
    fields.keySet().removeIf(f -> PLACES.contains(f) || isIn(f, AFTERWARDS));
    return new RunManifest(fields);
  }

  private static boolean isIn(String field, Set<String> groups) {
    return groups.contains(field.substring(0, Math.max(0, field.indexOf('.'))));
  }

  private static String size(FrameSize size) {
    return switch (size) {
      case FrameSize.Original() -> "original";
      case FrameSize.Exact(int width, int height) -> width + "x" + height;
      case FrameSize.ShortestEdge(int pixels) -> "shortest edge " + pixels;
    };
  }

  private static void putQuestions(
      Map<String, Object> fields,
      Benchmark benchmark,
      AnnotationFile annotations,
      @Nullable Path durations,
      AnnotationFormat format) {
    fields.put("benchmark", benchmark.key());
    putFile(fields, "annotations", annotations.path(), format.key());
    if (format == AnnotationFormat.YOUCOOK2_OFFICIAL) {
      fields.put("annotations.subset", annotations.subset());
    }
    if (durations != null) {
      putFile(fields, "durations", durations, null);
    }
  }

  private static void putScoring(Map<String, Object> fields, ScoringJob job) {
    fields.put("scoring.missing", job.missing().key());
    if (job.benchmark() == Benchmark.YOUCOOK2) {
      fields.put("scoring.paraphrases", job.paraphrases().get().signature());
    }
    job.selection().limit().ifPresent(n -> fields.put("scoring.limit", (long) n));
    if (!job.selection().ids().isEmpty()) {
      fields.put("scoring.samples", String.join(",", job.selection().ids()));
    }
    fields.put("scoring.resamples", (long) job.bootstrap().resamples());
    fields.put("scoring.seed", job.bootstrap().seed());
  }

  private static void putTool(Map<String, Object> fields, List<String> command) {
    fields.put("tool.name", "seq2time");
    fields.put("tool.version", ToolVersion.get());
    putRevision(fields);
    if (!command.isEmpty()) {
      fields.put(RunManifest.COMMAND, List.copyOf(command));
    }
    fields.put("environment.java", Runtime.version().toString());
    fields.put(
        "environment.os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }

  private static void putFile(
      Map<String, Object> fields, String name, Path file, @Nullable String format) {
    fields.put(name + ".file", file.toString());
    fields.put(name + ".sha256", InputFile.sha256(file));
    if (format != null) {
      fields.put(name + ".format", format);
    }
  }

  /** The checkout that the tool runs from, where it is one and git is at hand. */
  private static void putRevision(Map<String, Object> fields) {
    String home = System.getProperty("seq2time.home");
    if (home == null || !Files.exists(Path.of(home, ".git"))) {
      return;
    }
    String revision = git(home, "rev-parse", "HEAD");
    String changes = git(home, "status", "--porcelain");
    if (revision != null && changes != null) {
      fields.put("tool.revision", revision);
      fields.put("tool.dirty", !changes.isEmpty());
    }
  }

  /** The first line that git prints; null if it fails. */
  private static @Nullable String git(String home, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", home));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String first = out.readLine();
        out.transferTo(Writer.nullWriter());
        boolean done = process.waitFor(GIT_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return done && process.exitValue() == 0 ? (first == null ? "" : first) : null;
      }
    } catch (IOException e) {
      return null; // No git: the revision stays unknown, which the record says.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
