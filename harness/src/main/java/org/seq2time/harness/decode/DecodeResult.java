package org.seq2time.harness.decode;

import java.util.List;
import java.util.OptionalDouble;

/**
 * An answer.
 *
 * @param tokens without the stop token
 * @param promptTokens length of the prompt
 * @param prefillNanos time from the call to the first token, shared by all prompts of a run
 * @param decodeNanos time from the first token to this answer's end
 * @param decodeSteps how often the graph ran in that time
 */
public record DecodeResult(
    List<Integer> tokens,
    Finish finish,
    int promptTokens,
    long prefillNanos,
    long decodeNanos,
    int decodeSteps) {

  /** Why an answer ended. */
  public enum Finish {
    /** With a stop token. */
    STOP,
    /** At the most tokens that were asked for. */
    LENGTH,
    /** Because somebody cancelled it; the tokens so far are valid. */
    CANCELLED
  }

  public DecodeResult {
    tokens = List.copyOf(tokens);
  }

  /** Tokens per second after the first; empty where there was no step. */
  public OptionalDouble decodeTokensPerSecond() {
    return decodeSteps == 0 || decodeNanos == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(decodeSteps * 1e9 / decodeNanos);
  }
}
