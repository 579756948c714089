package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.decode.DecodeResult.Finish;
import org.seq2time.harness.decode.Decoder.Engine;

/** How answers end, and what happens to requests that cannot be answered. */
class DecodingTest {

  private static final int[] PROMPT = IntStream.range(1, 20).toArray();

  @TempDir private static Path folder;

  @BeforeAll
  static void writeGraphs() throws IOException {
    for (Cache cache : Cache.values()) {
      DecoderFixture.tiny(cache).write(folder.resolve(cache.name()));
    }
    new DecoderFixture(DecoderShape.tiny(), Cache.CONCATENATED, WeightType.FLOAT32, true, 8)
        .write(folder.resolve("embeddings"));
  }

  private static Decoder open(Engine engine, Cache cache) {
    return Decoder.open(
        DecoderGraph.of(folder.resolve(cache.name()).resolve(DecoderFixture.DECODER)),
        new Decoder.Options(engine, new Device.Cpu(), 1));
  }

  private static Decoder openWithEmbeddings(Engine engine) {
    Path home = folder.resolve("embeddings");
    return Decoder.open(
        DecoderGraph.of(
            home.resolve(DecoderFixture.DECODER), home.resolve(DecoderFixture.EMBEDDING)),
        new Decoder.Options(engine, new Device.Cpu(), 1));
  }

