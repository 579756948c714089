package org.seq2time.reports.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.stats.PairedComparison.Pair;
import org.seq2time.metrics.stats.Seeds;
import org.seq2time.metrics.stats.Units;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedSamples;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;

/**
 * Two systems on the samples that all of their runs have, paired by sample id in the order of the
 * first.
 */
public final class PairedRuns {

  /** The name that coverage has beside the scores. */
  public static final String COVERAGE = "coverage";

  private final List<RecordedRun> first;
  private final List<RecordedRun> second;
  private final List<String> ids;
  private final Units units;
  private final boolean byVideo;
  private final List<String> onlyFirst;
  private final List<String> onlySecond;

  private PairedRuns(List<RecordedRun> first, List<RecordedRun> second) {
    this.first = first;
    this.second = second;
    List<RecordedRun> all = Stream.concat(first.stream(), second.stream()).toList();
    List<String> common = new ArrayList<>(samples(all.getFirst()).ids());
    all.forEach(run -> common.retainAll(samples(run).positions().keySet()));
    this.ids = List.copyOf(common);
    this.onlyFirst = without(first);
    this.onlySecond = without(second);
    List<String> videos = new ArrayList<>();
    this.byVideo = all.stream().noneMatch(run -> samples(run).videos().isEmpty());
    if (byVideo) {
      for (RecordedRun run : all) {
        Map<String, Integer> positions = samples(run).positions();
        List<String> named = new ArrayList<>();
        for (String id : ids) {
          named.add(samples(run).videos().get(positions.getOrDefault(id, 0)));
        }
        requireEqual(videos, named, run);
        videos = named;
      }
    }
    this.units = byVideo ? Units.of(videos) : Units.single(ids.size());
  }

  /**
   * Pairs runs by sample id.
   *
   * @param first the runs of the system that is compared with
   * @param second the runs of the one in question
   * @return empty where one of them has no rows
   * @throws BadInputException if a sample's video is not the same in all
   */
  public static Optional<PairedRuns> of(List<RecordedRun> first, List<RecordedRun> second) {
    boolean rows =
        Stream.concat(first.stream(), second.stream()).allMatch(r -> r.samples().isPresent());
    return rows ? Optional.of(new PairedRuns(first, second)) : Optional.empty();
  }

  /** How many samples are paired. */
  public int samples() {
    return ids.size();
  }

  /** What is drawn or swapped as a whole. */
  public Units units() {
    return units;
  }

  /** Samples of the first system that are not paired. */
  public List<String> onlyFirst() {
    return onlyFirst;
  }

  /** Samples of the second system that are not paired. */
  public List<String> onlySecond() {
    return onlySecond;
  }

  /** What is paired, in words: {@code 56 queries of 14 videos}. */
  public String describe(String benchmark) {
    String noun = Benchmark.of(benchmark).map(b -> b.task().sampleNoun()).orElse("samples");
    String samples = Numbers.count(ids.size()) + " " + noun;
    return byVideo && units.count() < ids.size()
        ? samples + " of " + Numbers.count(units.count()) + " videos"
        : samples;
  }

  /**
   * A score of both systems; several seeds are averaged.
   *
   * @return empty where a run lacks the score or has no rows that fold to it, or where samples
   *     count in one run and not in another
   */
  public Optional<Pair> pair(String score) {
    List<ScoreColumn> a = columns(first, score);
    List<ScoreColumn> b = columns(second, score);
    if (a.size() < first.size() || b.size() < second.size() || !haveOneShape(a, b)) {
      return Optional.empty();
    }
    return Optional.of(new Pair(Seeds.average(a), Seeds.average(b)));
  }

  /** Whether a prediction was parsed, as a score of both systems. */
  public Pair coverage() {
    return new Pair(
        Seeds.average(first.stream().map(this::parsed).toList()),
        Seeds.average(second.stream().map(this::parsed).toList()));
  }

  private List<ScoreColumn> columns(List<RecordedRun> runs, String name) {
    List<ScoreColumn> columns = new ArrayList<>();
    for (RecordedRun run : runs) {
      Optional<RecordedScore> score = run.scores().score(name);
      score.flatMap(run::column).ifPresent(column -> columns.add(column.select(positions(run))));
    }
    return columns;
  }

  private boolean haveOneShape(List<ScoreColumn> a, List<ScoreColumn> b) {
    ScoreColumn one = a.getFirst();
    return Stream.concat(a.stream(), b.stream())
        .allMatch(c -> c.statistics().size() == one.statistics().size() && sameCount(one, c));
  }

  private boolean sameCount(ScoreColumn one, ScoreColumn other) {
    for (int i = 0; i < ids.size(); i++) {
      if (Double.isNaN(one.perSample(i)) != Double.isNaN(other.perSample(i))) {
        return false;
      }
    }
    return true;
  }

  private ScoreColumn parsed(RecordedRun run) {
    List<Outcome> outcomes = samples(run).outcomes();
    int[] positions = positions(run);
    double[] parsed = new double[positions.length];
    for (int i = 0; i < parsed.length; i++) {
      parsed[i] = outcomes.get(positions[i]) == Outcome.PARSED ? 1 : 0;
    }
    return ScoreColumn.mean(ScoreSpec.higher(Signature.of(COVERAGE), COVERAGE, true), parsed);
  }

  private int[] positions(RecordedRun run) {
    Map<String, Integer> positions = samples(run).positions();
    return ids.stream().mapToInt(id -> positions.getOrDefault(id, 0)).toArray();
  }

  private List<String> without(List<RecordedRun> runs) {
    Set<String> paired = new HashSet<>(ids);
    return runs.stream()
        .flatMap(run -> samples(run).ids().stream())
        .filter(id -> !paired.contains(id))
        .distinct()
        .toList();
  }

  private void requireEqual(List<String> videos, List<String> named, RecordedRun run) {
    for (int i = 0; i < videos.size(); i++) {
      if (!videos.get(i).equals(named.get(i))) {
        throw new BadInputException(
            run.name()
                + ": sample "
                + Quoted.value(ids.get(i))
                + " is about video "
                + Quoted.value(named.get(i))
                + ", in another run about "
                + Quoted.value(videos.get(i))
                + "; are these runs of the same annotations?");
      }
    }
  }

  private static RecordedSamples samples(RecordedRun run) {
    return run.samples()
        .orElseThrow(() -> new IllegalArgumentException(run.name() + " has no rows"));
  }
}
