package org.seq2time.datasets.prediction;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Segments;
import org.seq2time.datasets.prediction.Predictions.Entry;

/**
 * Reads a model's predictions. The format is recognised from the content unless one is given.
 *
 * @param path the file, plain or gzip
 * @param format how it is written; null to find out
 */
public record PredictionFile(Path path, @Nullable PredictionFormat format) {

  /** Fields beside {@code results} in the ActivityNet challenge form. */
  private static final List<String> ACTIVITYNET_FIELDS = List.of("version", "external_data");

  /** A file whose format is recognised from its content. */
  public static PredictionFile of(Path path) {
    return new PredictionFile(path, null);
  }

  /**
   * Reads dense captions: per video, in file order, the predicted events.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Predictions<List<Event>> readEvents() {
    Map<String, Entry<List<Event>>> entries = new LinkedHashMap<>();
    PredictionFormat found = PredictionFormat.TIMECHAT;
    boolean needsResults = format == PredictionFormat.ACTIVITYNET;
    try (JsonCursor cursor = JsonCursor.open(path)) {
      enterObject(cursor, "{video: [{\"timestamp\": [s, e], \"caption\": text}]}");
      for (String key = cursor.nextField(); key != null; key = cursor.nextField()) {
        if (key.equals("results") && cursor.token() == JsonToken.START_OBJECT) {
          found = PredictionFormat.ACTIVITYNET;
          requireFormat(cursor, found);
          for (String video = cursor.nextField(); video != null; video = cursor.nextField()) {
            putOnce(entries, video, events(cursor, "sentence"), cursor);
          }
        } else if (ACTIVITYNET_FIELDS.contains(key) && cursor.token() != JsonToken.START_ARRAY) {
          needsResults = true;
          cursor.skip();
        } else {
          requireFormat(cursor, PredictionFormat.TIMECHAT);
          refuseAnnotations(cursor, key);
          putOnce(entries, key, events(cursor, "caption"), cursor);
        }
      }
      if (needsResults && entries.isEmpty() && found != PredictionFormat.ACTIVITYNET) {
        throw cursor.error("the predictions have no results", "{\"results\": {video: [...]}}");
      }
      cursor.expectEnd();
    }
    return new Predictions<>(found, entries);
  }

  /**
   * Reads grounding: per query id, in file order, the predicted windows, best first.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Predictions<List<Segment>> readWindows() {
    if ((format == null || format == PredictionFormat.QVHIGHLIGHTS) && isSubmission()) {
      return windowsOf(readHighlights());
    }
    Map<String, Entry<List<Segment>>> entries = new LinkedHashMap<>();
    try (JsonCursor cursor = JsonCursor.open(path)) {
      enterObject(cursor, "{query id: {\"timestamp\": [[s, e], ...]}}");
      requireFormat(cursor, PredictionFormat.TIMECHAT);
      for (String id = cursor.nextField(); id != null; id = cursor.nextField()) {
        refuseAnnotations(cursor, id);
        entries.put(id, windows(cursor));
      }
      cursor.expectEnd();
    }
    return new Predictions<>(PredictionFormat.TIMECHAT, entries);
  }

  /**
   * Reads highlights: per query id, in file order, windows and clip scores.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Predictions<HighlightPrediction> readHighlights() {
    Map<String, Entry<HighlightPrediction>> entries = new LinkedHashMap<>();
    try (JsonCursor cursor = JsonCursor.open(path)) {
      requireFormat(cursor, PredictionFormat.QVHIGHLIGHTS);
      for (boolean more = enterFirst(cursor); more; more = cursor.nextRoot()) {
        if (cursor.token() == JsonToken.START_ARRAY) {
          while (cursor.nextElement()) {
            readSubmission(cursor, entries);
          }
        } else {
          readSubmission(cursor, entries);
        }
      }
    }
    return new Predictions<>(PredictionFormat.QVHIGHLIGHTS, entries);
  }

  /** Whether the file starts like a QVHighlights submission, which names its query in each line. */
  private boolean isSubmission() {
    try (JsonCursor cursor = JsonCursor.open(path)) {
      if (!cursor.nextRoot() || cursor.token() != JsonToken.START_OBJECT) {
        return false;
      }
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        if (field.equals("pred_relevant_windows")) {
          return true;
        }
        cursor.skip();
      }
      return false;
    } catch (BadInputException e) {
      return false; // The reader of the other form says what is wrong.
    }
  }

  /** Windows by falling score; equal scores keep the order of the file. */
  private static Predictions<List<Segment>> windowsOf(Predictions<HighlightPrediction> read) {
    Map<String, Entry<List<Segment>>> entries = new LinkedHashMap<>();
    read.entries()
        .forEach(
            (id, entry) -> {
              HighlightPrediction prediction = entry.answer().prediction();
              List<ScoredWindow> windows = prediction == null ? null : prediction.windows();
              List<Segment> ranked =
                  windows == null
                      ? List.of()
                      : windows.stream()
                          .sorted(Comparator.comparingDouble(ScoredWindow::score).reversed())
                          .map(ScoredWindow::segment)
                          .toList();
              entries.put(id, new Entry<>(answer(ranked), entry.video()));
            });
    return new Predictions<>(read.format(), entries);
  }

  private static void enterObject(JsonCursor cursor, String expected) {
    cursor.nextRoot();
    if (cursor.token() == JsonToken.START_ARRAY) {
      throw cursor.error(
          "a list is not a formatted prediction file (raw model answers go to --answers)",
          expected);
    }
    cursor.expectObject("the prediction file's content");
  }

  /** Moves to the first value at the root, which there must be. */
  private static boolean enterFirst(JsonCursor cursor) {
    boolean found = cursor.nextRoot();
    cursor.token();
    return found;
  }

  /** JSON objects have no field twice, but a video may stand inside and beside "results". */
  private static void putOnce(
      Map<String, Entry<List<Event>>> entries,
      String video,
      Entry<List<Event>> entry,
      JsonCursor cursor) {
    if (entries.put(video, entry) != null) {
      throw cursor.error("a video is predicted twice", "each video once");
    }
  }

  private void requireFormat(JsonCursor cursor, PredictionFormat found) {
    if (format != null && format != found) {
      throw cursor.error("the content is " + found.key(), format.key() + ", as --format says");
    }
  }

  private static void refuseAnnotations(JsonCursor cursor, String key) {
    if (key.equals("annotations") || key.equals("database")) {
      throw cursor.error(
          "this looks like an annotation file", "predictions (are the two files swapped?)");
    }
  }

  private static Entry<List<Event>> events(JsonCursor cursor, String captionField) {
    List<Event> events = new ArrayList<>();
    cursor.expectArray("a video's events");
    while (cursor.nextElement()) {
      events.add(event(cursor, captionField));
    }
    return new Entry<>(answer(events), "");
  }

  private static Event event(JsonCursor cursor, String captionField) {
    Segment segment = null;
    String caption = null;
    cursor.expectObject("an event");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (field.equals("timestamp")) {
        segment = Segments.predicted(cursor, "timestamp");
      } else if (field.equals(captionField)) {
        caption = cursor.expectString(captionField);
      } else {
        cursor.skip();
      }
    }
    if (segment == null || caption == null) {
      throw cursor.error(
          "an event has no " + (segment == null ? "timestamp" : captionField),
          "{\"timestamp\": [s, e], \"" + captionField + "\": text}");
    }
    return new Event(segment, caption);
  }

  private static Entry<List<Segment>> windows(JsonCursor cursor) {
    if (cursor.token() == JsonToken.START_ARRAY) {
      return new Entry<>(answer(windowList(cursor)), "");
    }
    List<Segment> windows = null;
    String video = "";
    cursor.expectObject("a query's prediction");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "timestamp" -> windows = windowList(cursor);
        case "vid" -> video = cursor.expectId("vid");
        default -> cursor.skip();
      }
    }
    if (windows == null) {
      throw cursor.error("a prediction has no timestamp", "{\"timestamp\": [[s, e], ...]}");
    }
    return new Entry<>(answer(windows), video);
  }

  private static List<Segment> windowList(JsonCursor cursor) {
    List<Segment> windows = new ArrayList<>();
    cursor.expectArray("timestamp");
    while (cursor.nextElement()) {
      windows.add(Segments.predicted(cursor, "window"));
    }
    return windows;
  }

  private static void readSubmission(
      JsonCursor cursor, Map<String, Entry<HighlightPrediction>> entries) {
    String id = null;
    String video = "";
    List<ScoredWindow> windows = null;
    double[] saliency = null;
    cursor.expectObject("a query's prediction");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "qid" -> id = cursor.expectId("qid");
        case "vid" -> video = cursor.expectId("vid");
        case "pred_relevant_windows" -> windows = scoredWindows(cursor);
        case "pred_saliency_scores" -> saliency = numbers(cursor);
        case "relevant_windows", "relevant_clip_ids" -> refuseAnnotations(cursor, "annotations");
        default -> cursor.skip();
      }
    }
    if (id == null) {
      throw cursor.error("a prediction has no qid", "the query's id");
    }
    if (windows == null && saliency == null) {
      throw cursor.error(
          "the prediction for query " + Quoted.shorten(id) + " is missing",
          "\"pred_relevant_windows\" or \"pred_saliency_scores\" or both");
    }
    boolean empty =
        (windows == null || windows.isEmpty()) && (saliency == null || saliency.length == 0);
    Answer<HighlightPrediction> answer =
        empty
            ? Answer.none(Outcome.NO_TIME_FOUND)
            : Answer.parsed(HighlightPrediction.of(windows, saliency));
    if (entries.put(id, new Entry<>(answer, video)) != null) {
      throw cursor.error("query " + Quoted.shorten(id) + " is predicted twice", "each qid once");
    }
  }

  private static List<ScoredWindow> scoredWindows(JsonCursor cursor) {
    List<ScoredWindow> windows = new ArrayList<>();
    cursor.expectArray("pred_relevant_windows");
    while (cursor.nextElement()) {
      cursor.expectArray("window");
      double[] values = new double[3];
      int count = 0;
      while (cursor.nextElement()) {
        if (count < values.length) {
          values[count] = cursor.expectNumber("window");
        }
        count++;
      }
      if (count != values.length) {
        throw cursor.error("a window has " + count + " numbers", "[start, end, score]");
      }
      windows.add(new ScoredWindow(new Segment(values[0], values[1]), values[2]));
    }
    return windows;
  }

  private static double[] numbers(JsonCursor cursor) {
    double[] values = new double[80];
    int count = 0;
    cursor.expectArray("pred_saliency_scores");
    while (cursor.nextElement()) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = cursor.expectNumber("saliency score");
    }
    return Arrays.copyOf(values, count);
  }

  /** A list with something in it was parsed; an empty one is an answer without a time. */
  private static <T> Answer<List<T>> answer(List<T> found) {
    return found.isEmpty() ? Answer.none(Outcome.NO_TIME_FOUND) : Answer.parsed(List.copyOf(found));
  }
}
