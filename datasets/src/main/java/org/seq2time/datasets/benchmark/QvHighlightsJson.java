package org.seq2time.datasets.benchmark;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Saliency;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Segments;

/** QVHighlights' own release: one JSON object a line (an array of them is read as well). */
final class QvHighlightsJson {

  private final SampleCollector<HighlightSample> collector;

  private QvHighlightsJson(SampleCollector<HighlightSample> collector) {
    this.collector = collector;
  }

  static Annotations<HighlightSample> read(Path file) {
    QvHighlightsJson reader = new QvHighlightsJson(new SampleCollector<>(file));
    try (JsonCursor cursor = JsonCursor.open(file)) {
      while (cursor.nextRoot()) {
        if (cursor.token() == JsonToken.START_ARRAY) {
          while (cursor.nextElement()) {
            reader.readQuery(cursor);
          }
        } else {
          reader.readQuery(cursor);
        }
      }
    }
    return reader.collector.finish(AnnotationFormat.QVHIGHLIGHTS_JSON);
  }

  private void readQuery(JsonCursor cursor) {
    int line = cursor.line();
    Fields fields = Fields.read(cursor);
    String id = fields.id;
    String video = fields.video;
    String query = fields.query;
    if (id == null || video == null || query == null || fields.duration.isEmpty()) {
      String missing =
          id == null ? "qid" : video == null ? "vid" : query == null ? "query" : "duration";
      throw cursor.error(
          "a query has no " + missing, "a line of QVHighlights' annotation with its " + missing);
    }
    if (fields.windows == null || fields.relevantClips == null || fields.saliency == null) {
      throw cursor.error(
          "query " + Quoted.shorten(id) + " has no ground truth",
          "relevant_windows, relevant_clip_ids and saliency_scores (the public test split hides"
              + " them: use the validation split)");
    }
    if (fields.windows.isEmpty()) {
      throw cursor.error(
          "query " + Quoted.shorten(id) + " has no relevant window", "at least one [start, end]");
    }
    double duration = fields.duration.getAsDouble();
    for (Segment window : fields.windows) {
      collector.noteEnd(id, window.endSeconds(), duration);
    }
    try {
      Saliency saliency =
          Saliency.of(Saliency.clipsIn(duration), fields.relevantClips, fields.saliency);
      collector.add(
          new HighlightSample(id, video, fields.duration, query, fields.windows, saliency), line);
    } catch (IllegalArgumentException e) {
      throw cursor.error("query " + Quoted.shorten(id) + ": " + e.getMessage());
    }
  }

  /** The fields of one line as they come. */
  private static final class Fields {
    private @Nullable String id;
    private @Nullable String video;
    private @Nullable String query;
    private OptionalDouble duration = OptionalDouble.empty();
    private @Nullable List<Segment> windows;
    private @Nullable List<Integer> relevantClips;
    private @Nullable List<List<Integer>> saliency;

    static Fields read(JsonCursor cursor) {
      Fields fields = new Fields();
      cursor.expectObject("a query");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        switch (field) {
          case "qid" -> fields.id = cursor.expectId("qid");
          case "vid" -> fields.video = cursor.expectId("vid");
          case "query" -> fields.query = cursor.expectString("query");
          case "duration" -> fields.duration = Durations.expectDuration(cursor, "duration");
          case "relevant_windows" -> fields.windows = readWindows(cursor);
          case "relevant_clip_ids" -> fields.relevantClips = readClips(cursor);
          case "saliency_scores" -> fields.saliency = readSaliency(cursor);
          case "pred_relevant_windows", "pred_saliency_scores" ->
              throw cursor.error(
                  "this looks like a prediction file", "annotations (are the two files swapped?)");
          default -> cursor.skip();
        }
      }
      return fields;
    }

    private static List<Segment> readWindows(JsonCursor cursor) {
      List<Segment> windows = new ArrayList<>();
      cursor.expectArray("relevant_windows");
      while (cursor.nextElement()) {
        windows.add(Segments.annotated(cursor, "relevant window"));
      }
      return windows;
    }

    private static List<Integer> readClips(JsonCursor cursor) {
      return readInts(cursor, "relevant_clip_ids", Integer.MAX_VALUE);
    }

    private static List<List<Integer>> readSaliency(JsonCursor cursor) {
      List<List<Integer>> scores = new ArrayList<>();
      cursor.expectArray("saliency_scores");
      while (cursor.nextElement()) {
        scores.add(readInts(cursor, "saliency_scores", Saliency.MAX_SCORE));
      }
      return scores;
    }

    private static List<Integer> readInts(JsonCursor cursor, String what, int max) {
      List<Integer> values = new ArrayList<>();
      cursor.expectArray(what);
      while (cursor.nextElement()) {
        values.add(cursor.expectInt(what, 0, max));
      }
      return values;
    }
  }
}
