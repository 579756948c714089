package org.seq2time.reports.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.reports.compare.Comparison;
import org.seq2time.reports.compare.Comparison.Row;
import org.seq2time.reports.compare.Comparison.Versus;
import org.seq2time.reports.record.RecordedScores.RecordedScore;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.task.ReportedTask;

/** What the runs scored, which is best, and what is worse than the first beyond chance. */
final class VerdictSection {

  /** A corrected p below this is called beyond chance. */
  private static final double LEVEL = 0.05;

  private final List<PageRun> runs;
  private final ReportedTask<?, ?> task;
  private final String sampleNoun;
  private final Optional<Comparison> comparison;

  VerdictSection(
      List<PageRun> runs,
      ReportedTask<?, ?> task,
      String sampleNoun,
      Optional<Comparison> comparison) {
    this.runs = runs;
    this.task = task;
    this.sampleNoun = sampleNoun;
    this.comparison = comparison;
  }

  /** How a score of one run stands to that of the first. */
  private enum Mark {
    BETTER("better", "\u25B2 better"),
    WORSE("worse", "\u25BC worse"),
    UNDECIDED("undecided", "\u25CF no difference beyond chance"),
    UNPAIRED("undecided", "no paired statistics");

    private final String style;
    private final String text;

    Mark(String style, String text) {
      this.style = style;
      this.text = text;
    }

    static Mark of(Row row) {
      Optional<Difference> found = row.result().difference();
      if (found.isEmpty() || Double.isNaN(row.holmP())) {
        return UNPAIRED;
      }
      if (row.holmP() >= LEVEL || found.get().value() == 0) {
        return UNDECIDED;
      }
      boolean higher = row.result().spec().direction() == Direction.HIGHER_IS_BETTER;
      return found.get().value() > 0 == higher ? BETTER : WORSE;
    }
  }

  void write(Html page) {
    page.section("verdict", "Verdict");
    leads(page);
    comparison.ifPresent(c -> versus(c, page));
    if (runs.size() == 1) {
      cards(page);
    } else {
      table(page);
    }
    page.close("section").line();
  }

  private void leads(Html page) {
    page.open("ul", "class", "lead").line();
    for (PageRun run : runs) {
      page.open("li").element("b", run.tag()).text(" ").foreign(run.name()).text(" scores ");
      Optional<RecordedScore> main = mainScore(run);
      if (main.isPresent()) {
        page.text(main.get().label() + " ")
            .element("b", Numbers.percent(main.get().value()))
            .text(" " + Numbers.interval(main.get().interval()));
      } else {
        page.text("no defined score");
      }
      page.text(
              " on "
                  + Numbers.count(run.scores().n())
                  + " "
                  + sampleNoun
                  + "; "
                  + Numbers.share(run.scores().coverage())
                  + " have a parsed prediction.")
          .close("li")
          .line();
    }
    page.close("ul").line();
  }

  private Optional<RecordedScore> mainScore(PageRun run) {
    List<RecordedScore> candidates = new ArrayList<>();
    task.mainScores().forEach(name -> run.scores().score(name).ifPresent(candidates::add));
    candidates.addAll(run.scores().scores());
    return candidates.stream().filter(s -> s.value().isPresent()).findFirst();
  }

  private void versus(Comparison found, Html page) {
    for (int i = 0; i < found.versus().size(); i++) {
      List<Mark> marks = found.versus().get(i).rows().stream().map(Mark::of).toList();
      long better = marks.stream().filter(m -> m == Mark.BETTER).count();
      long worse = marks.stream().filter(m -> m == Mark.WORSE).count();
      PageRun run = runs.get(i + 1);
      page.open(
          "p", "class", "finding " + (worse > 0 ? "worse" : better > 0 ? "better" : "undecided"));
      page.element("b", run.tag()).text(" vs. ").element("b", runs.getFirst().tag());
      if (marks.isEmpty()) {
        page.text(": no paired statistics; both run folders need rows for the same samples.");
      } else {
        page.text(
            ": of "
                + marks.size()
                + " headline scores "
                + worse
                + " worse and "
                + better
                + " better beyond chance (p < 0.05, corrected for "
                + found.tests()
                + " tests).");
      }
      page.close("p").line();
    }
    List<String> notes = new ArrayList<>(found.notes());
    for (Map.Entry<String, Set<String>> score : found.differing().entrySet()) {
      notes.add(
          score.getKey()
              + ": signature differs between runs, not compared: "
              + String.join(" vs. ", score.getValue()));
    }
    notes.forEach(n -> page.open("p", "class", "warning").foreign(n).close("p").line());
  }

