package org.seq2time.reports.page;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a model said about one sample, and how long it took.
 *
 * @param text the raw answer
 * @param generatedTokens how many tokens it has, where known
 * @param prefillSeconds time to the first token, where known
 * @param decodeSeconds time for all further tokens, where known
 */
public record PageAnswer(
    String text,
    OptionalInt generatedTokens,
    OptionalDouble prefillSeconds,
    OptionalDouble decodeSeconds) {

  /** From request to end of the answer. */
  OptionalDouble seconds() {
    return prefillSeconds.isPresent() && decodeSeconds.isPresent()
        ? OptionalDouble.of(prefillSeconds.getAsDouble() + decodeSeconds.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Tokens after the first, divided by the time that they took. */
  OptionalDouble tokensPerSecond() {
    return generatedTokens.orElse(0) > 1 && decodeSeconds.orElse(0) > 0
        ? OptionalDouble.of((generatedTokens.getAsInt() - 1) / decodeSeconds.getAsDouble())
        : OptionalDouble.empty();
  }
}
