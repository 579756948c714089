package org.seq2time.datasets.benchmark;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Segments;

/**
 * Charades-STA in QVHighlights' JSON lines, as lighthouse and QD-DETR read it: {@code {"qid",
 * "query", "vid", "duration", "relevant_windows": [[s, e]]}}. The first window is the true one.
 */
final class CharadesLines {

  private CharadesLines() {}

  /** Whether the file starts with such a line. */
  static boolean isStart(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      if (!cursor.nextRoot() || cursor.token() != JsonToken.START_OBJECT) {
        return false;
      }
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        if (field.equals("qid") || field.equals("relevant_windows")) {
          return true;
        }
        if (field.equals("annotations")) {
          return false;
        }
        cursor.skip();
      }
      return false;
    }
  }

  static Annotations<GroundingSample> read(Path file) {
    SampleCollector<GroundingSample> collector = new SampleCollector<>(file);
    try (JsonCursor cursor = JsonCursor.open(file)) {
      while (cursor.nextRoot()) {
        readQuery(cursor, collector);
      }
    }
    return collector.finish(AnnotationFormat.QVHIGHLIGHTS_JSON);
  }

  private static void readQuery(JsonCursor cursor, SampleCollector<GroundingSample> collector) {
    int line = cursor.line();
    String id = null;
    String video = null;
    String query = null;
    Segment window = null;
    OptionalDouble duration = OptionalDouble.empty();
    cursor.expectObject("a query");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "qid" -> id = cursor.expectId("qid");
        case "vid" -> video = cursor.expectId("vid");
        case "query" -> query = cursor.expectString("query");
        case "relevant_windows" -> window = firstWindow(cursor);
        case "duration" -> duration = Durations.expectDuration(cursor, "duration");
        default -> cursor.skip();
      }
    }
    if (id == null || video == null || query == null || window == null) {
      String missing =
          id == null ? "qid" : video == null ? "vid" : query == null ? "query" : "relevant_windows";
      throw cursor.error(
          "a query has no " + missing, "\"qid\", \"vid\", \"query\" and \"relevant_windows\"");
    }
    if (duration.isPresent()) {
      collector.noteEnd(id, window.endSeconds(), duration.getAsDouble());
    }
    collector.add(new GroundingSample(id, video, duration, query, window), line);
  }

  private static Segment firstWindow(JsonCursor cursor) {
    Segment first = null;
    cursor.expectArray("relevant_windows");
    while (cursor.nextElement()) {
      Segment window = Segments.annotated(cursor, "relevant window");
      first = first == null ? window : first;
    }
    if (first == null) {
      throw cursor.error("a query has no relevant window", "[[start, end]]");
    }
    return first;
  }
}
