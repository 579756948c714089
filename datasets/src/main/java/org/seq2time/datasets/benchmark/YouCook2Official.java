package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Segments;

/**
 * YouCook2's own release, {@code youcookii_annotations_trainval.json}, which holds all subsets in
 * one file. A caption gets the final full stop that the COCO form gives it.
 */
final class YouCook2Official {

  private static final int SHOWN_SUBSETS = 5;

  private final SampleCollector<DenseSample> collector;
  private final String subset;
  private final TreeMap<String, Integer> videosOfSubset = new TreeMap<>();

  private YouCook2Official(SampleCollector<DenseSample> collector, String subset) {
    this.collector = collector;
    this.subset = subset;
  }

  /** Reads the object under the cursor, which is the value of {@code database}. */
  static Annotations<DenseSample> read(Path file, JsonCursor cursor, String subset) {
    YouCook2Official reader = new YouCook2Official(new SampleCollector<>(file), subset);
    cursor.expectObject("database");
    for (String id = cursor.nextField(); id != null; id = cursor.nextField()) {
      reader.readVideo(id, cursor);
    }
    if (reader.collector.size() == 0) {
      throw new BadInputException(
          file
              + ": no video is in subset "
              + Quoted.value(subset)
              + "; the file has "
              + reader.subsetCounts()
              + ", choose one with --subset");
    }
    return reader.collector.finish(AnnotationFormat.YOUCOOK2_OFFICIAL);
  }

  private String subsetCounts() {
    return videosOfSubset.entrySet().stream()
        .limit(SHOWN_SUBSETS)
        .map(e -> Quoted.shorten(e.getKey()) + " (" + e.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private void readVideo(String id, JsonCursor cursor) {
    int line = cursor.line();
    OptionalDouble duration = OptionalDouble.empty();
    String videoSubset = null;
    List<Event> events = List.of();
    cursor.expectObject("a video");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "subset" -> videoSubset = cursor.expectString("subset");
        case "duration" -> duration = Durations.expectDuration(cursor, "duration");
        case "annotations" -> events = readEvents(cursor);
        default -> cursor.skip();
      }
    }
    if (videoSubset == null) {
      throw cursor.error(
          "subset of " + Quoted.shorten(id) + " is missing", "the name of the video's subset");
    }
    videosOfSubset.merge(videoSubset, 1, Integer::sum);
    if (!videoSubset.equals(subset)) {
      return;
    }
    if (events.isEmpty()) {
      throw cursor.error(
          "annotations of " + Quoted.shorten(id) + " are missing", "at least one event");
    }
    for (Event event : events) {
      if (duration.isPresent()) {
        collector.noteEnd(id, event.segment().endSeconds(), duration.getAsDouble());
      }
    }
    collector.add(new DenseSample(id, duration, events), line);
  }

  private static List<Event> readEvents(JsonCursor cursor) {
    List<Event> events = new ArrayList<>();
    cursor.expectArray("annotations");
    while (cursor.nextElement()) {
      events.add(readEvent(cursor));
    }
    return events;
  }

  private static Event readEvent(JsonCursor cursor) {
    Segment segment = null;
    @Nullable String sentence = null;
    cursor.expectObject("an event");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "segment" -> segment = Segments.annotated(cursor, "segment");
        case "sentence" -> sentence = cursor.expectString("sentence");
        default -> cursor.skip();
      }
    }
    if (segment == null || sentence == null) {
      throw cursor.error(
          "an event has no " + (segment == null ? "segment" : "sentence"),
          "{\"segment\": [start, end], \"sentence\": text}");
    }
    return new Event(segment, sentence + ".");
  }
}
