package org.seq2time.harness.decode;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What a sampler forbids or discourages, whatever is drawn then: transformers' logits processors,
 * in its order. The tokens of the prompt count as seen.
 */
final class TokenRules {

  private final Sampler sampler;
  private final BitSet seen = new BitSet();
  private int[] history;
  private int size;

  TokenRules(Sampler sampler, int[] prompt) {
    this.sampler = sampler;
    boolean needed = sampler.repetitionPenalty() != 1 || sampler.noRepeatNgram() > 0;
    history = needed ? Arrays.copyOf(prompt, prompt.length + 64) : new int[64];
    size = needed ? prompt.length : 0;
    if (sampler.repetitionPenalty() != 1) {
      for (int token : prompt) {
        seen.set(token);
      }
    }
  }

  /** Notes a token of the answer. */
  void accept(int token) {
    seen.set(token);
    if (size == history.length) {
      history = Arrays.copyOf(history, 2 * size);
    }
    history[size++] = token;
  }

  /** Changes the scores of the next token, logits or log probabilities. */
  void apply(float[] scores) {
    penalise(scores);
    forbidRepeatedNgrams(scores);
  }

  private void penalise(float[] scores) {
    double penalty = sampler.repetitionPenalty();
    if (penalty == 1) {
      return;
    }
    for (int token = seen.nextSetBit(0);
        token >= 0 && token < scores.length;
        token = seen.nextSetBit(token + 1)) {
      float score = scores[token];
      scores[token] = (float) (score > 0 ? score / penalty : score * penalty);
    }
  }

  /** A token that would end a run of tokens that was there before is impossible. */
  private void forbidRepeatedNgrams(float[] scores) {
    int n = sampler.noRepeatNgram();
    if (n == 0 || size + 1 < n) {
      return;
    }
    for (int end = n - 1; end < size; end++) {
      if (Arrays.equals(history, end - n + 1, end, history, size - n + 1, size)
          && history[end] < scores.length) {
        scores[history[end]] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
