package org.seq2time.harness.answer;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.harness.score.AnswerParsers;

/** A megabyte of anything is read in time linear in its length. */
class HostileAnswerTest {

  private static final int LENGTH = 1_000_000;

  /** Sixty times what a megabyte takes; anything quadratic takes minutes. */
  private static final Duration LIMIT = Duration.ofSeconds(3);

  static Stream<String> pieces() {
    return Stream.of(
        "7",
        "-",
        "(",
        ")",
        "[",
        "{",
        "<",
        "<0>",
        "<0><1>",
        "{\"",
        "[{",
        "[[",
        "{\"a\":",
        " ",
        "\n",
        "\t",
        "1 - ",
        "1 - 2 ",
        "1 - 2\n",
        "1 -\n",
        ":",
        "1:",
        "1:05 ",
        "1:05:",
        "1.",
        "1. ",
        "1,",
        "1/",
        "1%",
        "a",
        "start ",
        "start time: ",
        "start 1 end 2 ",
        "start time 1, end time 2 ",
        "second ",
        "second 1 score 1.0\n",
        "second score ",
        "0 - 150 seconds, score 1.0\n",
        "th",
        "'",
        "\"",
        "`",
        "\\",
        "example is ",
        "'example is ",
        "<TIME_",
        "<TIME_ZERO>",
        "* ",
        "|1|2|",
        "٣",
        "3秒",
        "从3秒到9秒，切。",
        "\ud835\udfd1",
        "1 - 20 11 - 20 ",
        "x (1 - 2) ",
        "1 to 2 s x ",
        "for 1 ",
        "There are 1 highlight moments ",
        "0.1000 - 0.2000 ",
        "1 min ",
        "20-",
        ". ",
        "! ",
        "<think>",
        "</reason>",
        "<think></reason>",
        "<answer>",
        "{\"answer\": ",
        "{\"a\": {\"final\": ",
        "\\boxed{",
        "not found 1 - 2 s ",
        "no such moment ",
        "1,234,",
        "$",
        "&lt;",
        "a | b\n",
        "start,end\n1,2\n",
        "<a start=\"1\" end=\"2\">",
        "没有出现",
        "frame 1 to 2 ");
  }

  @ParameterizedTest
  @MethodSource("pieces")
  void repeatedPieceIsReadQuickly(String piece) {
    readsQuickly(piece.repeat(LENGTH / piece.length()));
  }

  @ParameterizedTest
  @MethodSource("alphabets")
  void randomTextIsReadQuickly(String alphabet) {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    readsQuickly(text.toString());
  }

  static Stream<String> alphabets() {
    return Stream.of("0123456789-", "0123456789.- \n", "0123456789 <>{}[],:\"'-.\nsecto");
  }

  @ParameterizedTest
  @MethodSource("separators")
  void differentRangesAreReadQuickly(String separator) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int i = 0; text.length() < LENGTH; i++) {
      text.append(i).append(" - ").append(i + 1).append(separator);
    }
    readsQuickly(text.toString());
  }

  static Stream<String> separators() {
    return Stream.of(" seconds, x. ", "\n", " ", "s ");
  }

  private static void readsQuickly(String text) {
    RawAnswer raw = RawAnswer.of(text).withDuration(150);
    for (AnswerParser parser : List.of(AnswerParsers.timechat(), AnswerParsers.robust())) {
      assertTimeoutPreemptively(
          LIMIT,
          () -> {
            parser.events(raw);
            parser.windows(raw);
            parser.highlights(raw);
          });
    }
  }
}
