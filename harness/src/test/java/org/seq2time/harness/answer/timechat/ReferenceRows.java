package org.seq2time.harness.answer.timechat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Segment;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.answer.ParseWarning;
import org.seq2time.harness.answer.Parsed;
import org.seq2time.harness.answer.RawAnswer;
import org.seq2time.harness.score.AnswerParsers;

/**
 * Rows {@code {"raw", "duration", "dvc", "tvg", "vhd"}} with what TimeChat's scripts return, or the
 * error that they raise, and the check that {@link TimeChatParser} does the same.
 */
public final class ReferenceRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final AnswerParser PARSER = AnswerParsers.timechat();

  private ReferenceRows() {}

  public static List<JsonNode> read(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.filter(l -> !l.startsWith("#")).map(ReferenceRows::parse).toList();
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Checks every field of the three tasks. */
  static void check(JsonNode row) {
    RawAnswer raw =
        RawAnswer.of(row.get("raw").textValue()).withDuration(row.get("duration").doubleValue());
    checkEvents(row.get("dvc"), PARSER.events(raw), row.toString());
    checkWindows(row.get("tvg"), PARSER.windows(raw), row.toString());
    checkLists(row.get("vhd"), raw.text(), row.toString());
    checkClips(row.get("vhd"), PARSER.highlights(raw), row.toString());
  }

  private static void checkEvents(JsonNode expected, Parsed<List<Event>> found, String row) {
    List<Event> events = found.answer().prediction();
    checkOutcome(expected, found, row);
    if (events != null) {
      ArrayNode times = NODES.arrayNode();
      ArrayNode captions = NODES.arrayNode();
      for (Event event : events) {
        times.add(pair(event.segment()));
        captions.add(event.caption());
      }
      assertThat(times).as(row).isEqualTo(expected.get("timestamps"));
      assertThat(captions).as(row).isEqualTo(expected.get("captions"));
    }
  }

  private static void checkWindows(JsonNode expected, Parsed<List<Segment>> found, String row) {
    List<Segment> windows = found.answer().prediction();
    checkOutcome(expected, found, row);
    if (windows != null) {
      ArrayNode times = NODES.arrayNode();
      windows.forEach(w -> times.add(pair(w)));
      assertThat(times).as(row).isEqualTo(expected.get("timestamps"));
    }
  }

  private static void checkOutcome(JsonNode expected, Parsed<?> found, String row) {
    boolean none = expected.has("error") || expected.get("timestamps").isEmpty();
    assertThat(found.answer().outcome() == Outcome.PARSED).as(row).isNotEqualTo(none);
    assertThat(found.warnings().contains(ParseWarning.REFERENCE_FAILS))
        .as(row)
        .isEqualTo(expected.has("error"));
  }

  private static void checkLists(JsonNode expected, String raw, String row) {
    TimeChatHighlights found = TimeChatHighlights.parse(raw);
    assertThat(found == null).as(row).isEqualTo(expected.has("error"));
    if (found == null) {
      return;
    }
    assertThat(numbers(found.times())).as(row).isEqualTo(expected.get("timestamps"));
    assertThat(numbers(found.scores())).as(row).isEqualTo(expected.get("scores"));
    ArrayNode highlights = NODES.arrayNode();
    for (int i = 0; found.times().size() > 1 && i < found.times().size(); i++) {
      highlights
          .addObject()
          .put("timestamp", found.times().get(i))
          .put("saliency_score", found.scores().get(i));
    }
    assertThat(highlights).as(row).isEqualTo(expected.get("highlights"));
  }

  private static void checkClips(JsonNode expected, Parsed<HighlightPrediction> found, String row) {
    HighlightPrediction prediction = found.answer().prediction();
    boolean fails = expected.has("error") || expected.has("clip_scores_error");
    assertThat(prediction == null).as(row).isEqualTo(fails);
    if (prediction != null) {
      ArrayNode scores = NODES.arrayNode();
      assertThat(prediction.windows()).isNull();
      double[] saliency = prediction.saliency();
      for (int i = 0; saliency != null && i < saliency.length; i++) {
        scores.add(saliency[i]);
      }
      assertThat(scores).as(row).isEqualTo(expected.get("clip_scores"));
    }
  }

  private static ArrayNode pair(Segment segment) {
    return NODES.arrayNode().add(segment.startSeconds()).add(segment.endSeconds());
  }

  private static ArrayNode numbers(List<Double> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(array::add);
    return array;
  }
}
