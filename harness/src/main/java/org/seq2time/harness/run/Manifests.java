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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.metrics.ToolVersion;
import org.seq2time.reports.record.RunManifest;

/** Builds the manifest of a scoring run. */
final class Manifests {

  private static final long GIT_TIMEOUT_SECONDS = 10;

  private Manifests() {}

  static RunManifest of(ScoringJob job, Scored scored) {
    Map<String, Object> fields = new LinkedHashMap<>();
    boolean raw = job.predictions() instanceof PredictionSource.Raw;
    fields.put("kind", raw ? "raw answers" : "stored predictions");
    fields.put("benchmark", job.benchmark().key());
    putFile(fields, "annotations", job.annotations().path(), scored.annotationFormat().key());
    if (scored.annotationFormat() == AnnotationFormat.YOUCOOK2_OFFICIAL) {
      fields.put("annotations.subset", job.annotations().subset());
    }
    if (job.durations() != null) {
      putFile(fields, "durations", job.durations(), null);
    }
    Path predictions = job.predictions().path();
    putFile(fields, raw ? "answers" : "predictions", predictions, scored.predictionFormat().key());
    if (job.predictions() instanceof PredictionSource.Raw(AnswerFile file, AnswerParser parser)) {
      fields.put("answers.parser", parser.signature());
    }
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
    fields.put("tool.name", "seq2time");
    fields.put("tool.version", ToolVersion.get());
    putRevision(fields);
    fields.put("environment.java", Runtime.version().toString());
    fields.put(
        "environment.os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return new RunManifest(fields);
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
