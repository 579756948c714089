package org.seq2time.reports.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Fold;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.score.Folds;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.metrics.stats.Units;
import org.seq2time.reports.record.RecordedSamples.RecordedStatistics;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/**
 * A finished run as its folder has it, or as much of it as there is.
 *
 * @param name where it was read from
 * @param scores its scores
 * @param samples its rows; empty where only the scores are there
 * @param manifest what was run; empty likewise
 * @param answers what the model said, by sample id; empty if it was not asked for or the folder
 *     does not have it
 */
public record RecordedRun(
    String name,
    RecordedScores scores,
    Optional<RecordedSamples> samples,
    Optional<RunManifest> manifest,
    Map<String, AnswerRecord> answers) {

  private static final String SCORES = "scores.json";
  private static final String SAMPLES = "samples.jsonl";
  private static final String MANIFEST = "run.json";
  private static final String ANSWERS = "answers.jsonl";

  /** A mean that is recomputed from its rows may differ from the recorded one by so much. */
  private static final double RECOMPUTED_TOLERANCE = 1e-9;

  /** A run without raw answers. */
  public RecordedRun(
      String name,
      RecordedScores scores,
      Optional<RecordedSamples> samples,
      Optional<RunManifest> manifest) {
    this(name, scores, samples, manifest, Map.of());
  }

  /**
   * Reads a run folder, or a scores file by itself, without the samples' contents.
   *
   * @throws BadInputException if there are no scores, or files contradict each other
   */
  public static RecordedRun read(Path place) {
    return read(place, false);
  }

  /** The same with questions, truths, predictions and raw answers, where the folder has them. */
  public static RecordedRun readWithContents(Path place) {
    return read(place, true);
  }

  private static RecordedRun read(Path place, boolean withContents) {
    if (Files.isRegularFile(place)) {
      return new RecordedRun(
          place.toString(),
          RecordedScores.read(place),
          Optional.empty(),
          Optional.empty(),
          Map.of());
    }
    RecordedScores scores = RecordedScores.read(place.resolve(SCORES));
    Path rows = place.resolve(SAMPLES);
    Path manifest = place.resolve(MANIFEST);
    Optional<RecordedSamples> samples =
        Files.exists(rows)
            ? Optional.of(RecordedSamples.read(rows, withContents))
            : Optional.empty();
    if (samples.isPresent() && samples.get().size() != scores.n()) {
      throw new BadInputException(
          rows
              + ": contains "
              + samples.get().size()
              + " samples, but "
              + SCORES
              + " next to it has "
              + scores.n()
              + "; score the run again");
    }
    return new RecordedRun(
        place.toString(),
        scores,
        samples,
        Files.exists(manifest) ? Optional.of(RunManifestJson.read(manifest)) : Optional.empty(),
        withContents ? readAnswers(place) : Map.of());
  }

  /** SHA-256 of the annotations it was scored against; empty where the folder does not say it. */
  public Optional<String> annotationsSha256() {
    return manifest.map(m -> m.questions().annotations().sha256());
  }

  /** What the model of a run said, by sample id; empty where the folder does not have it. */
  public static Map<String, AnswerRecord> readAnswers(Path folder) {
    Path file = folder.resolve(ANSWERS);
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, AnswerRecord> answers = new LinkedHashMap<>();
    AnswerLines.read(file).answers().forEach(a -> answers.put(a.record().id(), a.record()));
    return answers;
  }

  /**
   * A score with its statistics per sample, in the order of the rows.
   *
   * @return empty where there are no rows, or where they do not fold to the recorded score: a score
   *     that is no mean is never averaged
   */
  public Optional<ScoreColumn> column(RecordedScore score) {
    if (samples.isEmpty() || score.value().isEmpty()) {
      return Optional.empty();
    }
    ScoreSpec spec =
        new ScoreSpec(signature(score), score.name(), score.direction(), score.headline());
    double[] values = samples.get().values().get(score.name());
    if (values == null) {
      return Optional.empty();
    }
    RecordedStatistics statistics = samples.get().statistics().get(score.name());
    Optional<ScoreColumn> column =
        statistics == null
            ? Optional.of(mean(spec, values))
            : Folds.of(statistics.fold()).map(fold -> folded(spec, statistics, fold, values));
    double recorded = score.value().getAsDouble();
    double tolerance = RECOMPUTED_TOLERANCE * Math.max(1, Math.abs(recorded));
    return column.filter(
        c -> Math.abs(Bootstrap.value(c, samples.get().size()) - recorded) <= tolerance);
  }

  /** Which samples belong together: those of one video, or each by itself if no video is named. */
  public Optional<Units> units() {
    return samples.map(s -> s.videos().isEmpty() ? Units.single(s.size()) : Units.of(s.videos()));
  }

  private static ScoreColumn mean(ScoreSpec spec, double[] values) {
    if (Arrays.stream(values).noneMatch(Double::isNaN)) {
      return ScoreColumn.mean(spec, values);
    }
    double[] included = new double[values.length];
    double[] counted = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      included[i] = Double.isNaN(values[i]) ? 0 : 1;
      counted[i] = Double.isNaN(values[i]) ? 0 : values[i];
    }
    return ScoreColumn.mean(spec, counted, included);
  }

  private static ScoreColumn folded(
      ScoreSpec spec, RecordedStatistics statistics, Fold fold, double[] values) {
    return ScoreColumn.folded(spec, statistics.columns(), fold, values)
        .recordedAs(statistics.fold());
  }

  private static Signature signature(RecordedScore score) {
    List<String> parts = new ArrayList<>(Arrays.asList(score.metric().split("\\|", -1)));
    parts.removeFirst();
    return new Signature(score.name(), parts);
  }

  /**
   * Checks that the runs are of one benchmark: only then can they be compared, gated or shown on
   * one page.
   *
   * @throws BadInputException if a run is of another benchmark than the first; the message names
   *     both
   */
  public static void requireSameBenchmark(List<RecordedRun> runs) {
    requireSameBenchmark(runs, "only runs of one benchmark can be compared");
  }

  /**
   * The same with another remedy at the end of the message.
   *
   * @param remedy what to do instead, or why it cannot be done
   */
  public static void requireSameBenchmark(List<RecordedRun> runs, String remedy) {
    RecordedRun first = runs.getFirst();
    String expected = first.scores().benchmark();
    for (RecordedRun run : runs) {
      String benchmark = run.scores().benchmark();
      if (!benchmark.equals(expected)) {
        throw new BadInputException(
            run.name()
                + ": is a run of "
                + benchmark
                + ", but "
                + first.name()
                + " is one of "
                + expected
                + "; "
                + remedy);
      }
    }
  }

  /**
   * Scores of these names that are not the same metric in all runs.
   *
   * @return name to the metrics that it stands for, in the order of names and runs
   */
  public static Map<String, Set<String>> differing(
      Collection<String> names, List<RecordedRun> runs) {
    Map<String, Set<String>> differing = new LinkedHashMap<>();
    for (String name : names) {
      Set<String> metrics = new LinkedHashSet<>();
      for (RecordedRun run : runs) {
        run.scores().score(name).map(RecordedScore::metric).ifPresent(metrics::add);
      }
      if (metrics.size() > 1) {
        differing.put(name, metrics);
      }
    }
    return differing;
  }
}
