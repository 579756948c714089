package org.seq2time.harness.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderFixture.Cache;
import org.seq2time.harness.decode.DecodeResult.Finish;
import org.seq2time.harness.decode.Decoder.Engine;

/** What a listener hears of answers, and what it can do to them. */
class TokenListenerTest {

  private static final int[] PROMPT = IntStream.range(1, 20).toArray();

  @TempDir private static Path folder;

  /** A token of a request's answer. */
  private record Heard(int request, int token) {}

  @BeforeAll
  static void writeGraphs() throws IOException {
    for (Cache cache : Cache.values()) {
      DecoderFixture.tiny(cache).write(folder.resolve(cache.name()));
    }
  }

  private static Decoder open(Engine engine, Cache cache) {
    return Decoder.open(
        DecoderGraph.of(folder.resolve(cache.name()).resolve(DecoderFixture.DECODER)),
        new Decoder.Options(engine, new Device.Cpu(), 1));
  }

  @ParameterizedTest
  @EnumSource
  void oneAnswersTokensAreHeardInOrderOnTheCallingThread(Engine engine) {
    List<Heard> heard = new ArrayList<>();
    Thread caller = Thread.currentThread();
    DecodeRequest request = DecodeRequest.greedy(PROMPT, 40);
    try (Decoder decoder = open(engine, Cache.CONCATENATED)) {
      DecodeResult silent = decoder.decode(request);
      DecodeResult result =
          decoder.decode(
              request,
              (sequence, token) -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                heard.add(new Heard(sequence, token));
              });
      assertThat(result.tokens()).hasSize(40).isEqualTo(silent.tokens());
      assertThat(heard).isEqualTo(inTurns(List.of(result)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersOfABatchTakeTurnsAndStopTokensAreNotHeard(Engine engine) {
    try (Decoder decoder = open(engine, Cache.GROUP_QUERY)) {
      int[] other = {7, 7, 30};
      List<Integer> free = decoder.decode(DecodeRequest.greedy(PROMPT, 40)).tokens();
      int stop = free.get(10);
      List<DecodeRequest> batch =
          List.of(
              DecodeRequest.greedy(PROMPT, 40, stop),
              DecodeRequest.greedy(other, 25),
              DecodeRequest.greedy(PROMPT, 30).with(Sampler.topP(0.9, 0.95, 42)),
              DecodeRequest.greedy(PROMPT, 40, free.get(0)));
      List<Heard> heard = new ArrayList<>();
      List<DecodeResult> results =
          decoder.decode(
              batch, Cancellation.none(), (request, token) -> heard.add(new Heard(request, token)));
      assertThat(results.get(0).finish()).isEqualTo(Finish.STOP);
      assertThat(results.get(0).tokens()).isEqualTo(free.subList(0, free.indexOf(stop)));
      assertThat(results.get(1).finish()).isEqualTo(Finish.LENGTH);
      assertThat(results.get(3).tokens()).as("stopped at once").isEmpty();
      assertThat(heard).isEqualTo(inTurns(results));
      List<DecodeResult> silent = decoder.decode(batch, Cancellation.none());
      assertThat(results.stream().map(DecodeResult::tokens))
          .isEqualTo(silent.stream().map(DecodeResult::tokens).toList());
    }
  }

  /** First all first tokens, then all second ones. */
  private static List<Heard> inTurns(List<DecodeResult> results) {
    int longest = results.stream().mapToInt(r -> r.tokens().size()).max().orElseThrow();
    return IntStream.range(0, longest)
        .boxed()
        .flatMap(
            step ->
                IntStream.range(0, results.size())
                    .filter(i -> step < results.get(i).tokens().size())
                    .mapToObj(i -> new Heard(i, results.get(i).tokens().get(step))))
        .toList();
  }

  @Test
  void requestsThatAreAnsweredOneByOneKeepTheirIndices() throws IOException {
    List<Heard> heard = new ArrayList<>();
    List<DecodeRequest> requests =
        List.of(DecodeRequest.greedy(PROMPT, 5), DecodeRequest.greedy(new int[] {7, 8}, 5));
    try (Decoder decoder =
        Decoder.open(
            DecoderGraph.of(graphForOneRow()),
            new Decoder.Options(Engine.HOST, new Device.Cpu(), 1))) {
      List<DecodeResult> results =
          decoder.decode(
              requests,
              Cancellation.none(),
              (request, token) -> heard.add(new Heard(request, token)));
      List<Heard> expected =
          IntStream.range(0, 2)
              .boxed()
              .flatMap(i -> results.get(i).tokens().stream().map(token -> new Heard(i, token)))
              .toList();
      assertThat(heard).hasSize(10).isEqualTo(expected);
    }
  }

  /** A decoder whose prompt has a first dimension of 1, so that nothing is answered together. */
  private static Path graphForOneRow() throws IOException {
    Path home = folder.resolve(Cache.CONCATENATED.name());
    OnnxMl.ModelProto.Builder model =
        OnnxMl.ModelProto.parseFrom(Files.readAllBytes(home.resolve(DecoderFixture.DECODER)))
            .toBuilder();
    model.getGraphBuilder().getInputBuilderList().stream()
        .filter(input -> input.getName().equals("input_ids"))
        .forEach(
            input ->
                input
                    .getTypeBuilder()
                    .getTensorTypeBuilder()
                    .getShapeBuilder()
                    .setDim(0, OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1)));
    return Files.write(home.resolve("one-row.onnx"), model.build().toByteArray());
  }

  @ParameterizedTest
  @EnumSource
  void whatAListenerThrowsEndsTheCallAndIsThrown(Engine engine) {
    for (RuntimeException thrown :
        List.of(new IllegalArgumentException("enough"), new DecodeException("enough"))) {
      List<Heard> heard = new ArrayList<>();
      DecodeRequest request = DecodeRequest.greedy(PROMPT, 400);
      Cancellation cancellation = new Cancellation();
      try (Decoder decoder = open(engine, Cache.GROUP_QUERY)) {
        TokenListener refuses =
            (sequence, token) -> {
              heard.add(new Heard(sequence, token));
              if (heard.size() == 6) {
                throw thrown;
              }
            };
        assertThatThrownBy(() -> decoder.decode(List.of(request, request), cancellation, refuses))
            .isSameAs(thrown);
        assertThat(heard).hasSize(6);
        // The decoder and the cancellation serve the next call.
        assertThat(decoder.decode(List.of(request), cancellation).get(0).finish())
            .isEqualTo(Finish.LENGTH);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureOfAListenerIsNotTakenForTheEndThatCancellingMakes(Engine engine) {
    DecodeException thrown = new DecodeException("after cancelling");
    Cancellation cancellation = new Cancellation();
    try (Decoder decoder = open(engine, Cache.CONCATENATED)) {
      assertThatThrownBy(
              () ->
                  decoder.decode(
                      List.of(DecodeRequest.greedy(PROMPT, 40)),
                      cancellation,
                      (_, _) -> {
                        cancellation.cancel();
                        throw thrown;
                      }))
          .isSameAs(thrown);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aListenerThatCancelsKeepsWhatItHasHeard(Engine engine) {
    List<Integer> heard = new ArrayList<>();
    Cancellation cancellation = new Cancellation();
    try (Decoder decoder = open(engine, Cache.CONCATENATED)) {
      DecodeResult result =
          decoder
              .decode(
                  List.of(DecodeRequest.greedy(PROMPT, 400)),
                  cancellation,
                  (_, token) -> {
                    heard.add(token);
                    if (heard.size() == 9) {
                      cancellation.cancel();
                    }
                  })
              .get(0);
      assertThat(result.finish()).isEqualTo(Finish.CANCELLED);
      assertThat(result.tokens()).hasSize(9).isEqualTo(heard);
    }
  }

  @Test
  void bothEnginesAreHeardAlike() {
    List<List<Heard>> all =
        Stream.of(Engine.values())
            .map(
                engine -> {
                  List<Heard> heard = new ArrayList<>();
                  try (Decoder decoder = open(engine, Cache.MERGED)) {
                    decoder.decode(
                        List.of(
                            DecodeRequest.greedy(PROMPT, 20),
                            DecodeRequest.greedy(new int[] {3}, 30)),
                        Cancellation.none(),
                        (request, token) -> heard.add(new Heard(request, token)));
                  }
                  return heard;
                })
            .toList();
    assertThat(all.get(0)).hasSize(50).isEqualTo(all.get(1));
  }
}
