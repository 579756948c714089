package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;

/** All scores with intervals, and how many samples they rest on. */
final class ScoreSection {

  private final List<PageRun> runs;

  ScoreSection(List<PageRun> runs) {
    this.runs = runs;
  }

  void write(Html page) {
    page.section("scores", "Scores");
    Map<String, RecordedScore> headline = new LinkedHashMap<>();
    Map<String, RecordedScore> others = new LinkedHashMap<>();
    for (PageRun run : runs) {
      for (RecordedScore score : run.scores().scores()) {
        (score.headline() ? headline : others).putIfAbsent(score.name(), score);
      }
    }
    PageTable.write(
        page,
        "Headline scores x100 with 95 % intervals",
        columns(),
        rows(List.copyOf(headline.values())),
        true);
    if (!others.isEmpty()) {
      page.open("details").element("summary", others.size() + " more scores").line();
      PageTable.write(
          page,
          "More scores x100 with 95 % intervals",
          columns(),
          rows(List.copyOf(others.values())),
          true);
      page.close("details").line();
    }
    PageTable.write(page, "Sample counts", Figures.columns("", runs), basis(), false);
    page.close("section").line();
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("score"));
    for (PageRun run : runs) {
      columns.add(run.title());
      columns.add("95 % interval");
    }
    return columns;
  }

  private List<List<String>> rows(List<RecordedScore> scores) {
    List<List<String>> rows = new ArrayList<>();
    for (RecordedScore score : scores) {
      List<String> row = new ArrayList<>(List.of(score.label()));
      for (PageRun run : runs) {
        var own = run.scores().score(score.name());
        row.add(own.map(s -> Numbers.percent(s.value())).orElse(""));
        row.add(own.map(s -> Numbers.interval(s.interval())).orElse(""));
      }
      rows.add(row);
    }
    return rows;
  }

  private List<List<String>> basis() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(new ArrayList<>(List.of("samples scored")));
    rows.add(new ArrayList<>(List.of("coverage: samples with a parsed prediction")));
    rows.add(new ArrayList<>(List.of("bootstrap resamples of the intervals")));
    for (PageRun run : runs) {
      rows.get(0).add(Numbers.count(run.scores().n()));
      rows.get(1).add(Numbers.share(run.scores().coverage()));
      rows.get(2)
          .add(
              run.scores().resamples().isPresent()
                  ? Numbers.count(run.scores().resamples().getAsInt())
                  : "");
    }
    return List.copyOf(rows);
  }
}
