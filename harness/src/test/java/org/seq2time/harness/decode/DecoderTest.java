package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.ReferenceDecoder;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.decode.DecodeResult.Finish;
import org.seq2time.harness.decode.Decoder.Engine;

/** Both engines on all kinds of graphs, against each other and against plain Java. */
class DecoderTest {

  private static final int NEW_TOKENS = 200;

  /** Float32 sums in other orders than the reference's float64 ones. */
  private static final double LOGIT_TOLERANCE = 1e-4;

  private static final Map<DecoderFixture, DecoderGraph> GRAPHS = new HashMap<>();

  @TempDir private static Path folder;

  static Stream<DecoderFixture> fixtures() {
    return Stream.of(Cache.values())
        .flatMap(
            cache ->
                Stream.of(
                    DecoderFixture.tiny(cache),
                    new DecoderFixture(DecoderShape.tiny(), cache, WeightType.FLOAT32, true, 8),
                    new DecoderFixture(DecoderShape.tiny(), cache, WeightType.FLOAT16, false, 9)));
  }

  static Stream<DecoderFixture> exactFixtures() {
    return fixtures().filter(fixture -> fixture.precision() == WeightType.FLOAT32);
  }

  @BeforeAll
  static void writeGraphs() throws IOException {
    for (DecoderFixture fixture : fixtures().toList()) {
      Path home = Files.createTempDirectory(folder, "fixture");
      Path decoder = fixture.write(home);
      GRAPHS.put(
          fixture,
          fixture.takesEmbeddings()
              ? DecoderGraph.of(decoder, home.resolve(DecoderFixture.EMBEDDING))
              : DecoderGraph.of(decoder));
    }
  }

  private static Decoder open(DecoderFixture fixture, Engine engine) {
    DecoderGraph graph = Optional.ofNullable(GRAPHS.get(fixture)).orElseThrow();
    return Decoder.open(graph, new Decoder.Options(engine, new Device.Cpu(), 1));
  }

  private static int[] prompt(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.ints(length, 0, DecoderShape.tiny().vocabulary()).toArray();
  }

  private static List<DecodeRequest> batch() {
    return Stream.of(5, 17, 1, 11)
        .map(length -> DecodeRequest.greedy(prompt(length, length), NEW_TOKENS))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void bothEnginesGiveTheSameTokensAloneAndInABatch(DecoderFixture fixture) {
    List<List<Integer>> all = new ArrayList<>();
    for (Engine engine : Engine.values()) {
      try (Decoder decoder = open(fixture, engine)) {
        List<DecodeResult> alone = batch().stream().map(decoder::decode).toList();
        List<DecodeResult> together = decoder.decode(batch(), Cancellation.none());
        assertThat(tokens(together)).as("%s: batch against alone", engine).isEqualTo(tokens(alone));
        assertThat(together).allMatch(result -> result.finish() == Finish.LENGTH);
        assertThat(together).allMatch(result -> result.tokens().size() == NEW_TOKENS);
        all.add(tokens(alone).stream().flatMap(List::stream).toList());
      }
    }
    assertThat(all.get(1)).as("device against host").isEqualTo(all.get(0));
    assertThat(all.get(0).stream().distinct().count()).as("distinct tokens").isGreaterThan(20);
  }

  private static List<List<Integer>> tokens(List<DecodeResult> results) {
    return results.stream().map(DecodeResult::tokens).toList();
  }

  @ParameterizedTest
  @MethodSource("exactFixtures")
  void greedyTokensAreThoseOfPlainJava(DecoderFixture fixture) {
    int[] prompt = prompt(17, 3);
    try (Decoder decoder = open(fixture, Engine.DEVICE)) {
      DecodeResult result = decoder.decode(DecodeRequest.greedy(prompt, NEW_TOKENS));
      ReferenceDecoder reference = fixture.reference();
      double[] logits = {};
      for (int token : prompt) {
        logits = reference.next(token);
      }
      List<Integer> expected = new ArrayList<>();
      while (expected.size() < NEW_TOKENS) {
        int best = largest(logits);
        expected.add(best);
        logits = reference.next(best);
      }
      assertThat(result.tokens()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("exactFixtures")
  void logitsAreThoseOfPlainJava(DecoderFixture fixture) {
    int[][] prompts = {prompt(23, 1), prompt(4, 2), prompt(1, 3), prompt(9, 4)};
    int[][] answers = Stream.of(5, 6, 7, 8).map(s -> prompt(NEW_TOKENS, s)).toArray(int[][]::new);
    List<List<double[]>> expected = new ArrayList<>();
    for (int row = 0; row < prompts.length; row++) {
      expected.add(reference(fixture, prompts[row], answers[row]));
    }
    for (Engine engine : Engine.values()) {
      try (Decoder decoder = open(fixture, engine);
          Arena arena = Arena.ofConfined()) {
        Batch batch = new Batch(decoder.layout(), new int[] {23, 4, 1, 9}, 23 + NEW_TOKENS, arena);
        try (DecoderRun run = begin(decoder, batch)) {
          run.execute(promptInputs(decoder, batch, prompts), 23, true);
          for (int step = 1; step < NEW_TOKENS; step++) {
            assertLogits(run, expected, step - 1, fixture + " " + engine);
            run.execute(stepInputs(decoder, batch, answers, step), 1, true);
          }
        }
      }
    }
  }

  private static List<double[]> reference(DecoderFixture fixture, int[] prompt, int[] answer) {
    ReferenceDecoder reference = fixture.reference();
    List<double[]> logits = new ArrayList<>();
    for (int i = 0; i < prompt.length; i++) {
      double[] next = reference.next(prompt[i]);
      if (i == prompt.length - 1) {
        logits.add(next);
      }
    }
    for (int i = 0; i < NEW_TOKENS - 2; i++) {
      logits.add(reference.next(answer[i]));
    }
    return logits;
  }

  private static void assertLogits(
      DecoderRun run, List<List<double[]>> expected, int step, String where) {
    for (int row = 0; row < expected.size(); row++) {
      float[] actual = run.logits(row).toArray(ValueLayout.JAVA_FLOAT);
      double[] truth = expected.get(row).get(step);
      assertThat(actual.length).isEqualTo(truth.length);
      for (int i = 0; i < truth.length; i++) {
        assertThat((double) actual[i])
            .as("%s, row %d, step %d, logit %d", where, row, step, i)
            .isCloseTo(truth[i], within(LOGIT_TOLERANCE));
      }
    }
  }

  private static DecoderRun begin(Decoder decoder, Batch batch) {
    return ((GraphDecoder) decoder).begin(batch);
  }

  private static List<HostTensor> promptInputs(Decoder decoder, Batch batch, int[][] prompts) {
    if (!decoder.layout().takesEmbeddings()) {
      return batch.prompt(prompts);
    }
    float[][] embeddings = Stream.of(prompts).map(decoder::embed).toArray(float[][]::new);
    return batch.prompt(
        embeddings,
        DecoderShape.tiny().hidden(),
        Collections.nCopies(embeddings.length, Multimodal.NONE));
  }

  private static List<HostTensor> stepInputs(
      Decoder decoder, Batch batch, int[][] answers, int step) {
    int[] tokens = Stream.of(answers).mapToInt(answer -> answer[step - 1]).toArray();
    return decoder.layout().takesEmbeddings()
        ? batch.step(decoder.embed(tokens), DecoderShape.tiny().hidden(), step)
        : batch.step(tokens, step);
  }

  private static int largest(double[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
