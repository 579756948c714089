package org.seq2time.harness.decode;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Chooses one answer's tokens: its sampler's draws, and where it is within a position in time. */
final class TokenSampler {

  private final Sampler sampler;
  private final @Nullable TimeTokens timeTokens;
  private final SplittableRandom random;
  private final TokenRules rules;
  private float[] logits = new float[0];
  private int digitsDue;

  TokenSampler(DecodeRequest request) {
    sampler = request.sampler();
    timeTokens = request.timeTokens().orElse(null);
    random = new SplittableRandom(sampler.seed());
    rules = new TokenRules(sampler, request.prompt().tokens());
  }

  /** Whether the next token depends on more than which logit is largest. */
  boolean needsLogits() {
    return !sampler.isPlainGreedy() || digitsDue > 0;
  }

  /**
   * The next token.
   *
   * @param row one row's logits, float32
   */
  int choose(MemorySegment row) {
    int size = (int) (row.byteSize() / Float.BYTES);
    if (logits.length != size) {
      logits = new float[size];
    }
    MemorySegment.copy(row, ValueLayout.JAVA_FLOAT, 0, logits, 0, size);
    rules.apply(logits);
    if (digitsDue > 0 && timeTokens != null) {
      keepOnly(timeTokens.digits().stream().mapToInt(Integer::intValue).toArray());
    }
    int best = largest();
    return sampler.temperature() == 0 ? best : draw(logits[best]);
  }

  /** Notes a token that has become part of the answer. */
  void accept(int token) {
    rules.accept(token);
    if (timeTokens == null) {
      return;
    }
    boolean digit = timeTokens.digits().contains(token);
    if (digitsDue > 0) {
      digitsDue--;
    } else if (timeTokens.opener().isPresent()) {
      digitsDue = timeTokens.opener().getAsInt() == token ? timeTokens.digitsPerTime() : 0;
    } else if (digit) {
      digitsDue = timeTokens.digitsPerTime() - 1;
    }
  }

  private void keepOnly(int[] tokens) {
    float[] kept = new float[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      kept[i] = logits[tokens[i]];
    }
    Arrays.fill(logits, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < tokens.length; i++) {
      logits[tokens[i]] = kept[i];
    }
  }

  private int largest() {
    int best = -1;
    float value = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > value) {
        value = logits[i];
        best = i;
      }
    }
    if (best < 0) {
      throw new DecodeException("the model's logits are not numbers");
    }
    return best;
  }

  private int draw(float largest) {
    if (sampler.topK() > 0 || sampler.minP() > 0) {
      return Candidates.of(logits, largest, sampler).draw(random.nextDouble());
    }
    double[] weights = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double weight = Math.exp((logits[i] - (double) largest) / sampler.temperature());
      weights[i] = weight >= 0 ? weight : 0;
      sum += weights[i];
    }
    return sampler.topP() < 1 ? drawFromNucleus(weights, sum) : drawFrom(weights, sum);
  }

  private int drawFrom(double[] weights, double sum) {
    double due = random.nextDouble() * sum;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        due -= weights[i];
        if (due < 0) {
          return i;
        }
      }
    }
    return last;
  }

  private int drawFromNucleus(double[] weights, double sum) {
    // Tokens below this weigh less than 1 - topP together, so none of them is in the nucleus.
    double floor = sum * (1 - sampler.topP()) / weights.length;
    int[] order = new int[weights.length];
    int count = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] >= floor && weights[i] > 0) {
        order[count++] = i;
      }
    }
    int[] likeliest =
        Arrays.stream(order, 0, count)
            .boxed()
            .sorted((a, b) -> Double.compare(weights[b], weights[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    double nucleus = 0;
    int size = 0;
    while (size < likeliest.length && nucleus < sampler.topP() * sum) {
      nucleus += weights[likeliest[size++]];
    }
    double due = random.nextDouble() * nucleus;
    for (int i = 0; i < size; i++) {
      due -= weights[likeliest[i]];
      if (due < 0) {
        return likeliest[i];
      }
    }
    return likeliest[size - 1];
  }
}
