package org.seq2time.reports.gate;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;

/**
 * One benchmark of the JSON that JMH writes with {@code -rf json}.
 *
 * @param benchmark class and method
 * @param parameters its parameters by name
 * @param mode such as {@code avgt} (time, lower is better) or {@code thrpt} (higher is better)
 * @param unit of the score
 * @param score mean over all iterations, above 0
 * @param error half the width of its 99.9 % interval; empty for a single iteration
 */
public record JmhResult(
    String benchmark,
    Map<String, String> parameters,
    String mode,
    String unit,
    double score,
    OptionalDouble error) {

  private static final String THROUGHPUT = "thrpt";

  public JmhResult {
    parameters = Map.copyOf(parameters);
  }

  /** Benchmark and parameters: what a result is found again by. */
  public String key() {
    StringBuilder key = new StringBuilder(benchmark);
    new TreeMap<>(parameters).forEach((k, v) -> key.append(' ').append(k).append('=').append(v));
    return key.toString();
  }

  /** Whether a larger score is a faster one. */
  public boolean isThroughput() {
    return mode.equals(THROUGHPUT);
  }

  /**
   * Reads JMH's results.
   *
   * @throws org.seq2time.datasets.io.BadInputException if the file is missing or something else
   */
  public static List<JmhResult> read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      if (!cursor.nextRoot()) {
        throw cursor.error("the file is empty", "JMH's results, as -rf json -rff FILE writes them");
      }
      List<JmhResult> results = new ArrayList<>();
      Set<String> keys = new HashSet<>();
      cursor.expectArray("JMH's results");
      while (cursor.nextElement()) {
        JmhResult result = readResult(cursor);
        if (!keys.add(result.key() + " " + result.mode)) {
          throw cursor.error("benchmark " + Quoted.value(result.key()) + " occurs twice");
        }
        results.add(result);
      }
      cursor.expectEnd();
      return results;
    }
  }

  private static JmhResult readResult(JsonCursor cursor) {
    String benchmark = null;
    String mode = null;
    Map<String, String> parameters = new TreeMap<>();
    Metric metric = null;
    cursor.expectObject("a result");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "benchmark" -> benchmark = cursor.expectString(field);
        case "mode" -> mode = cursor.expectString(field);
        case "params" -> {
          cursor.expectObject(field);
          for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
            parameters.put(name, cursor.expectString(name));
          }
        }
        case "primaryMetric" -> metric = readMetric(cursor);
        default -> cursor.skip();
      }
    }
    if (benchmark == null || mode == null || metric == null) {
      throw cursor.error(
          "benchmark, mode or primaryMetric are missing", "a result as JMH writes it");
    }
    return new JmhResult(benchmark, parameters, mode, metric.unit, metric.score, metric.error);
  }

  private record Metric(double score, OptionalDouble error, String unit) {}

  private static Metric readMetric(JsonCursor cursor) {
    OptionalDouble score = OptionalDouble.empty();
    OptionalDouble error = OptionalDouble.empty();
    String unit = null;
    cursor.expectObject("primaryMetric");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "score" -> score = OptionalDouble.of(cursor.expectNumber(field));
        // JMH writes "NaN", in quotes, where it had one iteration.
        case "scoreError" ->
            error =
                cursor.token() == JsonToken.VALUE_STRING
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(cursor.expectNumber(field));
        case "scoreUnit" -> unit = cursor.expectString(field);
        default -> cursor.skip();
      }
    }
    if (score.isEmpty() || unit == null) {
      throw cursor.error("score or scoreUnit are missing", "both");
    }
    if (!(score.getAsDouble() > 0) || error.orElse(0) < 0) {
      throw cursor.error("a score or its error is not positive", "a time or a rate above 0");
    }
    return new Metric(score.getAsDouble(), error, unit);
  }
}
