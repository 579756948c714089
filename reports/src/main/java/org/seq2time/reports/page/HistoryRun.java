package org.seq2time.reports.page;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RunManifest;

/**
 * One run of many.
 *
 * @param name its folder below the folder of all runs
 * @param configuration what it has in common with the runs before and after it
 * @param scores what it scored
 * @param manifest what was run, where the folder says so
 * @param answers what its model said, by sample id; empty where that is not known
 */
public record HistoryRun(
    String name,
    String configuration,
    RecordedScores scores,
    Optional<RunManifest> manifest,
    Map<String, AnswerRecord> answers) {

  private static final int MEDIAN = 50;
  private static final String STARTED = "environment.started";

  OptionalDouble medianSeconds() {
    return Speed.percentile(Speed.sorted(answers, Speed::seconds), MEDIAN);
  }

  OptionalDouble medianTokensPerSecond() {
    return Speed.percentile(Speed.sorted(answers, Speed::tokensPerSecond), MEDIAN);
  }

  /** When it was started, as its record says; empty if it does not. */
  String started() {
    return field(STARTED);
  }

  /** A field of the record as text; empty if it does not have it. */
  String field(String path) {
    return manifest.map(m -> m.fields().get(path)).map(Object::toString).orElse("");
  }
}
