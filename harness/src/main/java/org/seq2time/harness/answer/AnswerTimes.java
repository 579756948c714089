package org.seq2time.harness.answer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * In which unit numbers without a unit are read.
 *
 * @param unit the unit; a unit in the text or in the name of a field decides before it
 * @param framesPerSecond the frame rate that frame numbers count; empty if it is unknown
 */
public record AnswerTimes(Unit unit, OptionalDouble framesPerSecond) {

  /** Numbers as they are written: seconds, unless their form or their words say otherwise. */
  public static final AnswerTimes AUTO = new AnswerTimes(Unit.AUTO, OptionalDouble.empty());

  /** What a number without a unit counts. */
  public enum Unit {
    /** The unit in the text or key, else seconds; three decimals below 1 are a fraction. */
    AUTO,
    /** Seconds. */
    SECONDS,
    /** Hundredths of the video's length. */
    PERCENT,
    /** Parts of the video's length, 0 to 1. */
    FRACTION,
    /** Frames, at the frame rate that is given. */
    FRAMES,
    /** Thousandths of a second. */
    MILLISECONDS;

    /** The name on the command line. */
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The unit of this {@link #key()}. */
    public static Optional<Unit> of(String key) {
      return Arrays.stream(values()).filter(u -> u.key().equals(key)).findFirst();
    }
  }

  public AnswerTimes {
    double rate = framesPerSecond.orElse(1);
    if (!(rate > 0 && rate <= 1000)) {
      throw new IllegalArgumentException(
          "frame rate is " + rate + " frames a second, expected more than 0 and at most 1000");
    }
  }

  /** The unit in a part of a signature: {@code answer-times:frames@2.0}. */
  public static AnswerTimes parse(String part) {
    String value = part.substring(part.indexOf(':') + 1);
    int at = value.indexOf('@');
    Unit unit = Unit.of(at < 0 ? value : value.substring(0, at)).orElse(Unit.AUTO);
    return new AnswerTimes(
        unit,
        at < 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Double.parseDouble(value.substring(at + 1))));
  }

  /** The value in a signature; empty for the default. */
  public Optional<String> signature() {
    if (unit == Unit.AUTO && framesPerSecond.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        framesPerSecond.isPresent()
            ? unit.key() + "@" + framesPerSecond.getAsDouble()
            : unit.key());
  }
}
