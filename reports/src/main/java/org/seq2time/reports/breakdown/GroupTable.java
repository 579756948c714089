package org.seq2time.reports.breakdown;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.breakdown.Breakdown.Columns;
import org.seq2time.reports.breakdown.Grouping.Group;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.table.TableSlice;

/** Splits a table of all samples into groups and folds the scores of each. */
final class GroupTable {

  private static final String RUN_NUMBER = "run number";
  private static final String ORDER = "order";
  private static final String ROW = "row";
  private static final String BY_NUMBER = "by number";
  private static final String SCORE_NUMBER = "score number";

  private final List<String> scores;
  private final Bootstrap bootstrap;
  private final int threads;
  private final Map<String, String> notes = new LinkedHashMap<>();

  private final IntColumn byNumber = IntColumn.create(BY_NUMBER);
  private final IntColumn scoreNumber = IntColumn.create(SCORE_NUMBER);
  private final IntColumn order = IntColumn.create(ORDER);
  private final IntColumn runNumber = IntColumn.create(RUN_NUMBER);
  private final StringColumn by = StringColumn.create(Columns.BY);
  private final StringColumn score = StringColumn.create(Columns.SCORE);
  private final StringColumn group = StringColumn.create(Columns.GROUP);
  private final StringColumn run = StringColumn.create(Columns.RUN);
  private final IntColumn n = IntColumn.create(Columns.N);
  private final DoubleColumn value = DoubleColumn.create(Columns.VALUE);
  private final DoubleColumn low = DoubleColumn.create(Columns.LOW);
  private final DoubleColumn high = DoubleColumn.create(Columns.HIGH);
  private int groupings;

  GroupTable(List<String> scores, Bootstrap.Settings settings, int threads) {
    this.scores = scores;
    this.bootstrap = new Bootstrap(settings);
    this.threads = threads;
  }

  /** Adds the groups of all runs. */
  void add(Grouping grouping, List<RecordedRun> runs) {
    Table samples = samples(grouping, runs);
    List<Map<Integer, ScoreColumn>> columns = runs.stream().map(this::columns).toList();
    for (TableSlice slice : samples.splitOn(RUN_NUMBER, Columns.GROUP)) {
      int number = slice.intColumn(RUN_NUMBER).get(0);
      Group found =
          new Group(slice.intColumn(ORDER).get(0), slice.stringColumn(Columns.GROUP).get(0));
      int[] rows = slice.intColumn(ROW).asIntArray();
      addGroup(grouping, found, runs.get(number).name(), number, rows, columns.get(number));
    }
    groupings++;
  }

  /** Every sample of every run with its group. */
  private static Table samples(Grouping grouping, List<RecordedRun> runs) {
    IntColumn number = IntColumn.create(RUN_NUMBER);
    IntColumn order = IntColumn.create(ORDER);
    StringColumn label = StringColumn.create(Columns.GROUP);
    IntColumn row = IntColumn.create(ROW);
    for (int r = 0; r < runs.size(); r++) {
      List<Group> groups = grouping.groups(runs.get(r));
      for (int i = 0; i < groups.size(); i++) {
        number.append(r);
        order.append(groups.get(i).order());
        label.append(groups.get(i).label());
        row.append(i);
      }
    }
    return Table.create("samples", number, order, label, row);
  }

  /** The scores of a run by their number; without those that it lacks or cannot fold. */
  private Map<Integer, ScoreColumn> columns(RecordedRun of) {
    Map<Integer, ScoreColumn> columns = new LinkedHashMap<>();
    for (int s = 0; s < scores.size(); s++) {
      Optional<RecordedScore> recorded = of.scores().score(scores.get(s));
      Optional<ScoreColumn> column = recorded.flatMap(of::column);
      if (column.isPresent()) {
        columns.put(s, column.get());
      } else {
        notes.put(
            of.name() + " " + s,
            scores.get(s)
                + " of "
                + of.name()
                + " is left out: "
                + (recorded.isPresent()
                    ? "no rows in samples.jsonl that fold to it"
                    : "the run does not have it"));
      }
    }
    return columns;
  }

  private void addGroup(
      Grouping grouping,
      Group found,
      String name,
      int number,
      int[] rows,
      Map<Integer, ScoreColumn> columns) {
    List<ScoreColumn> selected = columns.values().stream().map(c -> c.select(rows)).toList();
    List<Optional<Interval>> intervals =
        rows.length < Breakdown.MIN_SAMPLES
            ? selected.stream().map(c -> Optional.<Interval>empty()).toList()
            : bootstrap.intervals(selected, rows.length, threads);
    List<Integer> numbers = List.copyOf(columns.keySet());
    for (int c = 0; c < selected.size(); c++) {
      int counting = counting(selected.get(c), rows.length);
      Optional<Interval> interval = intervals.get(c).filter(i -> counting >= Breakdown.MIN_SAMPLES);
      byNumber.append(groupings);
      scoreNumber.append(numbers.get(c));
      order.append(found.order());
      runNumber.append(number);
      by.append(grouping.key());
      score.append(scores.get(numbers.get(c)));
      group.append(found.label());
      run.append(name);
      n.append(counting);
      value.append(Bootstrap.value(selected.get(c), rows.length));
      low.append(interval.map(Interval::low).orElse(Double.NaN));
      high.append(interval.map(Interval::high).orElse(Double.NaN));
    }
  }

  private static int counting(ScoreColumn column, int samples) {
    int counting = 0;
    for (int i = 0; i < samples; i++) {
      counting += Double.isNaN(column.perSample(i)) ? 0 : 1;
    }
    return counting;
  }

  /** All rows by grouping, score, group and run. */
  Table sorted() {
    Table all =
        Table.create(
            "breakdown",
            byNumber,
            scoreNumber,
            order,
            runNumber,
            by,
            score,
            group,
            run,
            n,
            value,
            low,
            high);
    Table sorted = all.sortAscendingOn(BY_NUMBER, SCORE_NUMBER, ORDER, Columns.GROUP, RUN_NUMBER);
    sorted.removeColumns(BY_NUMBER, SCORE_NUMBER, ORDER, RUN_NUMBER);
    return sorted;
  }

  /** What was left out, once each. */
  List<String> notes() {
    return new ArrayList<>(notes.values());
  }
}
