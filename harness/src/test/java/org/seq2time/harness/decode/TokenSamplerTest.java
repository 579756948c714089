package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is chosen from given logits. */
class TokenSamplerTest {

  private static final float[] LOGITS = {1.5f, -0.5f, 0.25f, 2.0f, -3.0f, 1.0f, 0f, 1.75f};
  private static final int DRAWS = 40_000;

  private static TokenSampler tokenSampler(Sampler sampler, int... prompt) {
    return new TokenSampler(
        new DecodeRequest(
            new Prompt.Tokens(prompt.length == 0 ? new int[] {0} : prompt),
            10,
            Set.of(),
            sampler,
            Optional.empty()));
  }

  private static int[] counts(Sampler sampler) {
    TokenSampler tokenSampler = tokenSampler(sampler);
    int[] counts = new int[LOGITS.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[tokenSampler.choose(MemorySegment.ofArray(LOGITS))]++;
    }
    return counts;
  }

  private static double[] probabilities(double temperature) {
    double[] weights = new double[LOGITS.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(LOGITS[i] / temperature);
    }
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / sum).toArray();
  }

  /** Pearson's statistic; 24.3 and 16.3 are its 99.9 % points for 7 and 3 degrees of freedom. */
  private static double chiSquare(int[] counts, double[] probabilities) {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = probabilities[i] * DRAWS;
      if (expected > 0) {
        sum += (counts[i] - expected) * (counts[i] - expected) / expected;
      } else {
        assertThat(counts[i]).as("draws of token %d", i).isZero();
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1.0, 1", "0.7, 2", "2.5, 3"})
  void drawsFollowTheSoftmaxAtATemperature(double temperature, long seed) {
    int[] counts = counts(new Sampler(temperature, 1, 1, seed));
    assertThat(chiSquare(counts, probabilities(temperature))).isLessThan(24.3);
    // The test can tell temperatures apart.
    assertThat(chiSquare(counts, probabilities(temperature * 1.2))).isGreaterThan(100);
  }

  @Test
  void topPKeepsTheFewestTokensThatReachTheProbability() {
    // In order: 3 (0.32), 7 (0.25), 0 (0.20), 5 (0.12): 0.77 and 0.88 around 0.8.
    double[] all = probabilities(1);
    double kept = all[3] + all[7] + all[0];
    assertThat(kept).isLessThan(0.8);
    assertThat(kept + all[5]).isGreaterThan(0.8);
    double[] expected = new double[all.length];
    for (int token : new int[] {3, 7, 0, 5}) {
      expected[token] = all[token] / (kept + all[5]);
    }
    assertThat(chiSquare(counts(Sampler.topP(1, 0.8, 5)), expected)).isLessThan(16.3);
  }

  @Test
  void aTinyTopPIsGreedy() {
    assertThat(counts(Sampler.topP(1, 1e-9, 5))[3]).isEqualTo(DRAWS);
  }

  @Test
  void theSameSeedDrawsTheSameAndAnotherDoesNot() {
    assertThat(draws(11)).isEqualTo(draws(11)).isNotEqualTo(draws(12));
  }

  private static List<Integer> draws(long seed) {
    TokenSampler tokenSampler = tokenSampler(Sampler.topP(1, 0.95, seed));
    List<Integer> draws = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      draws.add(tokenSampler.choose(MemorySegment.ofArray(LOGITS)));
    }
    return draws;
  }

  @Test
  void greedyTakesTheLowestOfEqualTokens() {
    float[] equal = {0f, 3f, -1f, 3f};
    assertThat(tokenSampler(Sampler.greedy()).choose(MemorySegment.ofArray(equal))).isEqualTo(1);
  }

  @Test
  void aRepetitionPenaltyCountsThePromptAndTheAnswer() {
    float[] logits = {2f, 1.9f, 1.8f, -1f};
    TokenSampler tokenSampler = tokenSampler(Sampler.greedy().withRepetitionPenalty(1.2), 0, 3);
    // 0 is in the prompt: 2 / 1.2 < 1.9.
    assertThat(tokenSampler.choose(MemorySegment.ofArray(logits))).isEqualTo(1);
    tokenSampler.accept(1);
    assertThat(tokenSampler.choose(MemorySegment.ofArray(logits))).isEqualTo(2);
    // Negative logits are multiplied, so they fall too.
    float[] negative = {-1f, -1.3f, -1.1f, -1f};
    assertThat(tokenSampler.choose(MemorySegment.ofArray(negative))).isEqualTo(2);
  }

  @Test
  void aPositionOnceBegunGetsAllItsDigits() {
    List<Integer> digits = List.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    float[] logits = new float[24];
    logits[3] = 5;
    logits[14] = 1;
    MemorySegment row = MemorySegment.ofArray(logits);
    TokenSampler tokenSampler =
        new TokenSampler(DecodeRequest.greedy(new int[] {1}, 9).with(TimeTokens.of(digits)));
    assertThat(tokenSampler.needsLogits()).isFalse();
    tokenSampler.accept(17);
    for (int i = 0; i < 3; i++) {
      assertThat(tokenSampler.needsLogits()).isTrue();
      assertThat(tokenSampler.choose(row)).isEqualTo(14);
      tokenSampler.accept(14);
    }
    assertThat(tokenSampler.needsLogits()).isFalse();
    assertThat(tokenSampler.choose(row)).isEqualTo(3);
  }

  @Test
  void anOpenerIsFollowedByAllDigits() {
    List<Integer> digits = List.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
    TimeTokens tokens = new TimeTokens(digits, 4, OptionalInt.of(20));
    TokenSampler tokenSampler =
        new TokenSampler(DecodeRequest.greedy(new int[] {1}, 9).with(tokens));
    tokenSampler.accept(20);
    for (int i = 0; i < 4; i++) {
      assertThat(tokenSampler.needsLogits()).as("digit %d", i).isTrue();
      tokenSampler.accept(13);
    }
    assertThat(tokenSampler.needsLogits()).isFalse();
    tokenSampler.accept(13);
    assertThat(tokenSampler.needsLogits()).as("a digit outside of a position").isFalse();
  }

  @Test
  void logitsThatAreNotNumbersAreAnError() {
    float[] broken = {Float.NaN, Float.NaN};
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> tokenSampler(Sampler.greedy()).choose(MemorySegment.ofArray(broken)))
        .withMessageContaining("not numbers");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sampler(-1, 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sampler(Double.NaN, 1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sampler(1, 0, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sampler(1, 1.1, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Sampler(1, 1, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> TimeTokens.of(List.of(1, 2)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeTokens.of(List.of(1, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
  }
}
