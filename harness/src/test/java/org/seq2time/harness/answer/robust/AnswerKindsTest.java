package org.seq2time.harness.answer.robust;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.answer.timechat.ReferenceRows;
import org.seq2time.harness.score.AnswerParsers;

/**
 * Answers in the styles of public models, with what a careful person reads in them: {@code
 * answers/kinds/}. Each row has {@code text}, {@code duration}, {@code want} and other readings
 * that are as good in {@code accept}. {@code languages.jsonl} and {@code more.jsonl} are further
 * rows of our own.
 */
class AnswerKindsTest {

  private static final double ROUNDING = 1e-6;
  private static final double RIGHT = 0.98;

  private static final AnswerParser PARSER = AnswerParsers.robust();

  /** What was read: right, nothing although there is something, or something else. */
  private enum Verdict {
    RIGHT,
    SILENT,
    WRONG
  }

  @ParameterizedTest
  @ValueSource(strings = {"grounding", "dense", "highlights", "languages", "more"})
  void almostAllKindsAreReadRightlyAndNoneWrongly(String name) throws IOException {
    List<JsonNode> rows = ReferenceRows.read(AuthoredAnswers.file("kinds/" + name + ".jsonl"));
    int right = 0;
    List<String> silent = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (JsonNode row : rows) {
      switch (verdict(name, row)) {
        case RIGHT -> right++;
        case SILENT -> silent.add(row.get("name").textValue());
        case WRONG -> wrong.add(row.get("name").textValue());
      }
    }
    assertThat(wrong).as("rows read wrongly").isEmpty();
    assertThat((double) right / rows.size())
        .as(right + " of " + rows.size() + " are right; nothing was read in " + silent)
        .isGreaterThanOrEqualTo(RIGHT);
  }

  private static Verdict verdict(String name, JsonNode row) {
    RawAnswer raw =
        RawAnswer.of(row.get("text").textValue())
            .withDuration(row.get("duration").doubleValue())
            .withQuery(row.path("query").asText());
    return switch (name) {
      case "dense" -> ofEvents(row, raw);
      case "highlights" -> ofHighlights(row, raw);
      default -> ofWindows(row, raw);
    };
  }

  private static Verdict ofWindows(JsonNode row, RawAnswer raw) {
    List<Segment> read = PARSER.windows(raw).answer().prediction();
    List<Segment> windows = read == null ? List.of() : read;
    boolean right = isSame(windows, row.get("want"));
    for (JsonNode other : row.path("accept")) {
      right |= isSame(windows, other);
    }
    return verdict(right, windows.isEmpty());
  }

  private static Verdict verdict(boolean right, boolean nothing) {
    if (right) {
      return Verdict.RIGHT;
    }
    return nothing ? Verdict.SILENT : Verdict.WRONG;
  }

  private static boolean isSame(List<Segment> windows, JsonNode want) {
    if (windows.size() != want.size()) {
      return false;
    }
    for (int i = 0; i < windows.size(); i++) {
      if (!isSame(windows.get(i), want.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(Segment segment, JsonNode pair) {
    return Math.abs(segment.startSeconds() - pair.get(0).doubleValue()) < ROUNDING
        && Math.abs(segment.endSeconds() - pair.get(1).doubleValue()) < ROUNDING;
  }

  private static Verdict ofEvents(JsonNode row, RawAnswer raw) {
    List<Event> read = PARSER.events(raw).answer().prediction();
    List<Event> events = read == null ? List.of() : read;
    JsonNode want = row.get("want");
    boolean right = events.size() == want.size();
    for (int i = 0; right && i < events.size(); i++) {
      right =
          isSame(events.get(i).segment(), want.get(i).get("timestamp"))
              && withoutStop(events.get(i).caption())
                  .equals(withoutStop(want.get(i).get("caption").textValue()));
    }
    return verdict(right, events.isEmpty());
  }

  /** Whether a full stop belongs to a caption is a matter of taste. */
  private static String withoutStop(String caption) {
    String plain = caption.strip();
    return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
  }

  private static Verdict ofHighlights(JsonNode row, RawAnswer raw) {
    HighlightPrediction read = PARSER.highlights(raw).answer().prediction();
    JsonNode want = row.get("want");
    if (read == null) {
      return verdict(want.isEmpty(), true);
    }
    double[] scores = Objects.requireNonNull(read.saliency());
    boolean right = !want.isEmpty();
    for (int clip = 0; clip < scores.length; clip++) {
      right &= Math.abs(scores[clip] - want.path(String.valueOf(clip)).asDouble()) < ROUNDING;
    }
    return verdict(right, false);
  }
}
