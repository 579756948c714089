package org.seq2time.harness.decode;

import java.util.Optional;
import java.util.Set;

/**
 * One prompt to answer.
 *
 * @param maximumNewTokens most tokens of the answer
 * @param stopTokens tokens that end it; they are not part of the answer
 */
public record DecodeRequest(
    Prompt prompt,
    int maximumNewTokens,
    Set<Integer> stopTokens,
    Sampler sampler,
    Optional<TimeTokens> timeTokens) {

  public DecodeRequest {
    stopTokens = Set.copyOf(stopTokens);
    if (maximumNewTokens < 1) {
      throw new IllegalArgumentException(maximumNewTokens + " new tokens are fewer than one");
    }
  }

  /** The most likely answer to token ids. */
  public static DecodeRequest greedy(int[] tokens, int maximumNewTokens, Integer... stopTokens) {
    return new DecodeRequest(
        new Prompt.Tokens(tokens),
        maximumNewTokens,
        Set.of(stopTokens),
        Sampler.greedy(),
        Optional.empty());
  }

  /** The same with another choice of tokens. */
  public DecodeRequest with(Sampler other) {
    return new DecodeRequest(prompt, maximumNewTokens, stopTokens, other, timeTokens);
  }

  /** The same with whole positions in time only. */
  public DecodeRequest with(TimeTokens tokens) {
    return new DecodeRequest(prompt, maximumNewTokens, stopTokens, sampler, Optional.of(tokens));
  }
}
