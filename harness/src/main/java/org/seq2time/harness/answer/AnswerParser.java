package org.seq2time.harness.answer;

import java.util.List;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Segment;

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
}
