package org.seq2time.datasets.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
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
   * Reads dense captions.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Annotations<DenseSample> readYouCook2() {
    requireFormatOf(Benchmark.YOUCOOK2);
    Annotations<DenseSample> read =
        readRoot(
            expectedOfYouCook2(),
            (field, cursor) -> {
              if (field.equals("annotations") && allows(AnnotationFormat.YOUCOOK2_COCO)) {
                return YouCook2Coco.read(path, cursor);
              }
              return field.equals("database") && allows(AnnotationFormat.YOUCOOK2_OFFICIAL)
                  ? YouCook2Official.read(path, cursor, subset)
                  : null;
            });
    return joined(read, DenseSample::withDuration);
  }

  /**
   * Reads grounding queries.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Annotations<GroundingSample> readCharadesSta() {
    requireFormatOf(Benchmark.CHARADES_STA);
    boolean json =
        format == null ? InputFile.looksLikeJson(path) : format == AnnotationFormat.CHARADES_COCO;
    Annotations<GroundingSample> read =
        json
            ? readRoot(
                "\"annotations\" (COCO form)",
                (field, cursor) ->
                    field.equals("annotations") ? CharadesCoco.read(path, cursor) : null)
            : CharadesText.read(path);
    return joined(read, GroundingSample::withDuration);
  }

  /**
   * Reads highlight queries.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Annotations<HighlightSample> readQvHighlights() {
    requireFormatOf(Benchmark.QVHIGHLIGHTS);
    // Every line has its duration, so there is nothing to join.
    return QvHighlightsJson.read(path);
  }

  private String expectedOfYouCook2() {
    String coco = "\"annotations\" (COCO caption form)";
    String official = "\"database\" (YouCook2's release)";
    return switch (format) {
      case YOUCOOK2_COCO -> coco + ", as --format says";
      case YOUCOOK2_OFFICIAL -> official + ", as --format says";
      case null, default -> coco + " or " + official;
    };
  }

  private boolean allows(AnnotationFormat found) {
    return format == null || format == found;
  }

  private void requireFormatOf(Benchmark benchmark) {
    if (format != null && format.benchmark() != benchmark) {
      throw new IllegalArgumentException(
          "format " + format.key() + " does not belong to " + benchmark.key());
    }
  }

  /** Reads the one field of the root object that holds the samples; the others are passed over. */
  private <S extends Sample> Annotations<S> readRoot(
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

  private <S extends Sample> Annotations<S> joined(
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
