package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.seq2time.datasets.Segment;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.reports.record.SampleContent.Mark;

/** Reads the {@code content} of a row as {@link SampleRows} writes it. */
final class ContentReader {

  private ContentReader() {}

  static SampleContent read(JsonCursor cursor) {
    OptionalDouble duration = OptionalDouble.empty();
    String query = "";
    List<Mark> truth = List.of();
    List<Mark> prediction = List.of();
    double[] saliencyTruth = {};
    double[] saliency = {};
    cursor.expectObject("content");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "durationSeconds" -> duration = OptionalDouble.of(cursor.expectNumber(field));
        case "query" -> query = cursor.expectString(field);
        case "truth" -> truth = marks(cursor, field);
        case "prediction" -> prediction = marks(cursor, field);
        case "saliencyTruth" -> saliencyTruth = numbers(cursor, field);
        case "saliency" -> saliency = numbers(cursor, field);
        default -> cursor.skip();
      }
    }
    return new SampleContent(duration, query, truth, prediction, saliencyTruth, saliency);
  }

  private static List<Mark> marks(JsonCursor cursor, String what) {
    List<Mark> marks = new ArrayList<>();
    cursor.expectArray(what);
    while (cursor.nextElement()) {
      cursor.expectArray("a mark");
      cursor.nextElement();
      double start = cursor.expectNumber("a start");
      cursor.nextElement();
      Segment segment = new Segment(start, cursor.expectNumber("an end"));
      String caption = "";
      OptionalDouble score = OptionalDouble.empty();
      if (cursor.nextElement()) {
        if (cursor.token() == JsonToken.VALUE_STRING) {
          caption = cursor.expectString("a caption");
        } else {
          score = OptionalDouble.of(cursor.expectNumber("a score"));
        }
        if (cursor.nextElement()) {
          throw cursor.error("a mark has more than three parts", "start, end, caption or score");
        }
      }
      marks.add(new Mark(segment, caption, score));
    }
    return marks;
  }

  private static double[] numbers(JsonCursor cursor, String what) {
    DoubleStream.Builder numbers = DoubleStream.builder();
    cursor.expectArray(what);
    while (cursor.nextElement()) {
      numbers.add(cursor.expectNumber(what));
    }
    return numbers.build().toArray();
  }
}
