package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * Reads a benchmark's annotations. The format is recognised from the content unless one is given.
 *
 * @param path the file, plain or gzip
 * @param format how it is written; null to find out
 * @param subset which videos of YouCook2's official file, which holds all of them
 * @param durations lengths for videos whose annotation has none; null for none
 */
public record AnnotationFile(
    Path path, @Nullable AnnotationFormat format, String subset, @Nullable Durations durations) {

  /** The subset of YouCook2 on which the field reports. */
  public static final String DEFAULT_SUBSET = "validation";

  private static final int SHOWN_FIELDS = 5;

  /** A file whose format is recognised from its content. */
  public static AnnotationFile of(Path path) {
    return new AnnotationFile(path, null, DEFAULT_SUBSET, null);
  }

  /**
   * Reads the samples of a benchmark.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   * @throws IllegalArgumentException if the format given is not one of the benchmark's
   */
  public <S extends Sample> Annotations<S> read(Benchmark<S, ?> benchmark) {
    if (format != null && !benchmark.formats().contains(format)) {
      throw new IllegalArgumentException(
          "format " + format.key() + " does not belong to " + benchmark.key());
    }
    return benchmark.reader().read(this);
  }

  /** Whether a part of the file that is written so may be read. */
  boolean allows(AnnotationFormat found) {
    return format == null || format == found;
  }

  /** Reads the one field of the root object that holds the samples; the others are passed over. */
  <S extends Sample> Annotations<S> readRoot(
      String expected, BiFunction<String, JsonCursor, @Nullable Annotations<S>> reader) {
    Annotations<S> found = null;
    List<String> fields = new ArrayList<>();
    try (JsonCursor cursor = JsonCursor.open(path)) {
      cursor.nextRoot();
      cursor.expectObject("the annotation file's content");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        Annotations<S> read = reader.apply(field, cursor);
        if (read == null) {
          if (fields.size() < SHOWN_FIELDS) {
            fields.add(Quoted.shorten(field));
          }
          cursor.skip();
        } else if (found != null) {
          throw cursor.error(
              "the file contains annotations in two formats", "only one of them, or --format");
        } else {
          found = read;
        }
      }
      if (found == null) {
        throw new BadInputException(
            path
                + ": not an annotation file of this benchmark: its fields are "
                + fields
                + "; expected "
                + expected);
      }
      cursor.expectEnd();
    }
    return found;
  }

  /** The samples with the lengths that {@link #durations} knows. */
  <S extends Sample> Annotations<S> joined(
      Annotations<S> annotations, BiFunction<S, Double, S> withDuration) {
    if (durations == null) {
      return annotations;
    }
    List<S> samples = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (S sample : annotations.samples()) {
      if (sample.durationSeconds().isPresent()) {
        samples.add(sample);
      } else if (durations.of(sample.video()).isPresent()) {
        samples.add(withDuration.apply(sample, durations.of(sample.video()).getAsDouble()));
      } else {
        samples.add(sample);
        unknown.add(Quoted.shorten(sample.video()));
      }
    }
    List<Notice> notices = new ArrayList<>(annotations.notices());
    if (!unknown.isEmpty()) {
      notices.add(
          Notice.of(
              "samples have no duration, neither in the annotations nor in the durations file",
              unknown));
    }
    return new Annotations<>(annotations.format(), samples, notices);
  }
}
