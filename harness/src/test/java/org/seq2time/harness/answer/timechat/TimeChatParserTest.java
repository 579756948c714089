package org.seq2time.harness.answer.timechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Outcome;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.robust.AuthoredAnswers;
import org.seq2time.harness.score.AnswerParsers;

class TimeChatParserTest {

  private static final AnswerParser PARSER = AnswerParsers.timechat();

  static Stream<JsonNode> authoredAnswers() throws IOException {
    return ReferenceRows.read(AuthoredAnswers.file("timechat.jsonl")).stream();
  }

  @ParameterizedTest
  @MethodSource("authoredAnswers")
  void authoredAnswerIsReadAsTheReferenceReadsIt(JsonNode row) {
    ReferenceRows.check(row);
  }

  @Test
  void authoredAnswersMeetEveryBranch() throws IOException {
    assertThat(authoredAnswers()).hasSizeGreaterThan(50);
  }

  @Test
  void blankAnswerHasItsOwnOutcome() {
    assertThat(PARSER.events(RawAnswer.of(" \n")).answer().outcome())
        .isEqualTo(Outcome.EMPTY_ANSWER);
    assertThat(PARSER.windows(RawAnswer.of("")).answer().outcome()).isEqualTo(Outcome.EMPTY_ANSWER);
  }

  @Test
  void blankHighlightsAreZerosAsTheReferenceWritesThem() {
    var parsed = PARSER.highlights(RawAnswer.of("").withDuration(5));
    assertThat(Objects.requireNonNull(parsed.answer().prediction()).saliency())
        .containsExactly(0, 0);
    assertThat(parsed.warnings()).containsExactly(ParseWarning.ALL_ZERO);
  }

  @Test
  void highlightsNeedTheLength() {
    assertThatThrownBy(() -> PARSER.highlights(RawAnswer.of("12 second, score 3.0")))
        .isInstanceOf(DurationNeededException.class);
  }

  @Test
  void numberBeyondADoubleIsNoTime() {
    RawAnswer raw = RawAnswer.of("9".repeat(400) + " - 3 seconds, happens in a boat");
    assertThat(PARSER.events(raw).answer().outcome()).isEqualTo(Outcome.NO_TIME_FOUND);
    assertThat(PARSER.windows(raw).warnings()).containsExactly(ParseWarning.REFERENCE_FAILS);
  }

  @Test
  void aLoopOfDifferentRangesStaysExactUpToTheBudgetAndLinearBeyondIt() {
    // Exact: "1 - 2" is also cut out of "11 - 20".
    List<Event> few =
        Objects.requireNonNull(
            PARSER
                .events(RawAnswer.of("1 - 2 a first event 11 - 20 a second event"))
                .answer()
                .prediction());
    assertThat(few.getFirst().caption()).isEqualTo("a first event 1");
    StringBuilder many = new StringBuilder("1 - 2 a first event 11 - 20 a second event");
    for (int i = 0; i < 20_000; i++) {
      many.append(' ').append(1000 + i).append(" - 9 an event");
    }
    List<Event> events =
        Objects.requireNonNull(PARSER.events(RawAnswer.of(many.toString())).answer().prediction());
    assertThat(events).hasSize(20_002);
    assertThat(events.getFirst().caption()).isEqualTo("a first event");
  }
}
