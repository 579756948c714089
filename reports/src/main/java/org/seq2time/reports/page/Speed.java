package org.seq2time.reports.page;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.seq2time.reports.record.AnswerRecord;

/** How fast answers came. */
final class Speed {

  private Speed() {}

  /** From request to end of the answer. */
  static OptionalDouble seconds(AnswerRecord answer) {
    return answer.decodeSeconds().isPresent()
        ? OptionalDouble.of(
            answer.prefillSeconds().orElse(0) + answer.decodeSeconds().getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * Tokens after the first, divided by the time that they took; all tokens where the first one's
   * time is not known.
   */
  static OptionalDouble tokensPerSecond(AnswerRecord answer) {
    int tokens = answer.generatedTokens().orElse(0) - (answer.prefillSeconds().isPresent() ? 1 : 0);
    return tokens > 0 && answer.decodeSeconds().orElse(0) > 0
        ? OptionalDouble.of(tokens / answer.decodeSeconds().getAsDouble())
        : OptionalDouble.empty();
  }

  /** The values of all answers that have one, ascending. */
  static double[] sorted(
      Map<String, AnswerRecord> answers, Function<AnswerRecord, OptionalDouble> value) {
    return answers.values().stream()
        .flatMapToDouble(a -> value.apply(a).stream())
        .sorted()
        .toArray();
  }

  /** The smallest value that at least so many percent do not exceed; empty for no values. */
  static OptionalDouble percentile(double[] sorted, int percent) {
    return sorted.length == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            new Percentile()
                .withEstimationType(Percentile.EstimationType.R_1)
                .evaluate(sorted, percent));
  }
}
