package org.seq2time.reports.breakdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.table.ComparisonTable;
import tech.tablesaw.api.Table;

/**
 * Scores of several runs of one benchmark over groups of their samples. Each is folded again from
 * the statistics of the group's samples, never averaged from per-sample values; its interval is the
 * bootstrap over these samples.
 *
 * @param benchmark the benchmark's key
 * @param groupings what was grouped by, in the order of the table
 * @param table a row for each grouping, score, group and run, in this order, with the columns of
 *     {@link Columns}
 * @param differing scores that are left out because they are not the same metric in all runs, with
 *     the metrics that they stand for
 * @param settings how resamples were drawn
 * @param notes what else was left out
 */
public record Breakdown(
    String benchmark,
    List<Grouping> groupings,
    Table table,
    Map<String, Set<String>> differing,
    Bootstrap.Settings settings,
    List<String> notes) {

  /** With fewer samples than this a group gets no interval: its resamples are too much alike. */
  public static final int MIN_SAMPLES = 10;

  public Breakdown {
    groupings = List.copyOf(groupings);
    notes = List.copyOf(notes);
  }

  /** Names of the table's columns. */
  public static final class Columns {
    /** Text: the grouping's key. */
    public static final String BY = "by";

    /** Text: the score's name. */
    public static final String SCORE = "score";

    /** Text: the group's name. */
    public static final String GROUP = "samples";

    /** Text: the run's name. */
    public static final String RUN = "run";

    /** Integer: samples of the group that count in the score. */
    public static final String N = "n";

    /** Number: the score as a fraction; missing where it is not defined. */
    public static final String VALUE = "value";

    /** Number: lower end of the 95 % interval; missing for fewer than MIN_SAMPLES samples. */
    public static final String LOW = "low";

    /** Number: upper end, likewise. */
    public static final String HIGH = "high";

    private Columns() {}
  }

  /**
   * Groups the samples of all runs.
   *
   * @param runs at least one, all of one benchmark, read with their samples' contents
   * @param groupings at least one
   * @param scores names; the headline scores if there are none
   * @param settings how resamples are drawn
   * @param threads the result is the same for any number
   * @throws BadInputException if runs are of several benchmarks, rows do not say what is grouped
   *     by, or no run has one of the scores
   */
  public static Breakdown of(
      List<RecordedRun> runs,
      List<Grouping> groupings,
      List<String> scores,
      Bootstrap.Settings settings,
      int threads) {
    RecordedRun.requireSameBenchmark(runs, "call breakdown once for each benchmark");
    List<String> names = names(runs, scores);
    Map<String, Set<String>> differing = RecordedRun.differing(names, runs);
    List<String> compared = names.stream().filter(n -> !differing.containsKey(n)).toList();
    GroupTable rows = new GroupTable(compared, settings, threads);
    for (Grouping grouping : groupings) {
      rows.add(grouping, runs);
    }
    return new Breakdown(
        runs.getFirst().scores().benchmark(),
        groupings,
        rows.sorted(),
        differing,
        settings,
        rows.notes());
  }

  private static List<String> names(List<RecordedRun> runs, List<String> asked) {
    List<RecordedScores> scores = runs.stream().map(RecordedRun::scores).toList();
    if (asked.isEmpty()) {
      return List.copyOf(ComparisonTable.names(scores, false));
    }
    Set<String> known = ComparisonTable.names(scores, true);
    for (String name : asked) {
      if (!known.contains(name)) {
        throw new BadInputException(
            "no run has a score "
                + Quoted.value(name)
                + "; "
                + Suggestion.question(name, known)
                + "there are "
                + String.join(", ", known));
      }
    }
    return asked.stream().distinct().toList();
  }

  /** What a reader has to know beside the table, a sentence each. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>(notes);
    differing.forEach(
        (score, metrics) ->
            remarks.add(
                score
                    + ": signature differs between runs, left out: "
                    + String.join(" vs. ", metrics)));
    return remarks;
  }
}
