package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.harness.bundle.ModelBundle;

/** Beam search on a small model whose every continuation can be tried. */
class BeamSearchTest {

  private static final int[] PROMPT = {1, 7, 30, 12};

  @TempDir Path folder;

  private GraphDecoder open(DecoderFixture.Cache cache, Decoder.Engine engine) throws IOException {
    BundleFixture.tiny(cache).write(folder);
    return (GraphDecoder)
        Decoder.open(
            ModelBundle.open(folder).decoderGraph(),
            new Decoder.Options(engine, new Device.Cpu(), 1));
  }

  /** Log probabilities of what follows some tokens, without a cache. */
  private static double[] next(GraphDecoder decoder, int... tokens) {
    try (Arena arena = Arena.ofConfined()) {
      Batch batch =
          new Batch(decoder.layout(), new int[] {tokens.length}, tokens.length + 1, arena);
      try (DecoderRun run = decoder.begin(batch)) {
        float[] embedded =
            decoder.layout().takesEmbeddings() ? decoder.embed(tokens) : new float[0];
        run.execute(
            embedded.length > 0
                ? batch.prompt(
                    new float[][] {embedded},
                    embedded.length / tokens.length,
                    List.of(Multimodal.NONE))
                : batch.prompt(new int[][] {tokens}),
            tokens.length,
            true);
        float[] logits = run.logits(0).toArray(ValueLayout.JAVA_FLOAT);
        double sum = 0;
        for (float logit : logits) {
          sum += Math.exp(logit);
        }
        double[] result = new double[logits.length];
        for (int i = 0; i < result.length; i++) {
          result[i] = logits[i] - Math.log(sum);
        }
        return result;
      }
    }
  }

  private static int[] after(int... more) {
    int[] all = Arrays.copyOf(PROMPT, PROMPT.length + more.length);
    System.arraycopy(more, 0, all, PROMPT.length, more.length);
    return all;
  }

  private static double score(GraphDecoder decoder, List<Integer> tokens) {
    double score = 0;
    int[] all = PROMPT;
    for (int token : tokens) {
      score += next(decoder, all)[token];
      all = Arrays.copyOf(all, all.length + 1);
      all[all.length - 1] = token;
    }
    return score;
  }

  @ParameterizedTest
  @EnumSource(Decoder.Engine.class)
  void wideBeamsFindTheLikeliestPair(Decoder.Engine engine) throws IOException {
    try (GraphDecoder decoder = open(DecoderFixture.Cache.CONCATENATED, engine)) {
      double best = Double.NEGATIVE_INFINITY;
      double[] first = next(decoder, PROMPT);
      for (int a = 0; a < first.length; a++) {
        double[] second = next(decoder, after(a));
        for (double b : second) {
          best = Math.max(best, first[a] + b);
        }
      }
      DecodeResult found = decoder.decode(DecodeRequest.greedy(PROMPT, 2).with(Beams.of(64)));
      assertThat(found.tokens()).hasSize(2);
      assertThat(score(decoder, found.tokens())).isCloseTo(best, within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(DecoderFixture.Cache.class)
  void cachesFollowTheirBeams(DecoderFixture.Cache cache) throws IOException {
    List<List<Integer>> answers = new ArrayList<>();
    for (Decoder.Engine engine : Decoder.Engine.values()) {
      try (GraphDecoder decoder = open(cache, engine)) {
        if (!decoder.layout().batches()) {
          return;
        }
        List<Integer> beams =
            decoder.decode(DecodeRequest.greedy(PROMPT, 12).with(Beams.of(4))).tokens();
        List<Integer> greedy = decoder.decode(DecodeRequest.greedy(PROMPT, 12)).tokens();
        assertThat(beams).hasSize(12);
        assertThat(score(decoder, beams)).isGreaterThanOrEqualTo(score(decoder, greedy) - 1e-4);
        answers.add(beams);
      }
    }
    assertThat(answers).allMatch(answers.getFirst()::equals);
  }

  @Test
  void stopTokensEndBeamsAndAreNoPartOfTheAnswer() throws IOException {
    try (GraphDecoder decoder = open(DecoderFixture.Cache.CONCATENATED, Decoder.Engine.HOST)) {
      Set<Integer> stop = IntStream.range(40, 95).boxed().collect(Collectors.toSet());
      DecodeRequest request =
          new DecodeRequest(new Prompt.Tokens(PROMPT), 8, stop, Sampler.greedy(), Optional.empty())
              .with(new Beams(3, 1, Beams.Ending.EARLY));
      DecodeResult result = decoder.decode(request);
      assertThat(result.finish()).isEqualTo(DecodeResult.Finish.STOP);
      assertThat(result.tokens()).doesNotContainAnyElementsOf(stop);
      assertThat(result.tokens().size()).isLessThan(8);
    }
  }

  @Test
  void noRunOfTokensComesTwice() throws IOException {
    try (GraphDecoder decoder = open(DecoderFixture.Cache.CONCATENATED, Decoder.Engine.HOST)) {
      Sampler sampler = new Sampler(0, 0, 1, 0, 1, 2, 1);
      for (DecodeRequest request :
          List.of(
              DecodeRequest.greedy(PROMPT, 40).with(sampler),
              DecodeRequest.greedy(PROMPT, 20).with(sampler).with(Beams.of(2)))) {
        int[] all =
            after(decoder.decode(request).tokens().stream().mapToInt(Integer::intValue).toArray());
        List<String> pairs = new ArrayList<>();
        for (int i = 1; i < all.length; i++) {
          pairs.add(all[i - 1] + " " + all[i]);
        }
        assertThat(pairs).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void filtersKeepWhatTransformersKeeps() {
    float[] logits = logits(0.4, 0.3, 0.1, 0.1, 0.06, 0.04);
    assertThat(kept(logits, 2, 1, 0)).containsExactly(0, 1);
    assertThat(kept(logits, 3, 1, 0)).as("the third's equal is kept").containsExactly(0, 1, 2, 3);
    assertThat(kept(logits, 0, 0.69, 0)).containsExactly(0, 1);
    assertThat(kept(logits, 0, 0.71, 0)).containsExactly(0, 1, 2);
    assertThat(kept(logits, 0, 1, 0.2)).containsExactly(0, 1, 2, 3);
    assertThat(kept(logits, 0, 1, 0.76)).containsExactly(0);
    assertThat(kept(logits, 2, 0.5, 0)).as("top-p of what top-k left").containsExactly(0);
    assertThat(kept(logits, 2, 0.58, 0)).containsExactly(0, 1);
    assertThat(kept(logits, 0, 1, 1)).containsExactly(0);
  }

  private static float[] logits(double... probabilities) {
    float[] logits = new float[probabilities.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(probabilities[i]);
    }
    return logits;
  }

  private static int[] kept(float[] logits, int topK, double topP, double minP) {
    return Candidates.of(logits, logits[0], new Sampler(1, topK, topP, minP, 1, 0, 1)).tokens();
  }

  @Test
  void beamsWithATemperatureAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DecodeRequest.greedy(PROMPT, 2).with(Sampler.topP(1, 0.9, 1)).with(Beams.of(2)));
    assertThatIllegalArgumentException().isThrownBy(() -> Beams.of(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Beams(2, Double.NaN, Beams.Ending.EARLY));
  }
}
