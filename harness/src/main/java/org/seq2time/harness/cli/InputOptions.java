package org.seq2time.harness.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.Durations;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.run.PredictionSource;
import org.seq2time.harness.run.Selection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which files are read and which of their samples are looked at. */
final class InputOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--annotations",
      required = true,
      paramLabel = "FILE",
      description = "The benchmark's ground truth, plain or gzip.")
  Path annotations;

  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "The model's formatted predictions, plain or gzip.")
  @Nullable Path predictions;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description =
          "Instead of --predictions: what the model said, TimeChat's raw results or a run's"
              + " answers.jsonl, plain or gzip.")
  @Nullable Path answers;

  @Option(
      names = "--parser",
      paramLabel = "NAME",
      description =
          "How --answers are read: robust (default) or timechat, which equals TimeChat's scripts.")
  @Nullable String parser;

  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Formats, where they should not be recognised from the content: youcook2-coco,"
            + " youcook2-official, charades-text, charades-coco, qvhighlights-annotations for"
            + " annotations; timechat, activitynet, qvhighlights-submission for predictions;"
            + " timechat-answers, answers for answers."
      })
  List<String> formats = List.of();

  @Option(
      names = "--subset",
      paramLabel = "NAME",
      defaultValue = AnnotationFile.DEFAULT_SUBSET,
      description = "Videos of YouCook2's own annotation file (default: ${DEFAULT-VALUE}).")
  String subset;

  @Option(
      names = "--durations",
      paramLabel = "FILE",
      description = "Video lengths in seconds, CSV or JSON, for annotations without them.")
  @Nullable Path durations;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N samples; the signature says so.")
  @Nullable Integer limit;

  @Option(
      names = "--samples",
      paramLabel = "IDS",
      description = "Only these samples: ids separated by commas, or @FILE with one a line.")
  @Nullable String samples;

  AnnotationFile annotationFile(Benchmark benchmark) {
    checkFormats(benchmark);
    AnnotationFormat format =
        Arrays.stream(AnnotationFormat.values())
            .filter(f -> formats.contains(f.key()))
            .findFirst()
            .orElse(null);
    return new AnnotationFile(
        annotations, format, subset, durations == null ? null : Durations.read(durations));
  }

  /** What is scored: predictions, or answers with their parser. */
  PredictionSource source() {
    if ((predictions == null) == (answers == null)) {
      throw usage(
          predictions == null
              ? "missing what to score: --predictions FILE, or --answers FILE"
              : "--predictions and --answers exclude each other");
    }
    if (answers != null) {
      String name = parser == null ? AnswerParser.robust().key() : parser;
      AnswerParser chosen =
          AnswerParser.of(name)
              .orElseThrow(
                  () -> usage("--parser " + name + " is no parser, expected robust or timechat"));
      return new PredictionSource.Raw(new AnswerFile(answers, format(true)), chosen);
    }
    if (parser != null) {
      throw usage("--parser is for --answers; predictions are not parsed");
    }
    return new PredictionSource.Formatted(
        new PredictionFile(Objects.requireNonNull(predictions), format(false)));
  }

  /** The format that --format gives for what is scored; null if it leaves that open. */
  private @Nullable PredictionFormat format(boolean raw) {
    PredictionFormat named =
        Arrays.stream(PredictionFormat.values())
            .filter(f -> formats.contains(f.key()))
            .findFirst()
            .orElse(null);
    if (named != null && named.isRaw() != raw) {
      throw usage(
          "--format "
              + named.key()
              + " is for "
              + (raw ? "--predictions" : "--answers")
              + ", not for "
              + (raw ? "--answers" : "--predictions"));
    }
    return named;
  }

  Selection selection() {
    if (limit != null && limit < 1) {
      throw usage("--limit is " + limit + ", expected at least 1");
    }
    return new Selection(limit == null ? OptionalInt.empty() : OptionalInt.of(limit), sampleIds());
  }

  private List<String> sampleIds() {
    if (samples == null) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    if (samples.startsWith("@")) {
      Path file = Path.of(samples.substring(1));
      try (BufferedReader in = InputFile.openText(file)) {
        in.lines().map(String::strip).filter(id -> !id.isEmpty()).forEach(ids::add);
      } catch (IOException e) {
        throw InputFile.failure(file, "", e);
      }
    } else {
      Arrays.stream(samples.split(",", -1))
          .map(String::strip)
          .filter(id -> !id.isEmpty())
          .forEach(ids::add);
    }
    if (ids.isEmpty()) {
      throw usage("--samples names no sample");
    }
    return ids;
  }

  private void checkFormats(Benchmark benchmark) {
    for (String name : formats) {
      boolean known =
          Arrays.stream(AnnotationFormat.values())
                  .anyMatch(f -> f.key().equals(name) && f.benchmark() == benchmark)
              || Arrays.stream(PredictionFormat.values()).anyMatch(f -> f.key().equals(name));
      if (!known) {
        throw usage("--format " + name + " is not a format of " + benchmark.key());
      }
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
