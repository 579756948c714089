package org.seq2time.reports.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.Outcome;
import org.seq2time.metrics.score.Score;
import org.seq2time.metrics.score.ScoreSheet;

/** One run's scores with intervals, then outcomes and signatures. */
public final class ScoreTable {

  private ScoreTable() {}

  /**
   * The table as text, every line ended.
   *
   * @param all every score instead of the headline ones
   */
  public static String render(ScoreSheet sheet, boolean all) {
    List<Score> shown = sheet.scores().stream().filter(s -> all || s.spec().headline()).toList();
    TextTable table = new TextTable(2);
    table.add(List.of("score", "", "x100", "95 % interval", "n", "coverage"));
    for (Score score : shown) {
      table.add(
          List.of(
              score.name(),
              score.spec().label(),
              Numbers.percent(score.value()),
              Numbers.interval(score.interval()),
              Numbers.count(score.n()),
              Numbers.share(score.coverage())));
    }
    StringBuilder text = new StringBuilder(table.render());
    int hidden = sheet.scores().size() - shown.size();
    if (hidden > 0) {
      text.append("... and ").append(hidden).append(" more: --all, --json or --out\n");
    }
    if (shown.stream().anyMatch(ScoreTable::lacksParaphrases)) {
      text.append(
          "METEOR's paraphrase stage is off (para:off); published METEOR and SODA_c had it on: see"
              + " seq2time assets meteor\n");
    }
    text.append('\n');
    text.append("outcomes   ").append(outcomes(sheet)).append('\n');
    text.append("intervals  bootstrap over ")
        .append(sheet.benchmark().task().sampleNoun())
        .append(", ")
        .append(Numbers.count(sheet.bootstrap().resamples()))
        .append(" resamples, seed ")
        .append(sheet.bootstrap().seed())
        .append('\n');
    signatures(shown)
        .forEach(
            (settings, names) ->
                text.append("signature  ")
                    .append(String.join(" ", names))
                    .append(" |")
                    .append(settings)
                    .append('\n'));
    return text.toString();
  }

  private static boolean lacksParaphrases(Score score) {
    return score.spec().signature().parts().contains("para:off");
  }

  private static String outcomes(ScoreSheet sheet) {
    List<String> counts = new ArrayList<>();
    for (Map.Entry<Outcome, Integer> outcome : sheet.outcomes().entrySet()) {
      if (outcome.getValue() > 0) {
        counts.add(outcome.getKey().label() + " " + Numbers.count(outcome.getValue()));
      }
    }
    return String.join(", ", counts);
  }

  /** Scores by what follows their name in the signature. */
  private static Map<String, List<String>> signatures(List<Score> scores) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (Score score : scores) {
      names
          .computeIfAbsent(score.spec().signature().settings(), key -> new ArrayList<>())
          .add(score.name());
    }
    return names;
  }
}
