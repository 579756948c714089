package org.seq2time.harness.score;

import java.util.List;
import java.util.Optional;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.AnswerTimes;
import org.seq2time.harness.answer.robust.RobustParser;
import org.seq2time.harness.answer.robust1.Robust1Parser;
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

  /** The default of version 0.1.0, for runs that were scored with it. */
  public static AnswerParser robust1() {
    return new Robust1Parser();
  }

  /** The names of all parsers, for messages. */
  public static String names() {
    return "robust, robust-1 or timechat";
  }

  /**
   * The parser that has a signature, with its unit of times: {@code robust-2|answer-times:percent}.
   * A version that is no more is read by the present one.
   */
  public static Optional<AnswerParser> ofSignature(String signature) {
    int bar = signature.indexOf('|');
    String name = bar < 0 ? signature : signature.substring(0, bar);
    Optional<AnswerParser> found = of(name);
    if (found.isEmpty() && name.lastIndexOf('-') > 0) {
      found = of(name.substring(0, name.lastIndexOf('-')));
    }
    return bar < 0
        ? found
        : found.map(p -> p.withTimes(AnswerTimes.parse(signature.substring(bar + 1))));
  }

  /**
   * The parser of this {@link AnswerParser#key()}, or of this {@link AnswerParser#signature()} if
   * that is another: {@code robust-1} is an earlier version of {@code robust}.
   */
  public static Optional<AnswerParser> of(String name) {
    return List.of(timechat(), robust(), robust1()).stream()
        .filter(p -> p.key().equals(name) || p.signature().equals(name))
        .findFirst();
  }
}