  @ParameterizedTest
  @EnumSource
  void sampledTokensDependOnTheSeedAndNotOnTheEngine(Cache cache) {
    DecodeRequest request = DecodeRequest.greedy(PROMPT, 60);
    Sampler sampler = Sampler.topP(0.9, 0.95, 42).withRepetitionPenalty(1.1);
    try (Decoder host = open(Engine.HOST, cache);
        Decoder device = open(Engine.DEVICE, cache)) {
      List<Integer> tokens = host.decode(request.with(sampler)).tokens();
      assertThat(host.decode(request.with(sampler)).tokens()).isEqualTo(tokens);
      assertThat(device.decode(request.with(sampler)).tokens()).isEqualTo(tokens);
      assertThat(device.decode(request.with(Sampler.topP(0.9, 0.95, 43))).tokens())
          .isNotEqualTo(tokens);
      // In a batch with greedy rows each keeps its own way of choosing.
      List<DecodeResult> mixed =
          device.decode(List.of(request, request.with(sampler), request), Cancellation.none());
      assertThat(mixed.get(1).tokens()).isEqualTo(tokens);
      assertThat(mixed.get(0).tokens()).isEqualTo(host.decode(request).tokens());
      assertThat(mixed.get(2).tokens()).isEqualTo(mixed.get(0).tokens());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDecoderInTwoGraphsAnswersAsItDoesInOne(Engine engine) throws IOException {
    Path pair = folder.resolve("pair");
    DecoderFixture.tiny(Cache.CONCATENATED).writePair(pair);
    DecoderGraph files =
        new DecoderGraph(
            pair.resolve(DecoderFixture.WITH_PAST),
            Optional.of(pair.resolve(DecoderFixture.FIRST)),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty());
    List<DecodeRequest> requests =
        List.of(
            DecodeRequest.greedy(PROMPT, 30),
            DecodeRequest.greedy(new int[] {7, 8, 9}, 30).with(Sampler.topP(0.9, 0.95, 42)));
    Decoder.Options options = new Decoder.Options(engine, new Device.Cpu(), 1);
    try (Decoder one = open(engine, Cache.CONCATENATED);
        Decoder two = Decoder.open(files, options)) {
      assertThat(two.sharing()).isEqualTo(Sharing.ANY);
      List<DecodeResult> answers = two.decode(requests, Cancellation.none());
      List<DecodeResult> expected = one.decode(requests, Cancellation.none());
      assertThat(answers.get(0).tokens()).isEqualTo(expected.get(0).tokens());
      assertThat(answers.get(1).tokens()).isEqualTo(expected.get(1).tokens());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStopTokenEndsOneRowAndNotTheOthers(Engine engine) {
    try (Decoder decoder = open(engine, Cache.GROUP_QUERY)) {
      List<Integer> free = decoder.decode(DecodeRequest.greedy(PROMPT, 40)).tokens();
      int stop = free.get(10);
      int first = free.indexOf(stop);
      List<DecodeResult> results =
          decoder.decode(
              List.of(
                  DecodeRequest.greedy(PROMPT, 40, stop),
                  DecodeRequest.greedy(PROMPT, 40),
                  DecodeRequest.greedy(PROMPT, 7)),
              Cancellation.none());
      assertThat(results.get(0).tokens()).isEqualTo(free.subList(0, first));
      assertThat(results.get(0).finish()).isEqualTo(Finish.STOP);
      assertThat(results.get(0).decodeSteps()).isEqualTo(first);
      assertThat(results.get(1).tokens()).isEqualTo(free);
      assertThat(results.get(1).finish()).isEqualTo(Finish.LENGTH);
      assertThat(results.get(2).tokens()).isEqualTo(free.subList(0, 7));
      assertThat(results.get(1).prefillNanos()).isPositive();
      assertThat(results.get(1).decodeNanos()).isGreaterThan(results.get(0).decodeNanos());
      assertThat(results.get(1).decodeTokensPerSecond()).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void constrainedTimeTokensComeInFours(Engine engine) {
    List<Integer> digits = IntStream.range(30, 40).boxed().toList();
    DecodeRequest request =
        DecodeRequest.greedy(PROMPT, 300)
            .with(new Sampler(1.5, 1, 1, 3))
            .with(TimeTokens.of(digits));
    try (Decoder decoder = open(engine, Cache.CONCATENATED)) {
      List<Integer> tokens = decoder.decode(request).tokens();
      int whole = 0;
      for (int i = 0; i < tokens.size(); i++) {
        if (digits.contains(tokens.get(i))) {
          int end = Math.min(i + 4, tokens.size());
          assertThat(digits).as("from %d", i).containsAll(tokens.subList(i, end));
          i = end - 1;
          whole++;
        }
      }
      assertThat(whole).isGreaterThan(5);
    }
  }

  @ParameterizedTest
  @EnumSource
  void cancellingFromAnotherThreadKeepsTheTokensSoFar(Engine engine) throws Exception {
    DecodeRequest request = DecodeRequest.greedy(PROMPT, 490);
    try (ExecutorService other = Executors.newSingleThreadExecutor();
        Decoder decoder = open(engine, Cache.CONCATENATED)) {
      List<Integer> free = decoder.decode(request).tokens();
      for (long delayNanos : new long[] {0, 300_000, 2_000_000, 10_000_000}) {
        Cancellation cancellation = new Cancellation();
        Future<DecodeResult> running =
            other.submit(() -> decoder.decode(List.of(request), cancellation).get(0));
        long start = System.nanoTime();
        while (System.nanoTime() - start < delayNanos) {
          Thread.onSpinWait();
        }
        cancellation.cancel();
        DecodeResult result = running.get();
        assertThat(result.finish()).as("after %d ns", delayNanos).isEqualTo(Finish.CANCELLED);
        assertThat(result.tokens()).isEqualTo(free.subList(0, result.tokens().size()));
      }
      assertThat(decoder.decode(request).tokens()).as("afterwards").isEqualTo(free);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRunIsEndedInTheMiddle(Engine engine) {
    try (Decoder decoder = open(engine, Cache.GROUP_QUERY);
        Arena arena = Arena.ofConfined()) {
      Batch batch = new Batch(decoder.layout(), new int[] {PROMPT.length}, 64, arena);
      try (DecoderRun run = ((GraphDecoder) decoder).begin(batch)) {
        run.terminate();
        assertThatExceptionOfType(DecodeException.class)
            .isThrownBy(() -> run.execute(batch.prompt(new int[][] {PROMPT}), PROMPT.length, false))
            .withMessageContaining("terminate");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCancelledBeforehandIsNotBegun(Engine engine) {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    try (Decoder decoder = open(engine, Cache.GROUP_QUERY)) {
      DecodeResult result =
          decoder.decode(List.of(DecodeRequest.greedy(PROMPT, 5)), cancellation).get(0);
      assertThat(result.finish()).isEqualTo(Finish.CANCELLED);
      assertThat(result.tokens()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureInTheGraphIsOneExceptionAndNotTheEnd(Cache cache) {
    // One position more than the rotary tables have.
    int[] tooLong = new int[DecoderShape.tiny().contextLength() + 1];
    for (Engine engine : Engine.values()) {
      try (Decoder decoder = open(engine, cache)) {
        List<Integer> before = decoder.decode(DecodeRequest.greedy(PROMPT, 9)).tokens();
        assertThatExceptionOfType(DecodeException.class)
            .isThrownBy(() -> decoder.decode(DecodeRequest.greedy(tooLong, 1)))
            .withMessageStartingWith("model.onnx: ")
            .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        assertThat(decoder.decode(DecodeRequest.greedy(PROMPT, 9)).tokens()).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void embeddingsOfTokensAreThoseTokens(Engine engine) {
    try (Decoder decoder = openWithEmbeddings(engine)) {
      float[] embeddings = decoder.embed(PROMPT);
      assertThat(embeddings).hasSize(PROMPT.length * DecoderShape.tiny().hidden());
      DecodeRequest tokens = DecodeRequest.greedy(PROMPT, 30);
      DecodeRequest embedded =
          new DecodeRequest(
              new Prompt.Embeddings(embeddings, PROMPT.length, new int[0]),
              30,
              Set.of(),
              Sampler.greedy(),
              Optional.empty());
      List<DecodeResult> both = decoder.decode(List.of(tokens, embedded), Cancellation.none());
      assertThat(both.get(1).tokens()).isEqualTo(both.get(0).tokens());
      float[] half = Arrays.copyOf(embeddings, embeddings.length / 2);
      DecodeRequest narrow =
          new DecodeRequest(
              new Prompt.Embeddings(half, PROMPT.length, new int[0]),
              30,
              Set.of(),
              Sampler.greedy(),
              Optional.empty());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decoder.decode(List.of(tokens, narrow), Cancellation.none()));
    }
  }

  @Test
  void requestsThatDoNotFitAreRefusedBeforeTheyRun() {
    DecoderGraph graph =
        new DecoderGraph(
            folder.resolve(Cache.GROUP_QUERY.name()).resolve(DecoderFixture.DECODER),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.of(25));
    try (Decoder decoder = Decoder.open(graph, Decoder.Options.on(new Device.Cpu()))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decoder.decode(DecodeRequest.greedy(PROMPT, 7)))
          .withMessage(
              "a prompt of 19 tokens plus up to 7 new tokens exceeds the context length of 25");
      assertThat(decoder.decode(DecodeRequest.greedy(PROMPT, 6)).tokens()).hasSize(6);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> decoder.decode(DecodeRequest.greedy(new int[] {96}, 1)))
          .withMessageContaining("token 96 is not in the vocabulary of 96");
      assertThatIllegalStateException().isThrownBy(() -> decoder.embed(PROMPT));
      assertThat(decoder.decode(List.of(), Cancellation.none())).isEmpty();
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Prompt.Tokens(new int[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> DecodeRequest.greedy(PROMPT, 0));
  }

  @Test
  void oneDecoderServesSeveralThreadsInTurn() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(4);
        Decoder decoder = open(Engine.DEVICE, Cache.GROUP_QUERY)) {
      List<Integer> expected = decoder.decode(DecodeRequest.greedy(PROMPT, 20)).tokens();
      List<Future<List<Integer>>> answers =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> decoder.decode(DecodeRequest.greedy(PROMPT, 20)).tokens()))
              .toList();
      for (Future<List<Integer>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }
}
