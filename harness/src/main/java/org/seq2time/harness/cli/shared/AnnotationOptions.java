package org.seq2time.harness.cli.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.Durations;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.harness.score.Selection;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The benchmark's file, and which of its samples are looked at. */
public final class AnnotationOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description = "The benchmark's ground truth, plain or gzip.")
  public @Nullable Path annotations;

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--format",
      paramLabel = "NAME",
      split = ",",
      description = {
        "File formats (default: detected from the content): youcook2-coco,"
            + " youcook2-official, charades-text, charades-coco, qvhighlights-annotations for"
            + " annotations; timechat, activitynet, qvhighlights-submission for predictions;"
            + " timechat-answers, answers for answers."
      })
  public List<String> formats = List.of();

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--subset",
      paramLabel = "NAME",
      defaultValue = AnnotationFile.DEFAULT_SUBSET,
      description = "Subset of YouCook2's official annotation file (default: ${DEFAULT-VALUE}).")
  public String subset;

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--durations",
      paramLabel = "FILE",
      description = "Video durations in seconds, CSV or JSON, for annotations that lack them.")
  public @Nullable Path durations;

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N samples; recorded in the signature (default: all).")
  @Nullable Integer limit;

  @OptionGroup.In(OptionGroup.BENCHMARK)
  @Option(
      names = "--samples",
      paramLabel = "IDS",
      description =
          "Only these samples: ids separated by commas, or @FILE with one id per line (default:"
              + " all).")
  @Nullable String samples;

  /** The benchmark's file as these options give it. */
  public AnnotationFile annotationFile(Benchmark<?, ?> benchmark) {
    Path file = annotations;
    if (file == null) {
      throw new UsageError(spec, "--annotations FILE is missing: the benchmark's ground truth");
    }
    return annotationFile(benchmark, file);
  }

  /** The same for a file that was found elsewhere. */
  public AnnotationFile annotationFile(Benchmark<?, ?> benchmark, Path file) {
    checkFormats(benchmark);
    AnnotationFormat format =
        benchmark.formats().stream()
            .filter(f -> formats.contains(f.key()))
            .findFirst()
            .orElse(null);
    return new AnnotationFile(
        file, format, subset, durations == null ? null : Durations.read(durations));
  }

  /** The benchmark of this name. */
  public Benchmark<?, ?> benchmark(String name) {
    Optional<Benchmark<?, ?>> benchmark = Benchmark.of(name);
    if (benchmark.isPresent()) {
      return benchmark.get();
    }
    String keys = String.join(", ", Benchmark.ALL.stream().map(Benchmark::key).toList());
    int last = keys.lastIndexOf(", ");
    throw new UsageError(
        spec,
        "unknown benchmark '"
            + name
            + "', expected "
            + keys.substring(0, last)
            + " or "
            + keys.substring(last + 2));
  }

  /** Which samples are looked at. */
  public Selection selection() {
    if (limit != null && limit < 1) {
      throw new UsageError(spec, "--limit is " + limit + ", expected at least 1");
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
      throw new UsageError(spec, "--samples names no sample");
    }
    return ids;
  }

  private void checkFormats(Benchmark<?, ?> benchmark) {
    for (String name : formats) {
      boolean known =
          benchmark.formats().stream().anyMatch(f -> f.key().equals(name))
              || Arrays.stream(PredictionFormat.values()).anyMatch(f -> f.key().equals(name));
      if (!known) {
        throw new UsageError(spec, "--format " + name + " is not a format of " + benchmark.key());
      }
    }
  }
}
