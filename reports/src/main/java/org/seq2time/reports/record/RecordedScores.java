package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;

/**
 * The scores of a finished run, read back from its {@code scores.json}.
 *
 * @param benchmark the benchmark's key
 * @param n samples scored
 * @param coverage share of all samples with a parsed prediction
 * @param outcomes of all samples; empty in a file that does not have them
 * @param scores in file order
 * @param resamples of the bootstrap; empty likewise
 * @param notices what was ignored or looked odd, with the count
 */
public record RecordedScores(
    String benchmark,
    int n,
    double coverage,
    Map<Outcome, Integer> outcomes,
    List<RecordedScore> scores,
    OptionalInt resamples,
    List<String> notices) {

  public RecordedScores {
    outcomes = outcomes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(outcomes));
    notices = List.copyOf(notices);
    scores = List.copyOf(scores);
  }

  /** Scores of which no more is known. */
  public RecordedScores(String benchmark, int n, double coverage, List<RecordedScore> scores) {
    this(benchmark, n, coverage, Map.of(), scores, OptionalInt.empty(), List.of());
  }

  /**
   * One score.
   *
   * @param name its name
   * @param label its name in the field; the name where the file does not say
   * @param value empty where it was not defined
   * @param interval empty where the value is
   * @param n samples that count in it
   * @param coverage share of them with a parsed prediction
   * @param direction upwards where the file does not say
   * @param headline whether it belongs in a short table; true where the file does not say
   * @param signature the full signature
   */
  public record RecordedScore(
      String name,
      String label,
      OptionalDouble value,
      Optional<Interval> interval,
      int n,
      double coverage,
      Direction direction,
      boolean headline,
      String signature) {

    private static final String VERSION = "|v:";

    /** A score under its name, of which samples and coverage are not known. */
    public RecordedScore(
        String name,
        OptionalDouble value,
        Optional<Interval> interval,
        Direction direction,
        boolean headline,
        String signature) {
      this(name, name, value, interval, 0, 0, direction, headline, signature);
    }

    /**
     * What was measured: the signature without the tool's version. Two scores are the same metric
     * exactly if this is equal.
     */
    public String metric() {
      int version = signature.lastIndexOf(VERSION);
      return version < 0 ? signature : signature.substring(0, version);
    }
  }

  /** The score of this name. */
  public Optional<RecordedScore> score(String name) {
    return scores.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /**
   * Reads {@code scores.json}.
   *
   * @throws org.seq2time.datasets.io.BadInputException if it is missing or something else
   */
  public static RecordedScores read(Path file) {
    try (JsonCursor cursor = JsonCursor.open(file)) {
      cursor.nextRoot();
      String benchmark = null;
      int n = 0;
      double coverage = 0;
      Map<Outcome, Integer> outcomes = Map.of();
      List<RecordedScore> scores = null;
      OptionalInt resamples = OptionalInt.empty();
      List<String> notices = List.of();
      cursor.expectObject("scores.json");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        switch (field) {
          case "benchmark" -> benchmark = cursor.expectString(field);
          case "n" -> n = cursor.expectInt(field, 0, Integer.MAX_VALUE);
          case "coverage" -> coverage = cursor.expectNumber(field);
          case "outcomes" -> outcomes = readOutcomes(cursor);
          case "scores" -> scores = readScores(cursor);
          case "bootstrap" -> resamples = readResamples(cursor);
          case "notices" -> notices = readNotices(cursor);
          default -> cursor.skip();
        }
      }
      if (benchmark == null || scores == null) {
        throw cursor.error("benchmark or scores are missing", "scores.json of a run folder");
      }
      return new RecordedScores(benchmark, n, coverage, outcomes, scores, resamples, notices);
    }
  }

  private static Map<Outcome, Integer> readOutcomes(JsonCursor cursor) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    cursor.expectObject("outcomes");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      String key = field;
      int count = cursor.expectInt(key, 0, Integer.MAX_VALUE);
      Arrays.stream(Outcome.values())
          .filter(o -> o.key().equals(key))
          .findFirst()
          .ifPresent(o -> outcomes.put(o, count));
    }
    return outcomes;
  }

  private static OptionalInt readResamples(JsonCursor cursor) {
    OptionalInt resamples = OptionalInt.empty();
    cursor.expectObject("bootstrap");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      if (field.equals("resamples")) {
        resamples = OptionalInt.of(cursor.expectInt(field, 1, Integer.MAX_VALUE));
      } else {
        cursor.skip();
      }
    }
    return resamples;
  }

  private static List<String> readNotices(JsonCursor cursor) {
    List<String> notices = new ArrayList<>();
    cursor.expectArray("notices");
    while (cursor.nextElement()) {
      String text = "";
      int count = 0;
      cursor.expectObject("a notice");
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        switch (field) {
          case "text" -> text = cursor.expectString(field);
          case "count" -> count = cursor.expectInt(field, 0, Integer.MAX_VALUE);
          default -> cursor.skip();
        }
      }
      notices.add(count + " " + text);
    }
    return notices;
  }

  private static List<RecordedScore> readScores(JsonCursor cursor) {
    List<RecordedScore> scores = new ArrayList<>();
    Set<String> names = new HashSet<>();
    cursor.expectArray("scores");
    while (cursor.nextElement()) {
      RecordedScore score = readScore(cursor);
      if (!names.add(score.name())) {
        throw cursor.error("score " + Quoted.value(score.name()) + " occurs twice");
      }
      scores.add(score);
    }
    return scores;
  }

  private static RecordedScore readScore(JsonCursor cursor) {
    String name = null;
    String label = null;
    String signature = null;
    Double value = null;
    Double low = null;
    Double high = null;
    int n = 0;
    double coverage = 0;
    boolean higherIsBetter = true;
    boolean headline = true;
    cursor.expectObject("a score");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "name" -> name = cursor.expectString(field);
        case "label" -> label = cursor.expectString(field);
        case "signature" -> signature = cursor.expectString(field);
        case "value" -> value = numberOrNull(cursor, field);
        case "low" -> low = numberOrNull(cursor, field);
        case "high" -> high = numberOrNull(cursor, field);
        case "n" -> n = cursor.expectInt(field, 0, Integer.MAX_VALUE);
        case "coverage" -> coverage = cursor.expectNumber(field);
        case "higherIsBetter" -> higherIsBetter = cursor.expectBoolean(field);
        case "headline" -> headline = cursor.expectBoolean(field);
        default -> cursor.skip();
      }
    }
    if (name == null || signature == null) {
      throw cursor.error("a score has no name or no signature", "both");
    }
    if (low != null && high != null && low > high) {
      throw cursor.error("the interval of " + name + " is reversed", "low <= high");
    }
    return new RecordedScore(
        name,
        label == null ? name : label,
        value == null ? OptionalDouble.empty() : OptionalDouble.of(value),
        low == null || high == null ? Optional.empty() : Optional.of(new Interval(low, high)),
        n,
        coverage,
        higherIsBetter ? Direction.HIGHER_IS_BETTER : Direction.LOWER_IS_BETTER,
        headline,
        signature);
  }

  private static @Nullable Double numberOrNull(JsonCursor cursor, String what) {
    return cursor.token() == JsonToken.VALUE_NULL
        ? null
        : Double.valueOf(cursor.expectNumber(what));
  }
}
