package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Segments;

/** Charades-STA in the COCO form that TimeChat's evaluation reads. */
final class CharadesCoco {

  private CharadesCoco() {}

  /** Reads the array under the cursor, which is the value of {@code annotations}. */
  static Annotations<GroundingSample> read(Path file, JsonCursor cursor) {
    SampleCollector<GroundingSample> collector = new SampleCollector<>(file);
    cursor.expectArray("annotations");
    while (cursor.nextElement()) {
      readQuery(cursor, collector);
    }
    return collector.finish(AnnotationFormat.CHARADES_COCO);
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
        case "id" -> id = cursor.expectId("id");
        case "image_id" -> video = cursor.expectId("image_id");
        case "caption" -> query = cursor.expectString("caption");
        case "timestamp" -> window = Segments.annotated(cursor, "timestamp");
        case "duration" -> duration = Durations.expectDuration(cursor, "duration");
        default -> cursor.skip();
      }
    }
    if (id == null || video == null || query == null || window == null) {
      String missing =
          id == null ? "id" : video == null ? "image_id" : query == null ? "caption" : "timestamp";
      throw cursor.error(
          "a query has no " + missing, "\"id\", \"image_id\", \"caption\" and \"timestamp\"");
    }
    if (duration.isPresent()) {
      collector.noteEnd(id, window.endSeconds(), duration.getAsDouble());
    }
    collector.add(new GroundingSample(id, video, duration, query, window), line);
  }
}
