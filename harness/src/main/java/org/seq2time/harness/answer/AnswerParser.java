package org.seq2time.harness.answer;

import java.util.List;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.Task;

/**
 * Reads predictions out of raw answers. A parser has no state and may be shared by threads.
 *
 * <p>Every method throws {@link DurationNeededException} if the answer cannot be understood without
 * the video's length and {@link RawAnswer#durationSeconds()} is empty.
 */
public interface AnswerParser {

  /** The name on the command line. */
  String key();

  /** Counts up whenever the parser reads an answer differently than before. */
  int version();

  /** The value in a signature: {@code timechat-1}. */
  default String signature() {
    return key() + "-" + version();
  }

  /** Dense captioning: the events in the order in which they are told. */
  Parsed<List<Event>> events(RawAnswer answer);

  /** Grounding: windows, the one that counts first. */
  Parsed<List<Segment>> windows(RawAnswer answer);

  /** Highlight detection: a score for each clip; windows are not read. */
  Parsed<HighlightPrediction> highlights(RawAnswer answer);

  /** A task's prediction, by the method above that is the task's. */
  @SuppressWarnings("unchecked") // Each case has the type of its task.
  default <P> Parsed<P> parse(Task<?, P> task, RawAnswer answer) {
    return (Parsed<P>)
        switch (task) {
          case Task.DenseCaptioning _ -> events(answer);
          case Task.Grounding _ -> windows(answer);
          case Task.Highlights _ -> highlights(answer);
        };
  }

  /** In which unit numbers without a unit are read. */
  default AnswerTimes times() {
    return AnswerTimes.AUTO;
  }

  /**
   * The same parser for numbers in another unit.
   *
   * @throws IllegalArgumentException if the parser knows one unit only
   */
  default AnswerParser withTimes(AnswerTimes times) {
    if (!times.equals(AnswerTimes.AUTO)) {
      throw new IllegalArgumentException(
          "parser " + key() + " reads times in one unit only, not in " + times.unit().key());
    }
    return this;
  }

  /** A task's prediction with what decided. */
  default <P> Explained<P> explain(Task<?, P> task, RawAnswer answer) {
    return Explained.of(parse(task, answer), answer.text(), "the whole answer");
  }
}
