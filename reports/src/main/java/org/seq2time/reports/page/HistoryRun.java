package org.seq2time.reports.page;

import java.time.Instant;
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

  OptionalDouble medianSeconds() {
    return Speed.percentile(Speed.sorted(answers, Speed::seconds), MEDIAN);
  }

  OptionalDouble medianTokensPerSecond() {
    return Speed.percentile(Speed.sorted(answers, Speed::tokensPerSecond), MEDIAN);
  }

  /** When its model was first asked, as its record says; empty if it does not. */
  Optional<Instant> started() {
    return manifest.flatMap(m -> m.environment().started());
  }

  /** Version of the program that wrote the record; empty if there is none. */
  Optional<String> toolVersion() {
    return manifest.map(m -> m.tool().version());
  }
}
