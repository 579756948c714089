package org.seq2time.harness.cli.shared;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.tool.FieldNames;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.score.AnswerParsers;
import org.seq2time.harness.score.PredictionSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is scored: predictions, raw answers, or a run with a model. */
public final class SourceOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.PREDICTIONS)
  @Option(
      names = "--predictions",
      paramLabel = "FILE",
      description = "The model's formatted predictions, plain or gzip.")
  public @Nullable Path predictions;

  @OptionGroup.In(OptionGroup.PREDICTIONS)
  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description =
          "Instead of --predictions: the model's raw answers, as a run's answers.jsonl, TimeChat's"
              + " result file or another tool's records; see docs/scoring.md.")
  public @Nullable Path answers;

  @OptionGroup.In(OptionGroup.PREDICTIONS)
  @Option(
      names = "--id-field",
      paramLabel = "NAME",
      description = "Field of the sample's id in another tool's --answers; dots between levels.")
  @Nullable String idField;

  @OptionGroup.In(OptionGroup.PREDICTIONS)
  @Option(
      names = "--text-field",
      paramLabel = "NAME",
      description = "Field of the answer in another tool's --answers; dots between levels.")
  @Nullable String textField;

  @OptionGroup.In(OptionGroup.PREDICTIONS)
  @Option(
      names = "--strict",
      description = "End at a record without an answer instead of counting it as a model error.")
  boolean strict;

  @Mixin TimesOptions reading;

  @OptionGroup.In(OptionGroup.PREDICTIONS)
  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "Instead of both: rescore a run folder made by 'seq2time run', overwriting its scores."
              + " BENCHMARK and --annotations may be omitted.")
  public @Nullable Path run;

  /** What is scored: predictions, or answers with their parser. */
  public PredictionSource source(List<String> formats) {
    if ((predictions == null) == (answers == null)) {
      throw new UsageError(
          spec,
          predictions == null
              ? "nothing to score: give --predictions FILE or --answers FILE"
              : "--predictions and --answers cannot be combined");
    }
    if (answers != null) {
      return new PredictionSource.Raw(
          new AnswerFile(
              answers, format(formats, true), new FieldNames(idField, textField), strict),
          reading.parser());
    }
    if (reading.isParserNamed()) {
      throw new UsageError(spec, "--parser applies to --answers; predictions are not parsed");
    }
    return new PredictionSource.Formatted(
        new PredictionFile(Objects.requireNonNull(predictions), format(formats, false)),
        reading.times());
  }

  /** The format that --format gives for what is scored; null if it leaves that open. */
  private @Nullable PredictionFormat format(List<String> formats, boolean raw) {
    PredictionFormat named =
        Arrays.stream(PredictionFormat.values())
            .filter(f -> formats.contains(f.key()))
            .findFirst()
            .orElse(null);
    if (named != null && named.isRaw() != raw) {
      throw new UsageError(
          spec,
          "--format "
              + named.key()
              + " is for "
              + (raw ? "--predictions" : "--answers")
              + ", not for "
              + (raw ? "--answers" : "--predictions"));
    }
    return named;
  }

  /** A run's own answers, read by the parser that is asked for, or by the one of before. */
  public PredictionSource answersOf(RunFolder folder, Optional<String> signatureBefore) {
    return new PredictionSource.Raw(
        new AnswerFile(folder.answers(), PredictionFormat.ANSWERS),
        reading.isParserNamed()
            ? reading.parser()
            : reading.inUnit(
                signatureBefore
                    .flatMap(AnswerParsers::ofSignature)
                    .orElseGet(AnswerParsers::robust)));
  }
}
