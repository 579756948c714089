package org.seq2time.reports;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.datasets.Outcome;
import org.seq2time.metrics.Direction;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.record.RunManifest;

/** A run with the values that a test writes down, of which every score is the mean. */
public final class HandMade {

  private final String name;
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, RecordedScore> scores = new LinkedHashMap<>();
  private String benchmark = "charades-sta";
  private List<String> ids = List.of();
  private List<String> videos = List.of();
  private List<Outcome> outcomes = List.of();
  private Optional<RunManifest> manifest = Optional.empty();
  private boolean rows = true;

  private HandMade(String name) {
    this.name = name;
  }

  /** A run of this name without scores. */
  public static HandMade run(String name) {
    return new HandMade(name);
  }

  /** A headline score that improves upwards, and its value in every sample. */
  public HandMade score(String score, double... perSample) {
    return score(score, Direction.HIGHER_IS_BETTER, true, score + "|k:x|v:1", perSample);
  }

  /** A score and its value in every sample; no value at all is one that is not defined. */
  public HandMade score(
      String score, Direction direction, boolean headline, String signature, double... perSample) {
    OptionalDouble mean =
        perSample.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Arrays.stream(perSample).sum() / perSample.length);
    scores.put(
        score, new RecordedScore(score, mean, Optional.empty(), direction, headline, signature));
    if (perSample.length > 0) {
      values.put(score, perSample);
      if (ids.isEmpty()) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < perSample.length; i++) {
          numbers.add("s" + i);
        }
        ids = numbers;
      }
    }
    return this;
  }

  /** The samples' ids, which are s0, s1, ... otherwise. */
  public HandMade ids(String... all) {
    ids = List.of(all);
    return this;
  }

  /** The samples' videos; each has its own otherwise. */
  public HandMade videos(String... all) {
    videos = List.of(all);
    return this;
  }

  /** What became of the samples; all are parsed otherwise. */
  public HandMade outcomes(Outcome... all) {
    outcomes = List.of(all);
    return this;
  }

  /** The benchmark's key. */
  public HandMade of(String key) {
    benchmark = key;
    return this;
  }

  /** The hash of the annotations in the run's record. */
  public HandMade annotations(String sha256) {
    manifest = Optional.of(manifest(sha256, List.of(), Optional.empty()));
    return this;
  }

  /** The words of the command in the run's record. */
  public HandMade command(String... words) {
    manifest = Optional.of(manifest("aa", List.of(words), Optional.empty()));
    return this;
  }

  /** A record of stored predictions, of version 0.1.0. */
  public static RunManifest manifest(
      String sha256, List<String> command, Optional<Instant> started) {
    return new RunManifest(
        new RunManifest.Questions(
            "charades-sta",
            new RunManifest.RecordedFile("test.txt", sha256, Optional.of("charades-text")),
            Optional.empty(),
            Optional.empty()),
        new RunManifest.StoredPredictions(
            new RunManifest.RecordedFile("p.json", "bb", Optional.of("timechat"))),
        Optional.empty(),
        new RunManifest.Tool("seq2time", "0.1.0", Optional.empty(), command),
        new RunManifest.Environment("25", "Linux", started),
        List.of());
  }

  /** The scores alone. */
  public HandMade withoutRows() {
    rows = false;
    return this;
  }

  /** The run. */
  public RecordedRun build() {
    List<Outcome> all =
        outcomes.isEmpty() ? ids.stream().map(id -> Outcome.PARSED).toList() : outcomes;
    long parsed = all.stream().filter(o -> o == Outcome.PARSED).count();
    return new RecordedRun(
        name,
        new RecordedScores(
            benchmark,
            ids.size(),
            ids.isEmpty() ? 0 : (double) parsed / ids.size(),
            List.copyOf(scores.values())),
        rows
            ? Optional.of(new RecordedSamples(ids, videos, all, values, Map.of()))
            : Optional.empty(),
        manifest);
  }
}
