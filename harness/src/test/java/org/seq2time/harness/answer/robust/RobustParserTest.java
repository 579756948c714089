package org.seq2time.harness.answer.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.DurationNeededException;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.score.AnswerParsers;

class RobustParserTest {

  private static final AnswerParser PARSER = AnswerParsers.robust();

  /** Rounding of a code times a length. */
  private static final double ROUNDING = 1e-9;

  static Stream<JsonNode> authoredAnswers() {
    return AuthoredAnswers.rows();
  }

  @Test
  void authoredAnswersAreManyAndDifferent() {
    List<JsonNode> rows = authoredAnswers().toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(300);
    Set<String> different = new HashSet<>();
    for (JsonNode row : rows) {
      different.add(
          row.get("task") + "|" + row.get("answer") + row.path("prompt") + row.path("duration"));
    }
    assertThat(different).hasSameSizeAs(rows);
    assertThat(rows.stream().map(r -> r.get("outcome").textValue()).distinct())
        .containsExactlyInAnyOrder("parsed", "noTimeFound", "emptyAnswer");
  }

  static Stream<JsonNode> answersOfVersion2() {
    return AuthoredAnswers.rowsOfVersion2();
  }

  @ParameterizedTest
  @MethodSource("answersOfVersion2")
  void whatStandsInAnAnswerIsRead(JsonNode row) {
    check(row, PARSER);
  }

  @ParameterizedTest
  @MethodSource("authoredAnswers")
  void earlierParserReadsAsBefore(JsonNode row) {
    check(row, AnswerParsers.robust1());
  }

  private static void check(JsonNode row, AnswerParser parser) {
    RawAnswer raw = AuthoredAnswers.raw(row);
    Parsed<?> parsed =
        switch (row.get("task").textValue()) {
          case "captions" -> checkEvents(row, parser.events(raw));
          case "grounding" -> checkWindows(row, parser.windows(raw));
          case "highlights" -> checkClips(row, parser.highlights(raw));
          default -> throw new AssertionError(row.toString());
        };
    assertThat(parsed.answer().outcome().key())
        .as(row.toString())
        .isEqualTo(row.get("outcome").textValue());
    List<String> warnings = new ArrayList<>();
    row.path("oddities").forEach(o -> warnings.add(o.textValue()));
    assertThat(parsed.warnings().stream().map(ParseWarning::name))
        .as(row.toString())
        .containsExactlyInAnyOrderElementsOf(warnings);
  }

  private static Parsed<?> checkEvents(JsonNode row, Parsed<List<Event>> parsed) {
    List<Event> events = parsed.answer().prediction();
    if (events != null) {
      JsonNode expected = row.path("events");
      assertThat(events).as(row.toString()).hasSize(expected.size());
      for (int i = 0; i < events.size(); i++) {
        checkSegment(events.get(i).segment(), expected.get(i), row);
        assertThat(events.get(i).caption())
            .as(row.toString())
            .isEqualTo(expected.get(i).get(2).textValue());
      }
    }
    return parsed;
  }

  private static Parsed<?> checkWindows(JsonNode row, Parsed<List<Segment>> parsed) {
    List<Segment> windows = parsed.answer().prediction();
    if (windows != null) {
      JsonNode expected = row.path("windows");
      assertThat(windows).as(row.toString()).hasSize(expected.size());
      for (int i = 0; i < windows.size(); i++) {
        checkSegment(windows.get(i), expected.get(i), row);
      }
    }
    return parsed;
  }

  private static void checkSegment(Segment segment, JsonNode expected, JsonNode row) {
    assertThat(segment.startSeconds())
        .as(row.toString())
        .isEqualTo(expected.get(0).doubleValue(), within(ROUNDING));
    assertThat(segment.endSeconds())
        .as(row.toString())
        .isEqualTo(expected.get(1).doubleValue(), within(ROUNDING));
  }

