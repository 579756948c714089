package org.seq2time.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Direction;
import org.seq2time.reports.HandMade;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.RecordedRun;

class HistoryPageTest {

  private static HistoryRun run(String name, String configuration, String started, double miou) {
    RecordedRun run = HandMade.run(name).score("miou", miou, miou).build();
    Optional<Instant> time =
        started.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(started + "T00:00:00Z"));
    return new HistoryRun(
        name,
        configuration,
        run.scores(),
        Optional.of(HandMade.manifest("aa", List.of(), time)),
        Map.of());
  }

  private static String page(HistoryRun... runs) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HistoryPage.of(List.of(runs)).write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The cells of the table of all runs, a line for each run. */
  private static List<String> table(String html) {
    Matcher row =
        Pattern.compile("<tr>.*?</tr>")
            .matcher(html.substring(html.indexOf("<caption><bdi>All runs")));
    return row.results()
        .map(m -> m.group().replaceAll("</t[dh]>", "|").replaceAll("<[^>]*>", ""))
        .skip(1)
        .collect(Collectors.toList());
  }

  @Test
  void changeIsFromTheRunBeforeOfTheSameConfiguration() throws IOException {
    List<String> rows =
        table(
            page(
                run("a/1", "a", "2026-01-01", 0.5),
                run("b/1", "b", "2026-01-02", 0.25),
                run("a/2", "a", "2026-01-03", 0.625),
                run("b/2", "b", "2026-01-04", 0.25)));
    assertThat(rows)
        .containsExactly(
            "1|2026-01-01T00:00:00Z|a|a/1|0.1.0|2|50.00||",
            "2|2026-01-02T00:00:00Z|b|b/1|0.1.0|2|25.00||",
            "3|2026-01-03T00:00:00Z|a|a/2|0.1.0|2|62.50|+12.50|",
            "4|2026-01-04T00:00:00Z|b|b/2|0.1.0|2|25.00|0.00|");
  }

  @Test
  void runsWithoutAStartComeFirstByName() throws IOException {
    List<String> rows =
        table(
            page(
                run("late", "c", "2026-01-01", 0.5),
                run("z", "c", "", 0.5),
                run("y", "c", "", 0.5)));
    assertThat(rows.get(0)).startsWith("1||c|y|");
    assertThat(rows.get(1)).startsWith("2||c|z|");
    assertThat(rows.get(2)).startsWith("3|2026-01-01T00:00:00Z|c|late|");
  }

  @Test
  void anotherMetricIsNoChange() throws IOException {
    RecordedRun other =
        HandMade.run("b")
            .score("miou", Direction.HIGHER_IS_BETTER, true, "miou|k:y|v:1", 1, 1)
            .build();
    String html =
        page(
            run("a", "c", "2026-01-01", 0.5),
            new HistoryRun("b", "c", other.scores(), Optional.empty(), Map.of()));
    assertThat(html).contains("*: signature differs");
    assertThat(page(run("a", "c", "2026-01-01", 0.5))).doesNotContain("signature differs");
  }

  @Test
  void eachBenchmarkHasItsSection() throws IOException {
    RecordedRun captions = HandMade.run("c").of("youcook2").score("f1", 1, 0).build();
    RecordedRun unknown = HandMade.run("u").of("my bench <b>").score("x", 1, 0).build();
    String html =
        page(
            run("a", "c", "2026-01-01", 0.5),
            new HistoryRun("c", "c", captions.scores(), Optional.empty(), Map.of()),
            new HistoryRun("u", "c", unknown.scores(), Optional.empty(), Map.of()));
    assertThat(html)
        .contains("History: 3 runs")
        .contains("<section id=\"history-charades-sta\"", "<section id=\"history-youcook2\"")
        .contains("<section id=\"history-my-bench--b-\"")
        .contains("my bench &lt;b&gt;")
        .doesNotContain("bench <b>");
  }

  @Test
  void speedIsTheMedianOfTheAnswers() {
    Map<String, AnswerRecord> answers =
        Map.of(
            "0", AnswerRecord.answered("0", "h", "x").withCost(10, 11, 0.5, 1.0),
            "1", AnswerRecord.answered("1", "h", "x").withCost(10, 11, 0.5, 2.0),
            "2", AnswerRecord.answered("2", "h", "x").withCost(10, 11, 0.5, 4.0));
    HistoryRun run =
        new HistoryRun(
            "a",
            "c",
            HandMade.run("a").score("miou", 1).build().scores(),
            Optional.empty(),
            answers);
    assertThat(run.medianSeconds()).hasValue(2.5);
    assertThat(run.started()).isEmpty();
    assertThat(run.toolVersion()).isEmpty();
    assertThat(run("a", "c", "2026-01-01", 0.5).medianSeconds()).isEmpty();
    assertThat(run("a", "c", "2026-01-01", 0.5).started())
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @Test
  void historyNeedsARun() {
    assertThatThrownBy(() -> HistoryPage.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
