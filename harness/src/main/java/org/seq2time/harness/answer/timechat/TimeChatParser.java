package org.seq2time.harness.answer.timechat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;

/**
 * The parsers that TimeChat's evaluation uses ({@code utils/format_dvc.py}, {@code format_tvg.py},
 * {@code format_vhd.py}), mistakes included: see {@link TimeChatCaptions}, {@link
 * TimeChatGrounding} and {@link TimeChatHighlights}.
 *
 * <p>Where the reference ends with an error, there is no published number to equal, and the answer
 * counts as one without a time: a range with a number of two dots ({@code 3..5 - 7.5}, ValueError)
 * in captions and grounding; {@code start time 10, end time 14} in captions (stops in the
 * debugger); a time at the end of a video of odd length (IndexError) and an announced count of more
 * than 4,300 digits (ValueError) in highlights. So does a number beyond what a double holds, which
 * the reference passes on as infinite.
 *
 * <p>Highlights always give clip scores: an answer without any, even a blank one, gives zeros, as
 * the reference writes and then scores them.
 */
public final class TimeChatParser implements AnswerParser {

  @Override
  public String key() {
    return "timechat";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Parsed<List<Event>> events(RawAnswer answer) {
    return parsed(answer, TimeChatCaptions.parse(answer.text()));
  }

  @Override
  public Parsed<List<Segment>> windows(RawAnswer answer) {
    return parsed(answer, TimeChatGrounding.parse(answer.text()));
  }

  @Override
  public Parsed<HighlightPrediction> highlights(RawAnswer answer) {
    if (answer.durationSeconds().isEmpty()) {
      throw new DurationNeededException("scores of a video's clips");
    }
    TimeChatHighlights found = TimeChatHighlights.parse(answer.text());
    double[] scores =
        found == null ? null : found.clipScores(answer.durationSeconds().getAsDouble());
    if (scores == null) {
      return Parsed.nothing(answer, EnumSet.of(ParseWarning.REFERENCE_FAILS));
    }
    if (scores.length == 0) {
      return Parsed.nothing(answer, Set.of());
    }
    boolean none = found == null || found.times().isEmpty();
    Set<ParseWarning> warnings = none ? EnumSet.of(ParseWarning.ALL_ZERO) : Set.of();
    return Parsed.of(HighlightPrediction.of(null, scores), warnings);
  }

  private static <T> Parsed<List<T>> parsed(RawAnswer answer, @Nullable List<T> found) {
    if (found == null) {
      return Parsed.nothing(answer, EnumSet.of(ParseWarning.REFERENCE_FAILS));
    }
    return found.isEmpty() ? Parsed.nothing(answer, Set.of()) : Parsed.of(found, Set.of());
  }
}
