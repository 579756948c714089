package org.seq2time.harness.decode;

/**
 * How the next token is chosen from the logits, in transformers' order: repetition penalty (Keskar
 * et al. 2019: logits of tokens seen before are divided by it where positive, multiplied where
 * negative), no repeated n-grams, temperature, top-k, top-p (Holtzman et al. 2020: the fewest most
 * likely tokens that reach the probability), min-p (Nguyen et al. 2024: tokens below this part of
 * the likeliest one's probability are left out), then one draw.
 *
 * @param temperature 0 is greedy: the largest logit, the lowest token id among equals
 * @param topK how many of the likeliest tokens are kept, with those equal to the last; 0 keeps all
 * @param topP in (0, 1]; 1 keeps all tokens
 * @param minP in [0, 1]; 0 keeps all tokens
 * @param repetitionPenalty at least 1 discourages repetition; 1 changes nothing
 * @param noRepeatNgram length of the runs of tokens that must not occur twice, prompt included; 0
 *     allows all
 * @param seed of the draws; the same seed draws the same tokens
 */
public record Sampler(
    double temperature,
    int topK,
    double topP,
    double minP,
    double repetitionPenalty,
    int noRepeatNgram,
    long seed) {

  public Sampler {
    if (!(temperature >= 0 && temperature <= 100)) {
      throw new IllegalArgumentException("temperature " + temperature + " is not in 0..100");
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p " + topP + " is not in (0, 1]");
    }
    if (topK < 0) {
      throw new IllegalArgumentException("top-k " + topK + " is below 0");
    }
    if (!(minP >= 0 && minP <= 1)) {
      throw new IllegalArgumentException("min-p " + minP + " is not in [0, 1]");
    }
    if (noRepeatNgram < 0) {
      throw new IllegalArgumentException("n-grams of " + noRepeatNgram + " tokens");
    }
    if (!(repetitionPenalty > 0 && repetitionPenalty <= 100)) {
      throw new IllegalArgumentException(
          "repetition penalty " + repetitionPenalty + " is not in (0, 100]");
    }
  }

  /** One without top-k, min-p and n-grams. */
  public Sampler(double temperature, double topP, double repetitionPenalty, long seed) {
    this(temperature, 0, topP, 0, repetitionPenalty, 0, seed);
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
    return new Sampler(temperature, topK, topP, minP, penalty, noRepeatNgram, seed);
  }

  /** The same with another seed. */
  public Sampler withSeed(long other) {
    return new Sampler(temperature, topK, topP, minP, repetitionPenalty, noRepeatNgram, other);
  }

  /** Whether the largest logit decides, unchanged. */
  boolean isPlainGreedy() {
    return temperature == 0 && repetitionPenalty == 1 && noRepeatNgram == 0;
  }
}
