package org.seq2time.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Status;

/** How fast answers came, of models whose first token is timed and of servers. */
class SpeedTest {

  private static AnswerRecord answer(
      String id, int tokens, OptionalDouble prefill, OptionalDouble decode) {
    return new AnswerRecord(
        id,
        "",
        Status.ANSWERED,
        "text",
        null,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalInt.of(tokens),
        prefill,
        decode);
  }

  @Test
  void aBundlesFirstTokenBelongsToThePrompt() {
    AnswerRecord answer = answer("a", 21, OptionalDouble.of(3), OptionalDouble.of(2));
    assertThat(Speed.seconds(answer)).hasValue(5);
    assertThat(Speed.tokensPerSecond(answer)).hasValue(10);
    AnswerRecord one = answer("a", 1, OptionalDouble.of(3), OptionalDouble.of(0));
    assertThat(Speed.seconds(one)).hasValue(3);
    assertThat(Speed.tokensPerSecond(one)).isEmpty();
  }

  @Test
  void aServersRequestIsTimedAsAWhole() {
    AnswerRecord answer = answer("a", 20, OptionalDouble.empty(), OptionalDouble.of(4));
    assertThat(Speed.seconds(answer)).hasValue(4);
    assertThat(Speed.tokensPerSecond(answer)).hasValue(5);
  }

  @Test
  void whatWasNotTimedHasNoSpeed() {
    AnswerRecord answer = answer("a", 20, OptionalDouble.empty(), OptionalDouble.empty());
    assertThat(Speed.seconds(answer)).isEmpty();
    assertThat(Speed.tokensPerSecond(answer)).isEmpty();
  }

  @Test
  void percentilesAreValuesThatOccurred() {
    Map<String, AnswerRecord> answers =
        Map.of(
            "a", answer("a", 2, OptionalDouble.of(1), OptionalDouble.of(3)),
            "b", answer("b", 2, OptionalDouble.of(1), OptionalDouble.of(1)),
            "c", answer("c", 2, OptionalDouble.empty(), OptionalDouble.empty()),
            "d", answer("d", 2, OptionalDouble.of(1), OptionalDouble.of(7)));
    double[] sorted = Speed.sorted(answers, Speed::seconds);
    assertThat(sorted).containsExactly(2, 4, 8);
    assertThat(Speed.percentile(sorted, 50)).hasValue(4);
    assertThat(Speed.percentile(sorted, 99)).hasValue(8);
    assertThat(Speed.percentile(sorted, 5)).hasValue(2);
    assertThat(Speed.percentile(new double[0], 50)).isEmpty();
  }
}
