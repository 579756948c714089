package org.seq2time.harness.cli.shared;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerTimes;
import org.seq2time.harness.score.AnswerParsers;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How answers are read: by which parser, and in which unit. */
public final class TimesOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--parser",
      paramLabel = "NAME",
      description =
          "Parser for answers: robust (default), robust-1 (that of version 0.1.0), or timechat,"
              + " which matches TimeChat's scripts.")
  @Nullable String parser;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--answer-times",
      paramLabel = "UNIT",
      description =
          "Unit of times that name none: auto (default: the unit in the text or key, else seconds),"
              + " seconds, percent, fraction, frames or milliseconds.")
  @Nullable String unit;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--frame-rate",
      paramLabel = "FPS",
      description = "Frames per second that frame numbers in answers count.")
  @Nullable Double frameRate;

  /** Whether a parser is named. */
  public boolean isParserNamed() {
    return parser != null;
  }

  /** The unit of times that name none. */
  public AnswerTimes times() {
    String key = unit == null ? AnswerTimes.Unit.AUTO.key() : unit;
    AnswerTimes.Unit known =
        AnswerTimes.Unit.of(key)
            .orElseThrow(
                () ->
                    new UsageError(
                        spec,
                        "--answer-times "
                            + key
                            + " is not a unit, expected "
                            + Arrays.stream(AnswerTimes.Unit.values())
                                .map(AnswerTimes.Unit::key)
                                .collect(Collectors.joining(", "))));
    if (known == AnswerTimes.Unit.FRAMES && frameRate == null) {
      throw new UsageError(spec, "--answer-times frames needs --frame-rate FPS");
    }
    try {
      return new AnswerTimes(
          known, frameRate == null ? OptionalDouble.empty() : OptionalDouble.of(frameRate));
    } catch (IllegalArgumentException e) {
      throw new UsageError(spec, "--frame-rate: " + e.getMessage());
    }
  }

  /** The parser that is named, or the default, in the unit that is asked for. */
  public AnswerParser parser() {
    String name = parser == null ? AnswerParsers.robust().key() : parser;
    AnswerParser found =
        AnswerParsers.of(name)
            .orElseThrow(
                () ->
                    new UsageError(
                        spec,
                        "--parser "
                            + name
                            + " is not a parser, expected "
                            + AnswerParsers.names()));
    return inUnit(found);
  }

  /** Another parser in the unit that is asked for. */
  public AnswerParser inUnit(AnswerParser other) {
    if (unit == null && frameRate == null) {
      return other;
    }
    try {
      return other.withTimes(times());
    } catch (IllegalArgumentException e) {
      throw new UsageError(spec, "--answer-times: " + e.getMessage());
    }
  }
}
