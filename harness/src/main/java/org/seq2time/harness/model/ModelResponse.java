package org.seq2time.harness.model;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What comes of a question. */
public sealed interface ModelResponse {

  /**
   * An answer.
   *
   * @param text may be empty
   * @param promptTokens length of the prompt, visual tokens included
   * @param generatedTokens length of the answer
   * @param prefillSeconds time to the first token; empty where it is not known
   * @param decodeSeconds time for all further tokens, for all tokens where {@code prefillSeconds}
   *     is empty
   * @param cutOff whether it ended at the most tokens allowed
   */
  record Answered(
      String text,
      OptionalInt promptTokens,
      OptionalInt generatedTokens,
      OptionalDouble prefillSeconds,
      OptionalDouble decodeSeconds,
      boolean cutOff)
      implements ModelResponse {}

  /**
   * No answer.
   *
   * @param error what went wrong, one line
   */
  record Failed(String error) implements ModelResponse {}
}
