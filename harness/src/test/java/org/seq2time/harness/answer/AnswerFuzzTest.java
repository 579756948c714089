package org.seq2time.harness.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.robust.AuthoredAnswers;
import org.seq2time.harness.score.AnswerParsers;

/**
 * Damaged and invented answers: no exception, no hang, finite numbers, an outcome that fits. {@code
 * -Dseq2time.fuzz.rounds=100000} makes a soak of it.
 */
@Tag("soak")
class AnswerFuzzTest {

  private static final int ROUNDS = 4 * Integer.getInteger("seq2time.fuzz.rounds", 500);

  private static final Duration LIMIT = Duration.ofSeconds(60 + ROUNDS / 20);

  private static final Set<Outcome> WITHOUT_SEGMENT =
      Set.of(
          Outcome.NO_TIME_FOUND,
          Outcome.DENIED,
          Outcome.UNIT_UNKNOWN,
          Outcome.ANSWER_CUT_OFF,
          Outcome.EMPTY_ANSWER);

  private static final List<String> DENIALS =
      List.of(
          "The event does not occur.",
          "It never happens between 3 and 9 seconds.",
          "I cannot see it in the first 20 seconds.",
          "{\"found\": false}",
          "视频中没有出现该事件。");

  private static final double[] LENGTHS = {150, 127, 0.5, 3, 1e6};

  /** Pieces that mean something to one of the parsers. */
  private static final List<String> PIECES =
      List.of(
          "start time: ",
          "end ",
          " - ",
          "–",
          "~",
          " to ",
          "from ",
          "between ",
          "seconds",
          "s",
          "second",
          "score ",
          "saliency",
          "\n",
          "\n\n",
          "1. ",
          "* ",
          ". ",
          ", ",
          ": ",
          "12.5",
          "7",
          "0:10",
          "1:05:09",
          "99:99",
          "<0>",
          "<0><7><2><9>",
          "<TIME_ONE>",
          "<TIME_DOT>",
          "<14>",
          "%",
          "0.0729",
          "{",
          "}",
          "[",
          "]",
          "\"",
          "'",
          "\"start\": ",
          "\"end\": ",
          "\"caption\": ",
          "```json",
          "```",
          "|",
          "\t",
          "\\",
          "\\u12",
          "３",
          "٣",
          "१",
          "秒",
          "，",
          "。",
          "\ud835\udfd1",
          "\ud835",
          "\u0000",
          "\u2028",
          "cut 2 cloves",
          "for 5 minutes",
          "example is ",
          "There are 3 highlight moments in the ",
          "9".repeat(400),
          "1e9",
          "-",
          "..",
          "th",
          "İ",
          "ſ",
          "null",
          "None",
          "am",
          "20-second",
          "1/2",
          "2023-05-06");

  @ParameterizedTest
  @ValueSource(strings = {"timechat", "robust-1", "robust"})
  void damagedAnswersGiveAnOutcomeAndFiniteNumbers(String key) {
    AnswerParser parser = AnswerParsers.of(key).orElseThrow();
    List<String> answers = AuthoredAnswers.rows().map(r -> r.get("answer").textValue()).toList();
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          for (int seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RawAnswer raw = RawAnswer.of(invent(random, answers));
            raw = raw.withDuration(LENGTHS[random.nextInt(LENGTHS.length)]);
            if (random.nextInt(4) == 0) {
              raw = raw.withPrompt(invent(random, answers)).withQuery(raw.text());
            }
            String where = key + ", seed " + seed + ": " + raw;
            try {
              check(parser, raw, where);
            } catch (RuntimeException e) {
              throw new AssertionError(where, e);
            }
          }
        });
  }

  private static void check(AnswerParser parser, RawAnswer raw, String where) {
    Parsed<List<Event>> events = parser.events(raw);
    checkOutcome(events, raw, where);
    if (events.answer().prediction() != null) {
      assertThat(Objects.requireNonNull(events.answer().prediction())).as(where).isNotEmpty();
    }
    Parsed<List<Segment>> windows = parser.windows(raw);
    checkOutcome(windows, raw, where);
    if (windows.answer().prediction() != null) {
      assertThat(Objects.requireNonNull(windows.answer().prediction()))
          .as(where)
          .isNotEmpty()
          .allMatch(w -> w.startSeconds() <= w.endSeconds());
    }
    Parsed<HighlightPrediction> highlights = parser.highlights(raw);
    HighlightPrediction scores = highlights.answer().prediction();
    if (scores == null) {
      checkOutcome(highlights, raw, where);
    } else {
      assertThat(Objects.requireNonNull(scores.saliency()))
          .as(where)
          .hasSize((int) (raw.durationSeconds().orElseThrow() / 2));
    }
    assertThat(parser.events(raw)).as(where).isEqualTo(events);
  }

  private static void checkOutcome(Parsed<?> parsed, RawAnswer raw, String where) {
    if (where.startsWith("robust,")) {
      Set<Outcome> expected =
          parsed.answer().prediction() != null
              ? Set.of(Outcome.PARSED)
              : raw.text().isBlank() ? Set.of(Outcome.EMPTY_ANSWER) : WITHOUT_SEGMENT;
      assertThat(parsed.answer().outcome()).as(where).isIn(expected);
      return;
    }
    Outcome expected =
        parsed.answer().prediction() != null
            ? Outcome.PARSED
            : raw.text().isBlank() ? Outcome.EMPTY_ANSWER : Outcome.NO_TIME_FOUND;
    assertThat(parsed.answer().outcome()).as(where).isEqualTo(expected);
  }

  /** Reasoning before an answer and sentences of denial behind it change nothing. */
  @Test
  void whatSurroundsAnAnswerDoesNotChangeItsSegments() {
    AnswerParser parser = AnswerParsers.robust();
    List<String> answers = AuthoredAnswers.rows().map(r -> r.get("answer").textValue()).toList();
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String inner =
          random.nextBoolean()
              ? invent(random, answers)
              : "From " + random.nextInt(60) + ".5 to " + (60 + random.nextInt(60)) + " seconds.";
      String thought = invent(random, answers).replace("think>", "");
      String denial = DENIALS.get(random.nextInt(DENIALS.size()));
      RawAnswer plain = RawAnswer.of("<answer>" + inner + "</answer>").withDuration(150);
      RawAnswer more =
          plain.withText("<think>" + thought + "</think>\n" + plain.text() + "\n" + denial);
      assertThat(segments(parser, more))
          .as("seed " + seed + ": " + more)
          .isEqualTo(segments(parser, plain));
    }
  }

  private static List<Object> segments(AnswerParser parser, RawAnswer raw) {
    HighlightPrediction highlights = parser.highlights(raw).answer().prediction();
    return Arrays.asList(
        parser.windows(raw).answer().prediction(),
        parser.events(raw).answer().prediction(),
        highlights == null ? null : Arrays.toString(highlights.saliency()));
  }

  private static String invent(SplittableRandom random, List<String> answers) {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(3) > 0) {
      text.append(answers.get(random.nextInt(answers.size())));
    }
    int edits = 1 + random.nextInt(8);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      String piece = PIECES.get(random.nextInt(PIECES.size()));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.replace(at, end, piece);
        case 2 -> text.insert(at, text.substring(at, end));
        default -> text.insert(at, piece);
      }
    }
    return text.toString();
  }
}
