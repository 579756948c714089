package org.seq2time.reports.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.metrics.stats.Holm;
import org.seq2time.metrics.stats.PairedComparison;
import org.seq2time.metrics.stats.Seeds;
import org.seq2time.metrics.stats.Units;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.table.ComparisonTable;

/**
 * Several systems of one benchmark, each compared with the first.
 *
 * @param benchmark the benchmark's key
 * @param configurations the systems; the first is compared with
 * @param seeds spread of every score over the seeds, for systems with several
 * @param versus the paired comparisons
 * @param differing scores that are not the same metric in all runs, with the metrics they stand for
 * @param settings how resamples were drawn
 * @param notes what a reader should know
 */
public record Comparison(
    String benchmark,
    List<Configuration> configurations,
    List<SeedRow> seeds,
    List<Versus> versus,
    Map<String, Set<String>> differing,
    Bootstrap.Settings settings,
    List<String> notes) {

  /**
   * A score over the seeds of one system.
   *
   * @param configuration the system's name
   * @param score the score's name
   * @param spread over the seeds
   * @param interval over samples, of the mean over seeds; empty without rows
   */
  public record SeedRow(
      String configuration, String score, Seeds.Spread spread, Optional<Interval> interval) {}

  /**
   * One system against the first.
   *
   * @param first name of the first
   * @param second name of the other
   * @param paired the samples in words; empty if there is nothing to compare by
   * @param rows the scores
   * @param unpaired scores without paired statistics, and why
   */
  public record Versus(
      String first,
      String second,
      Optional<PairedRuns> paired,
      List<Row> rows,
      Map<String, String> unpaired) {}

  /**
   * One score of two systems.
   *
   * @param result the comparison
   * @param holmP two-sided permutation p, corrected for all tests of the whole comparison; NaN
   *     without one
   */
  public record Row(PairedComparison.Result result, double holmP) {}

  /**
   * Compares every system with the first.
   *
   * @param configurations at least two, all of one benchmark
   * @param all every score instead of the headline ones; what is looked at is what is corrected for
   * @param settings how resamples are drawn
   * @param threads the result is the same for any number
   */
  public static Comparison of(
      List<Configuration> configurations, boolean all, Bootstrap.Settings settings, int threads) {
    List<RecordedRun> runs = configurations.stream().flatMap(c -> c.runs().stream()).toList();
    Set<String> names = ComparisonTable.names(runs.stream().map(RecordedRun::scores).toList(), all);
    Map<String, Set<String>> differing = RecordedRun.differing(names, runs);
    List<Versus> versus = new ArrayList<>();
    for (Configuration second : configurations.subList(1, configurations.size())) {
      versus.add(versus(configurations.getFirst(), second, names, differing, settings, threads));
    }
    List<SeedRow> seeds = new ArrayList<>();
    for (Configuration configuration : configurations) {
      if (configuration.runs().size() > 1) {
        seeds.addAll(seedRows(configuration, names, differing, settings, threads));
      }
    }
    return new Comparison(
        runs.getFirst().scores().benchmark(),
        List.copyOf(configurations),
        seeds,
        corrected(versus),
        differing,
        settings,
        notes(runs));
  }

  /** How many tests the correction counts. */
  public long tests() {
    return versus.stream()
        .flatMap(v -> v.rows().stream())
        .filter(r -> !Double.isNaN(r.holmP()))
        .count();
  }

  private static Versus versus(
      Configuration first,
      Configuration second,
      Set<String> names,
      Map<String, Set<String>> differing,
      Bootstrap.Settings settings,
      int threads) {
    Optional<PairedRuns> paired =
        PairedRuns.of(first.runs(), second.runs()).filter(p -> p.samples() > 0);
    Map<String, String> unpaired = new LinkedHashMap<>();
    List<PairedComparison.Pair> pairs = new ArrayList<>();
    for (String name : names) {
      if (differing.containsKey(name)) {
        unpaired.put(name, "signatures differ");
      } else if (paired.isPresent()) {
        Optional<PairedComparison.Pair> pair = paired.get().pair(name);
        pair.ifPresent(pairs::add);
        if (pair.isEmpty()) {
          unpaired.put(name, whyUnpaired(name, first, second));
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    if (paired.isPresent()) {
      new PairedComparison(settings)
          .compare(pairs, paired.get().units(), threads)
          .forEach(result -> rows.add(new Row(result, Double.NaN)));
    }
    return new Versus(first.name(), second.name(), paired, rows, unpaired);
  }

  private static String whyUnpaired(String name, Configuration first, Configuration second) {
    boolean everywhere =
        Stream.concat(first.runs().stream(), second.runs().stream())
            .allMatch(run -> run.scores().score(name).isPresent());
    return everywhere
        ? "no rows in samples.jsonl that fold to it in every run"
        : "not in every run";
  }

  /** The same with Holm's correction over all rows of all comparisons. */
  private static List<Versus> corrected(List<Versus> versus) {
    double[] p =
        versus.stream()
            .flatMap(v -> v.rows().stream())
            .mapToDouble(
                row ->
                    row.result()
                        .difference()
                        .map(PairedComparison.Difference::permutationP)
                        .orElse(Double.NaN))
            .toArray();
    double[] adjusted = Holm.adjust(p);
    List<Versus> corrected = new ArrayList<>();
    int next = 0;
    for (Versus each : versus) {
      List<Row> rows = new ArrayList<>();
      for (Row row : each.rows()) {
        rows.add(new Row(row.result(), adjusted[next++]));
      }
      corrected.add(new Versus(each.first(), each.second(), each.paired(), rows, each.unpaired()));
    }
    return corrected;
  }

  private static List<SeedRow> seedRows(
      Configuration configuration,
      Set<String> names,
      Map<String, Set<String>> differing,
      Bootstrap.Settings settings,
      int threads) {
    Optional<PairedRuns> paired =
        PairedRuns.of(configuration.runs(), configuration.runs()).filter(p -> p.samples() > 0);
    List<SeedRow> rows = new ArrayList<>();
    for (String name : names) {
      double[] values =
          configuration.runs().stream()
              .flatMap(run -> run.scores().score(name).stream())
              .flatMapToDouble(score -> score.value().stream())
              .toArray();
      if (values.length == configuration.runs().size() && !differing.containsKey(name)) {
        rows.add(
            new SeedRow(
                configuration.name(),
                name,
                Seeds.Spread.of(values),
                paired.flatMap(
                    p ->
                        p.pair(name)
                            .flatMap(
                                pair -> interval(pair.first(), p.units(), settings, threads)))));
      }
    }
    return rows;
  }

  private static Optional<Interval> interval(
      ScoreColumn column, Units units, Bootstrap.Settings settings, int threads) {
    return new Bootstrap(settings).intervals(List.of(column), units, threads).getFirst();
  }

  /** The scores of every run by its name, for the table side by side. */
  public Map<String, RecordedScores> scores() {
    Map<String, RecordedScores> scores = new LinkedHashMap<>();
    configurations.forEach(c -> c.runs().forEach(run -> scores.put(run.name(), run.scores())));
    return scores;
  }

  private static List<String> notes(List<RecordedRun> runs) {
    long annotations =
        runs.stream().flatMap(run -> run.annotationsSha256().stream()).distinct().count();
    return annotations > 1
        ? List.of("the runs were scored against different annotation files (see their run.json)")
        : List.of();
  }
}