  private void cards(Html page) {
    page.open("dl", "class", "cards").line();
    for (RecordedScore score : Figures.headline(runs)) {
      page.open("div")
          .element("dt", score.label())
          .open("dd")
          .element("b", Numbers.percent(score.value()))
          .text(" ")
          .element("small", Numbers.interval(score.interval()))
          .close("dd", "div")
          .line();
    }
    page.close("dl").line();
  }

  private void table(Html page) {
    PageTable.start(
        page,
        "Headline scores x100: the best run, and each compared with " + runs.getFirst().tag());
    List<String> columns = new ArrayList<>(List.of("score", "best"));
    for (PageRun run : runs.subList(1, runs.size())) {
      columns.add(run.tag() + " - " + runs.getFirst().tag());
    }
    page.open("thead").headerRow(columns).close("thead").open("tbody").line();
    for (RecordedScore score : Figures.headline(runs)) {
      page.open("tr").open("th", "scope", "row").foreign(score.label()).close("th");
      best(score, page);
      for (int i = 1; i < runs.size(); i++) {
        difference(score.name(), i, page);
      }
      page.close("tr").line();
    }
    page.close("tbody");
    PageTable.end(page);
    if (comparison.map(c -> c.tests() > 0).orElse(false)) {
      page.element(
              "p",
              "The verdict is the permutation's, which swaps whole videos, after Holm's correction."
                  + " McNemar's and Wilcoxon's tests take every sample for independent, also those"
                  + " of one video, and are not corrected.",
              "class",
              "note")
          .line();
    }
  }

  private void best(RecordedScore score, Html page) {
    boolean higher = score.direction() == Direction.HIGHER_IS_BETTER;
    boolean comparable = comparison.map(c -> !c.differing().containsKey(score.name())).orElse(true);
    Comparator<PageRun> byValue = Comparator.comparingDouble(r -> value(r, score.name()));
    Optional<PageRun> best =
        runs.stream()
            .filter(r -> !Double.isNaN(value(r, score.name())))
            .min(higher ? byValue.reversed() : byValue);
    page.open("td");
    if (!comparable) {
      page.text("signature differs");
    } else if (best.isPresent()) {
      double top = value(best.get(), score.name());
      List<String> tags =
          runs.stream().filter(r -> value(r, score.name()) == top).map(PageRun::tag).toList();
      page.element("b", String.join(", ", tags)).text(" " + Numbers.percent(top));
    }
    page.close("td");
  }

  private static double value(PageRun run, String score) {
    return run.scores().score(score).map(s -> s.value().orElse(Double.NaN)).orElse(Double.NaN);
  }

  private void difference(String score, int position, Html page) {
    Optional<Row> row =
        comparison.stream()
            .map(c -> c.versus().get(position - 1))
            .map(Versus::rows)
            .flatMap(List::stream)
            .filter(r -> r.result().spec().name().equals(score))
            .findFirst();
    Mark mark = row.map(Mark::of).orElse(Mark.UNPAIRED);
    page.open("td", "class", mark.style).element("span", mark.text, "class", "mark");
    Optional<Difference> found = row.flatMap(r -> r.result().difference());
    if (found.isPresent()) {
      page.text(
          " "
              + Numbers.signed(found.get().value())
              + " "
              + Numbers.interval(Optional.of(found.get().interval())));
      page.open("br").element("small", probabilities(row.get()));
    }
    page.close("td");
  }

  /** {@code permutation p 0.0312, Holm 0.1248; McNemar (exact) p 0.0215}. */
  private static String probabilities(Row row) {
    StringBuilder text = new StringBuilder();
    row.result()
        .difference()
        .ifPresent(
            d -> text.append("permutation p ").append(Numbers.probability(d.permutationP())));
    if (!Double.isNaN(row.holmP())) {
      text.append(", Holm ").append(Numbers.probability(row.holmP()));
    }
    row.result()
        .sampleTest()
        .ifPresent(
            t ->
                text.append("; ")
                    .append(t.method().label())
                    .append(" p ")
                    .append(Numbers.probability(t.p())));
    return text.toString();
  }
}
