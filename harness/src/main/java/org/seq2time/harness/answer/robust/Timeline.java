package org.seq2time.harness.answer.robust;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.time.PositionCodes;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.harness.answer.AnswerTimes;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.robust.TimeMention.Kind;

/** Turns what is written into seconds on one video, and notes what was odd about it. */
final class Timeline {

  private static final PositionCodes CODES = new PositionTokens().codes();

  private final OptionalDouble durationSeconds;
  private final Set<ParseWarning> warnings = EnumSet.noneOf(ParseWarning.class);

  private static final int MAX_WORDS = 20;

  private final List<String> words = new ArrayList<>();
  private final AnswerTimes times;

  Timeline(OptionalDouble durationSeconds, AnswerTimes times) {
    this.durationSeconds = durationSeconds;
    this.times = times;
  }

  /** The words that decided, one entry a segment. */
  List<String> words() {
    return words;
  }

  /** Notes the words that decided. */
  void decided(String said) {
    if (words.size() < MAX_WORDS) {
      words.add(said.strip());
    }
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
      case FRACTION ->
          times.unit() == AnswerTimes.Unit.AUTO || times.unit() == AnswerTimes.Unit.FRACTION
              ? mention.value() * length("relative positions")
              : bare(mention.value());
      case PERCENT -> mention.value() / 100 * length("percentages");
      case FRAME -> mention.value() / times.framesPerSecond().orElse(Double.NaN);
      case BARE -> bare(mention.value());
      default -> mention.value();
    };
  }

  /** A number without a unit, in the unit that was asked for. */
  private double bare(double value) {
    return switch (times.unit()) {
      case AUTO, SECONDS -> value;
      case MILLISECONDS -> value / 1000;
      case FRACTION -> value * length("fractions");
      case PERCENT -> value / 100 * length("percentages");
      case FRAMES -> value / times.framesPerSecond().orElse(Double.NaN);
    };
  }

  /** Whether the moment can be told in seconds: frames need a frame rate. */
  boolean isKnown(TimeMention mention) {
    boolean frames =
        mention.kind() == Kind.FRAME
            || (mention.kind() == Kind.BARE && times.unit() == AnswerTimes.Unit.FRAMES);
    return !frames || times.framesPerSecond().isPresent();
  }

  private double length(String what) {
    return durationSeconds.orElseThrow(() -> new DurationNeededException(what));
  }
}
