package org.seq2time.harness.score;

import java.util.List;
import java.util.Optional;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.robust.RobustParser;
import org.seq2time.harness.answer.timechat.TimeChatParser;

/** The parsers that there are. */
public final class AnswerParsers {

  private AnswerParsers() {}

  /** TimeChat's own parsers, mistakes included, for numbers that compare with published ones. */
  public static AnswerParser timechat() {
    return new TimeChatParser();
  }

  /** The default: understands how models really write times. */
  public static AnswerParser robust() {
    return new RobustParser();
  }

  /** The parser of this {@link AnswerParser#key()}. */
  public static Optional<AnswerParser> of(String key) {
    return List.of(timechat(), robust()).stream().filter(p -> p.key().equals(key)).findFirst();
  }
}
