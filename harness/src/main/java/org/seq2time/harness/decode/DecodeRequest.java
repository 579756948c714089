package org.seq2time.harness.decode;

import java.util.Optional;
import java.util.Set;

/**
 * One prompt to answer.
 *
 * @param maximumNewTokens most tokens of the answer
 * @param stopTokens tokens that end it; they are not part of the answer
 * @param stopRule what else ends it
 * @param beams how many answers are searched among; empty for one token at a time
 */
public record DecodeRequest(
    Prompt prompt,
    int maximumNewTokens,
    Set<Integer> stopTokens,
    Sampler sampler,
    Optional<TimeTokens> timeTokens,
    StopRule stopRule,
    Optional<Beams> beams) {

  public DecodeRequest {
    stopTokens = Set.copyOf(stopTokens);
    if (beams.isPresent() && (sampler.temperature() > 0 || timeTokens.isPresent())) {
      throw new IllegalArgumentException(
          "beam search takes neither a temperature nor constrained time tokens");
    }
    if (maximumNewTokens < 1) {
      throw new IllegalArgumentException(maximumNewTokens + " new tokens are fewer than one");
    }
  }

  /** One token at a time, ended by stop tokens alone. */
  public DecodeRequest(
      Prompt prompt,
      int maximumNewTokens,
      Set<Integer> stopTokens,
      Sampler sampler,
      Optional<TimeTokens> timeTokens) {
    this(
        prompt,
        maximumNewTokens,
        stopTokens,
        sampler,
        timeTokens,
        StopRule.NEVER,
        Optional.empty());
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
    return new DecodeRequest(
        prompt, maximumNewTokens, stopTokens, other, timeTokens, stopRule, beams);
  }

  /** The same with whole positions in time only. */
  public DecodeRequest with(TimeTokens tokens) {
    return new DecodeRequest(
        prompt, maximumNewTokens, stopTokens, sampler, Optional.of(tokens), stopRule, beams);
  }

  /** The same, also ended by a rule. */
  public DecodeRequest with(StopRule rule) {
    return new DecodeRequest(
        prompt, maximumNewTokens, stopTokens, sampler, timeTokens, rule, beams);
  }

  /** The same by beam search. */
  public DecodeRequest with(Beams search) {
    return new DecodeRequest(
        prompt, maximumNewTokens, stopTokens, sampler, timeTokens, stopRule, Optional.of(search));
  }
}
