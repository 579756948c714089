package org.seq2time.harness.answer.robust1;

import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.time.PositionCodes;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.ParseWarning;

/** Turns what is written into seconds on one video, and notes what was odd about it. */
final class Timeline {

  private static final PositionCodes CODES = new PositionTokens().codes();

  private final OptionalDouble durationSeconds;
  private final Set<ParseWarning> warnings = EnumSet.noneOf(ParseWarning.class);

  Timeline(OptionalDouble durationSeconds) {
    this.durationSeconds = durationSeconds;
  }

  Set<ParseWarning> warnings() {
    return warnings;
  }

  void note(ParseWarning warning) {
    warnings.add(warning);
  }

  OptionalDouble durationSeconds() {
    return durationSeconds;
  }

  /** The range in seconds, the lesser time first. */
  Segment segment(Span span) {
    return segment(seconds(span.first()), seconds(span.second()));
  }

  /** A segment with the lesser time first. */
  Segment segment(double first, double second) {
    if (second < first) {
      note(ParseWarning.REVERSED);
    }
    noteBeyondEnd(Math.max(first, second));
    return new Segment(Math.min(first, second), Math.max(first, second));
  }

  void noteBeyondEnd(double seconds) {
    if (durationSeconds.isPresent() && seconds > durationSeconds.getAsDouble()) {
      note(ParseWarning.BEYOND_END);
    }
  }

  /**
   * The moment in seconds.
   *
   * @throws DurationNeededException if it is relative and the video's length is unknown
   */
  double seconds(TimeMention mention) {
    return switch (mention.kind()) {
      case POSITION -> CODES.decode((int) mention.value(), length("position tokens"));
      case FRACTION -> mention.value() * length("relative positions");
      case PERCENT -> mention.value() / 100 * length("percentages");
      default -> mention.value();
    };
  }

  private double length(String what) {
    return durationSeconds.orElseThrow(() -> new DurationNeededException(what));
  }
}
