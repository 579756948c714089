package org.seq2time.reports.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.reports.compare.Comparison.Row;
import org.seq2time.reports.compare.Comparison.SeedRow;
import org.seq2time.reports.compare.Comparison.Versus;
import org.seq2time.reports.table.ComparisonTable;
import org.seq2time.reports.table.Numbers;
import org.seq2time.reports.table.TextTable;

/** A comparison for a terminal. */
public final class ComparisonText {

  private ComparisonText() {}

  /**
   * The runs side by side, seeds, then a paired table for each system against the first.
   *
   * @param all every score instead of the headline ones, as the comparison was made
   */
  public static String render(Comparison comparison, boolean all) {
    StringBuilder text = new StringBuilder(ComparisonTable.render(comparison.scores(), all));
    for (Configuration configuration : comparison.configurations()) {
      if (configuration.runs().size() > 1) {
        text.append('\n').append(seeds(comparison, configuration));
      }
    }
    comparison.versus().forEach(v -> text.append('\n').append(versus(comparison, v)));
    long tests = comparison.tests();
    if (tests > 0) {
      text.append("\np Holm is the permutation p, corrected for ")
          .append(Numbers.count(tests))
          .append(tests == 1 ? " test; " : " tests; ")
          .append(Numbers.count(comparison.settings().resamples()))
          .append(" resamples, seed ")
          .append(comparison.settings().seed())
          .append(
              "\np by sample takes samples for independent, also those of one video, and is not")
          .append(" corrected\n");
    }
    return text.toString();
  }

  private static String versus(Comparison comparison, Versus versus) {
    String title = Quoted.oneLine(versus.second() + " - " + versus.first());
    if (versus.paired().isEmpty()) {
      return title
          + ": no paired statistics, which need a samples.jsonl with common samples in every run"
          + " folder\n";
    }
    PairedRuns paired = versus.paired().get();
    StringBuilder text = new StringBuilder(title);
    text.append(", paired over ").append(paired.describe(comparison.benchmark())).append('\n');
    if (!paired.onlyFirst().isEmpty() || !paired.onlySecond().isEmpty()) {
      text.append("not in both and left out: ")
          .append(Numbers.count(paired.onlyFirst().size()))
          .append(" of the first, ")
          .append(Numbers.count(paired.onlySecond().size()))
          .append(" of the second\n");
    }
    if (!versus.rows().isEmpty()) {
      text.append(table(versus.rows()));
    }
    for (Map.Entry<String, String> score : versus.unpaired().entrySet()) {
      text.append(Quoted.oneLine(score.getKey())).append(": not paired, ");
      text.append(score.getValue()).append('\n');
    }
    return text.toString();
  }

  private static String table(List<Row> rows) {
    TextTable table = new TextTable(1);
    table.add(
        List.of(
            "score (x100)",
            "difference",
            "95 % interval",
            "p bootstrap",
            "p permutation",
            "p Holm",
            "won",
            "lost",
            "tied",
            "p by sample",
            "test by sample"));
    for (Row row : rows) {
      Optional<Difference> found = row.result().difference();
      table.add(
          List.of(
              row.result().spec().name(),
              found.map(d -> Numbers.signed(d.value())).orElse("not defined"),
              Numbers.interval(found.map(Difference::interval)),
              found.map(d -> Numbers.probability(d.bootstrapP())).orElse(""),
              found.map(d -> Numbers.probability(d.permutationP())).orElse(""),
              found.isPresent() ? Numbers.probability(row.holmP()) : "",
              Numbers.count(row.result().wins()),
              Numbers.count(row.result().losses()),
              Numbers.count(row.result().ties()),
              row.result().sampleTest().map(t -> Numbers.probability(t.p())).orElse(""),
              row.result().sampleTest().map(t -> t.method().label()).orElse("")));
    }
    return table.render();
  }

  private static String seeds(Comparison comparison, Configuration configuration) {
    TextTable table = new TextTable(1);
    table.add(
        List.of(
            "score (x100)",
            "mean",
            "sd over seeds",
            "lowest",
            "highest",
            "95 % interval over samples"));
    for (SeedRow row : comparison.seeds()) {
      if (row.configuration().equals(configuration.name())) {
        table.add(
            List.of(
                row.score(),
                Numbers.percent(row.spread().mean()),
                Numbers.percent(row.spread().standardDeviation()),
                Numbers.percent(row.spread().min()),
                Numbers.percent(row.spread().max()),
                Numbers.interval(row.interval())));
      }
    }
    return Quoted.oneLine(configuration.name())
        + ", "
        + configuration.runs().size()
        + " seeds\n"
        + table.render();
  }
}
