package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Segments;

/**
 * YouCook2 (or ActivityNet Captions) in COCO caption form. Captions stand in one string: {@code
 * pure_cap} is split at {@code ". "}; without it {@code caption} is split at {@code "."} and pieces
 * of five characters or fewer are dropped. Every caption ends with a full stop. Source: TimeChat's
 * {@code eval_dvc.py}.
 */
final class YouCook2Coco {

  private static final int SHORT_PIECE = 5;

  private final SampleCollector<DenseSample> collector;

  private YouCook2Coco(SampleCollector<DenseSample> collector) {
    this.collector = collector;
  }

  /** Reads the array under the cursor, which is the value of {@code annotations}. */
  static Annotations<DenseSample> read(Path file, JsonCursor cursor) {
    YouCook2Coco reader = new YouCook2Coco(new SampleCollector<>(file));
    cursor.expectArray("annotations");
    while (cursor.nextElement()) {
      reader.readVideo(cursor);
    }
    return reader.collector.finish(AnnotationFormat.YOUCOOK2_COCO);
  }

  private void readVideo(JsonCursor cursor) {
    int line = cursor.line();
    String id = null;
    String pureCaption = null;
    String caption = null;
    OptionalDouble duration = OptionalDouble.empty();
    List<Segment> segments = null;
    cursor.expectObject("a video's annotation");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "image_id" -> id = fileName(cursor.expectId("image_id"));
        case "pure_cap" -> pureCaption = cursor.expectString("pure_cap");
        case "caption" -> caption = cursor.expectString("caption");
        case "duration" -> duration = Durations.expectDuration(cursor, "duration");
        case "segments" -> segments = readSegments(cursor);
        default -> cursor.skip();
      }
    }
    if (id == null || id.isEmpty()) {
      throw cursor.error("image_id is missing", "the video's file name");
    }
    if (segments == null || segments.isEmpty()) {
      throw cursor.error(
          "segments of " + Quoted.shorten(id) + " are missing", "a list of [start, end] pairs");
    }
    List<String> captions = captions(pureCaption, caption);
    if (captions.size() != segments.size()) {
      throw cursor.error(
          "video "
              + Quoted.shorten(id)
              + " has "
              + segments.size()
              + " segments but "
              + captions.size()
              + " captions",
          pureCaption != null
              ? "as many captions, split at \". \", in pure_cap"
              : "as many captions of more than 5 characters, split at \".\", in caption");
    }
    List<Event> events = new ArrayList<>(segments.size());
    for (int i = 0; i < segments.size(); i++) {
      events.add(new Event(segments.get(i), captions.get(i)));
      if (duration.isPresent()) {
        collector.noteEnd(id, segments.get(i).endSeconds(), duration.getAsDouble());
      }
    }
    collector.add(new DenseSample(id, duration, events), line);
  }

  private static List<Segment> readSegments(JsonCursor cursor) {
    List<Segment> segments = new ArrayList<>();
    cursor.expectArray("segments");
    while (cursor.nextElement()) {
      segments.add(Segments.annotated(cursor, "segment"));
    }
    return segments;
  }

  private static List<String> captions(@Nullable String pureCaption, @Nullable String caption) {
    List<String> captions = new ArrayList<>();
    if (pureCaption != null) {
      for (String piece : split(pureCaption, ". ")) {
        captions.add(piece + ".");
      }
    } else if (caption != null) {
      for (String piece : split(caption, ".")) {
        if (piece.codePointCount(0, piece.length()) > SHORT_PIECE) {
          captions.add(piece.strip() + ".");
        }
      }
    }
    return captions;
  }

  /** Splits at every occurrence and keeps empty pieces, also at the end. */
  private static List<String> split(String text, String separator) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      pieces.add(text.substring(from, at));
      from = at + separator.length();
    }
    pieces.add(text.substring(from));
    return pieces;
  }

  private static String fileName(String imageId) {
    return imageId.substring(imageId.lastIndexOf('/') + 1);
  }
}