  private static Parsed<?> checkClips(JsonNode row, Parsed<HighlightPrediction> parsed) {
    HighlightPrediction prediction = parsed.answer().prediction();
    if (prediction != null) {
      assertThat(prediction.windows()).isNull();
      double[] scores = Objects.requireNonNull(prediction.saliency());
      assertThat(scores).hasSize((int) (row.get("duration").doubleValue() / 2));
      JsonNode expected = row.path("clips");
      for (int clip = 0; clip < scores.length; clip++) {
        assertThat(scores[clip])
            .as("clip " + clip + " of " + row)
            .isEqualTo(expected.path(String.valueOf(clip)).doubleValue(), within(ROUNDING));
      }
    }
    return parsed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<0><1><0><0> - <0><2><0><0>",
        "10% - 20%",
        "0.1000 - 0.2000",
        "{\"start\": \"10%\", \"end\": \"20%\"}"
      })
  void relativePlacesNeedTheLength(String text) {
    assertThatThrownBy(() -> PARSER.windows(RawAnswer.of(text)))
        .isInstanceOf(DurationNeededException.class)
        .hasMessageContaining("are undefined without the video's duration");
  }

  @Test
  void relativeNumbersInsideCaptionsNeedNoLength() {
    Answer<List<Event>> answer =
        PARSER.events(RawAnswer.of("3 - 9 seconds, cook until 50% done, 0.125 to go")).answer();
    assertThat(Objects.requireNonNull(answer.prediction()).getFirst().caption())
        .isEqualTo("cook until 50% done, 0.125 to go");
  }

  @Test
  void blankHighlightsNeedNoLength() {
    assertThat(PARSER.highlights(RawAnswer.of(" ")).answer().prediction()).isNull();
  }

  @Test
  void brokenStartIsNotPairedWithTheNextLine() {
    RawAnswer raw =
        RawAnswer.of(
            "Start: 0x:05, End: 0:12, Caption: A drummer counts in.\n"
                + "Start: 0:12, End: 1:02, Caption: The band joins.");
    assertThat(PARSER.events(raw).answer().prediction())
        .containsExactly(new Event(new Segment(12, 62), "The band joins."));
  }

  @Test
  void exampleOfThePackagePageHolds() {
    RawAnswer raw = RawAnswer.of("From 0:12 to 0:30 the onion is cut.").withDuration(150);
    assertThat(PARSER.events(raw).answer().prediction())
        .containsExactly(new Event(new Segment(12, 30), "the onion is cut."));
  }

  @Test
  void lengthsOutOfReasonAreRefused() {
    for (double seconds : new double[] {0, -1, Double.NaN, 1e7, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> RawAnswer.of("x").withDuration(seconds))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("duration is " + seconds);
    }
  }

  @Test
  void parsersAreFoundByTheirNamesAndSayTheirVersion() {
    assertThat(AnswerParsers.of("robust").orElseThrow().signature()).isEqualTo("robust-2");
    assertThat(AnswerParsers.of("robust-1").orElseThrow().signature()).isEqualTo("robust-1");
    assertThat(AnswerParsers.of("robust-2").orElseThrow().key()).isEqualTo("robust");
    assertThat(AnswerParsers.of("timechat").orElseThrow().signature()).isEqualTo("timechat-1");
    assertThat(AnswerParsers.of("best")).isEmpty();
  }

  @Test
  void endlessJsonIsReadAsFarAsItsFirstValues() {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      items.append("{\"start\":1,\"end\":2,\"caption\":\"x").append(i).append("\"}\n");
    }
    List<Event> events =
        Objects.requireNonNull(
            PARSER.events(RawAnswer.of(items.toString()).withDuration(150)).answer().prediction());
    assertThat(events).hasSizeBetween(10_000, 20_000);
    assertThat(events.getFirst()).isEqualTo(new Event(new Segment(1, 2), "x0"));
  }
}
