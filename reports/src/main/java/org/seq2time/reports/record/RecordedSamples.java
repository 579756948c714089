package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * The rows of a finished run, read back from its {@code samples.jsonl}.
 *
 * @param ids of the samples in file order, each once
 * @param videos of the same samples; empty if the file does not name them
 * @param outcomes of the same samples
 * @param values score or detail to one value per sample, NaN where there is none; not to be changed
 * @param statistics of scores that are no means
 * @param contents question, truth and prediction of the same samples; empty if they were not asked
 *     for or the file does not have them
 */
public record RecordedSamples(
    List<String> ids,
    List<String> videos,
    List<Outcome> outcomes,
    Map<String, double[]> values,
    Map<String, RecordedStatistics> statistics,
    List<SampleContent> contents) {

  public RecordedSamples {
    ids = List.copyOf(ids);
    videos = List.copyOf(videos);
    outcomes = List.copyOf(outcomes);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    contents = List.copyOf(contents);
    statistics = Collections.unmodifiableMap(new LinkedHashMap<>(statistics));
  }

  /** Samples without contents. */
  public RecordedSamples(
      List<String> ids,
      List<String> videos,
      List<Outcome> outcomes,
      Map<String, double[]> values,
      Map<String, RecordedStatistics> statistics) {
    this(ids, videos, outcomes, values, statistics, List.of());
  }

  /**
   * What a score is folded from.
   *
   * @param fold key of the fold
   * @param columns per statistic one value per sample; not to be changed
   */
  public record RecordedStatistics(String fold, List<double[]> columns) {
    public RecordedStatistics {
      columns = List.copyOf(columns);
    }
  }

  /** How many samples there are. */
  public int size() {
    return ids.size();
  }

  /** Where each sample stands. */
  public Map<String, Integer> positions() {
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      positions.put(ids.get(i), i);
    }
    return positions;
  }

  /**
   * Reads {@code samples.jsonl}.
   *
   * @param withContents whether questions, truths and predictions are wanted
   * @throws org.seq2time.datasets.io.BadInputException if it is missing or something else
   */
  public static RecordedSamples read(Path file, boolean withContents) {
    Reader reader = new Reader(withContents);
    try (JsonCursor cursor = JsonCursor.open(file)) {
      while (cursor.nextRoot()) {
        reader.readRow(cursor);
      }
      if (reader.ids.isEmpty()) {
        throw cursor.error("no sample", "samples.jsonl of a run folder");
      }
    }
    return reader.samples();
  }

  /** Collects rows; every row must have the fields of the first. */
  private static final class Reader {

    private final boolean withContents;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final List<String> videos = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<String, Numbers> values = new LinkedHashMap<>();
    private final Map<String, String> folds = new LinkedHashMap<>();
    private final Map<String, List<Numbers>> statistics = new LinkedHashMap<>();

    private final List<SampleContent> contents = new ArrayList<>();

    private Reader(boolean withContents) {
      this.withContents = withContents;
    }

    private void readRow(JsonCursor cursor) {
      int row = ids.size();
      String id = null;
      Outcome outcome = null;
      cursor.expectObject("a sample's row");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        switch (field) {
          case "id" -> id = cursor.expectId(field);
          case "video" -> videos.add(cursor.expectString(field));
          case "outcome" -> outcome = readOutcome(cursor);
          case "statistics" -> readStatistics(cursor);
          case "content" -> readContent(cursor);
          default -> readValue(cursor, field);
        }
      }
      if (id == null || outcome == null) {
        throw cursor.error("a row has no id or no outcome", "both");
      }
      Integer before = ids.put(id, row);
      if (before != null) {
        throw cursor.error("sample " + Quoted.value(id) + " occurs twice");
      }
      outcomes.add(outcome);
      requireComplete(cursor, row + 1);
    }

    private void readValue(JsonCursor cursor, String field) {
      boolean isNull = cursor.token() == JsonToken.VALUE_NULL;
      values
          .computeIfAbsent(field, key -> new Numbers())
          .add(isNull ? Double.NaN : cursor.expectNumber(field));
    }

    private void readContent(JsonCursor cursor) {
      if (withContents) {
        contents.add(ContentReader.read(cursor));
      } else {
        cursor.skip();
      }
    }

    private static Outcome readOutcome(JsonCursor cursor) {
      String key = cursor.expectString("outcome");
      return Arrays.stream(Outcome.values())
          .filter(o -> o.key().equals(key))
          .findFirst()
          .orElseThrow(() -> cursor.unexpected("outcome", "parsed, noTimeFound, notAnswered, ..."));
    }

    private void readStatistics(JsonCursor cursor) {
      cursor.expectObject("statistics");
      for (String score = cursor.nextField(); score != null; score = cursor.nextField()) {
        cursor.expectObject(score);
        for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
          switch (field) {
            case "fold" -> folds.put(score, cursor.expectString(field));
            case "values" -> readNumbers(cursor, score);
            default -> cursor.skip();
          }
        }
      }
    }

    private void readNumbers(JsonCursor cursor, String score) {
      List<Numbers> columns = statistics.computeIfAbsent(score, key -> new ArrayList<>());
      cursor.expectArray("values");
      for (int k = 0; cursor.nextElement(); k++) {
        if (k == columns.size()) {
          columns.add(new Numbers());
        }
        columns.get(k).add(cursor.expectNumber("a value"));
      }
    }

    private void requireComplete(JsonCursor cursor, int rows) {
      if (!videos.isEmpty() && videos.size() != rows) {
        throw cursor.error("some rows name a video and some do not", "all or none");
      }
      if (!contents.isEmpty() && contents.size() != rows) {
        throw cursor.error("some rows have content and some do not", "all or none");
      }
      values.forEach((field, numbers) -> requireSize(cursor, field, numbers, rows));
      statistics.forEach(
          (score, columns) -> columns.forEach(c -> requireSize(cursor, score, c, rows)));
    }

    private static void requireSize(JsonCursor cursor, String field, Numbers numbers, int rows) {
      if (numbers.size != rows) {
        throw cursor.error(
            Quoted.value(field) + " is not in every row", "the same fields in all rows");
      }
    }

    private RecordedSamples samples() {
      Map<String, double[]> arrays = new LinkedHashMap<>();
      values.forEach((field, numbers) -> arrays.put(field, numbers.toArray()));
      Map<String, RecordedStatistics> recorded = new LinkedHashMap<>();
      statistics.forEach(
          (score, columns) ->
              Optional.ofNullable(folds.get(score))
                  .ifPresent(
                      fold ->
                          recorded.put(
                              score,
                              new RecordedStatistics(
                                  fold, columns.stream().map(Numbers::toArray).toList()))));
      return new RecordedSamples(
          List.copyOf(ids.keySet()), videos, outcomes, arrays, recorded, contents);
    }
  }

  /** A growing array. */
  private static final class Numbers {
    private double[] values = new double[64];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}
