package org.seq2time.harness.decode;

/**
 * How the next token is chosen from the logits, in this order: repetition penalty (Keskar et al.
 * 2019: logits of tokens seen before are divided by it where positive, multiplied where negative),
 * temperature, top-p (Holtzman et al. 2020: the fewest most likely tokens that reach the
 * probability), then one draw.
 *
 * @param temperature 0 is greedy: the largest logit, the lowest token id among equals
 * @param topP in (0, 1]; 1 keeps all tokens
 * @param repetitionPenalty at least 1 discourages repetition; 1 changes nothing
 * @param seed of the draws; the same seed draws the same tokens
 */
public record Sampler(double temperature, double topP, double repetitionPenalty, long seed) {

  public Sampler {
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new IllegalArgumentException("temperature " + temperature + " is not in 0..100");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p " + topP + " is not in (0, 1]");
    }
    if (!(repetitionPenalty > 0 && repetitionPenalty <= 100)) {
      throw new IllegalArgumentException(
          "repetition penalty " + repetitionPenalty + " is not in (0, 100]");
    }
  }

  /** The most likely token each time. */
  public static Sampler greedy() {
    return new Sampler(0, 1, 1, 0);
  }

  /** Draws from the most likely tokens. */
  public static Sampler topP(double temperature, double topP, long seed) {
    return new Sampler(temperature, topP, 1, seed);
  }

  /** The same with a repetition penalty. */
  public Sampler withRepetitionPenalty(double penalty) {
    return new Sampler(temperature, topP, penalty, seed);
  }

  /** Whether the largest logit decides, unchanged. */
  boolean isPlainGreedy() {
    return temperature == 0 && repetitionPenalty == 1;
  }
}
