package org.seq2time.reports.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.record.RecordedScores;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/**
 * Several runs' scores side by side, a row for each score that any of them has. Scores whose
 * signatures differ in more than the tool's version are marked: they are not the same metric.
 */
public final class ComparisonTable {

  private static final String MARK = "*";

  private ComparisonTable() {}

  /**
   * The table as text, every line ended.
   *
   * @param runs the runs by name, in column order, all of one benchmark
   * @param all every score instead of the headline ones
   */
  public static String render(Map<String, RecordedScores> runs, boolean all) {
    TextTable table = new TextTable(1);
    List<String> header = new ArrayList<>(List.of("score (x100)"));
    for (String run : runs.keySet()) {
      header.add(run);
      header.add("95 % interval");
    }
    table.add(header);
    Map<String, List<String>> differing = new LinkedHashMap<>();
    Set<String> shown = names(runs.values(), all);
    for (String name : shown) {
      Set<String> signatures = signatures(runs, name);
      List<String> row = new ArrayList<>(List.of(signatures.size() > 1 ? name + MARK : name));
      for (RecordedScores run : runs.values()) {
        Optional<RecordedScore> score = run.score(name);
        row.add(score.map(s -> Numbers.percent(s.value())).orElse("-"));
        row.add(score.map(s -> Numbers.interval(s.interval())).orElse(""));
      }
      table.add(row);
      if (signatures.size() > 1) {
        differing.put(name, List.copyOf(signatures));
      }
    }
    table.add(countRow("n", runs, r -> Numbers.count(r.n())));
    table.add(countRow("coverage", runs, r -> Numbers.share(r.coverage())));
    int hidden = names(runs.values(), true).size() - shown.size();
    return table.render()
        + (hidden > 0 ? "... and " + hidden + " more: --all or --json\n" : "")
        + explanation(differing);
  }

  /** The scores that any of the runs has, or has as a headline score, in file order. */
  public static Set<String> names(Collection<RecordedScores> runs, boolean all) {
    Set<String> names = new LinkedHashSet<>();
    for (RecordedScores run : runs) {
      run.scores().stream().filter(s -> all || s.headline()).forEach(s -> names.add(s.name()));
    }
    return names;
  }

  private static String explanation(Map<String, List<String>> differing) {
    if (differing.isEmpty()) {
      return "";
    }
    Map.Entry<String, List<String>> first = differing.entrySet().iterator().next();
    return "\n"
        + MARK
        + " not comparable, signatures differ; "
        + Quoted.oneLine(first.getKey() + ": " + String.join(" vs. ", first.getValue()))
        + "\n";
  }

  private static List<String> countRow(
      String name, Map<String, RecordedScores> runs, Function<RecordedScores, String> value) {
    List<String> row = new ArrayList<>(List.of(name));
    for (RecordedScores run : runs.values()) {
      row.add(value.apply(run));
      row.add("");
    }
    return row;
  }

  private static Set<String> signatures(Map<String, RecordedScores> runs, String name) {
    Set<String> signatures = new LinkedHashSet<>();
    for (RecordedScores run : runs.values()) {
      run.score(name).ifPresent(s -> signatures.add(s.metric()));
    }
    return signatures;
  }
}
