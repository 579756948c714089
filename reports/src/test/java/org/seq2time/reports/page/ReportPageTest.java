package org.seq2time.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.DemoRuns;
import org.seq2time.reports.HandMade;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.RecordedRun;

/** Pages over runs, without the command line and without a browser. */
class ReportPageTest {

  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir Path folder;

  private static String page(int threads, RecordedRun... runs) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ReportPage.of(
            List.of(runs),
            new ReportPage.Options(
                List.of("seq2time", "report", "a b", "--out", "p.html"),
                new Bootstrap.Settings(200, 1),
                threads))
        .write(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String page(RecordedRun... runs) throws IOException {
    return page(1, runs);
  }

  /** The table of a figure, a line for each row, cells between bars. */
  private static String numbersOf(String html, String figure) {
    int start = html.indexOf("<table", html.indexOf("<figure id=\"" + figure + "\""));
    return html.substring(start, html.indexOf("</table>", start))
        .replaceAll("(?s)<caption>.*?</caption>|</?thead>|</?tbody>|\n", "")
        .replace("<tr>", "|")
        .replace("</tr>", "\n")
        .replaceAll("</t[hd]>", "|")
        .replaceAll("<[^>]*>", "");
  }

  @Test
  void pageOfTwoRunsNamesBestAndWorse() throws IOException {
    DemoRuns demo = new DemoRuns(folder);
    String html = page(demo.score("youcook2-close").read(), demo.score("youcook2-loose").read());
    assertThat(html)
        .startsWith("<!doctype html>")
        .contains("<title>YouCook2: 2 runs</title>")
        .contains("of 7 headline scores 7 worse and 0 better beyond chance")
        .contains("<b>A</b> 62.09")
        .contains("seq2time report &#39;a b&#39; --out p.html")
        .contains("default-src &#39;none&#39;");
    // The one address is SVG's name, which is never fetched.
    assertThat(html.replace("\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http:", "https:");
  }

  @Test
  void orderOfRunsDecidesWhatIsComparedWithWhat() throws IOException {
    DemoRuns demo = new DemoRuns(folder);
    String html = page(demo.score("youcook2-loose").read(), demo.score("youcook2-close").read());
    assertThat(html)
        .contains("<p class=\"finding better\"><b>B</b> vs. <b>A</b>")
        .contains("of 7 headline scores 0 worse and 7 better beyond chance")
        .contains("<b>B</b> 62.09");
  }

  @Test
  void pageIsTheSameForAnyNumberOfThreads() throws IOException {
    DemoRuns demo = new DemoRuns(folder);
    RecordedRun base = demo.score("charades-sta").read();
    RecordedRun worse = demo.shifted("worse").read();
    assertThat(page(3, base, worse)).isEqualTo(page(1, base, worse));
  }

  @Test
  void curvesMeetThePublishedThresholds() throws IOException {
    String html = page(new DemoRuns(folder).score("charades-sta").read());
    assertThat(numbersOf(html, "recall-chart"))
        .contains("|0.3|75.00|", "|0.5|71.43|", "|0.7|46.43|");
    assertThat(numbersOf(html, "start-chart")).contains("|A charades-sta|48|");
  }

  @Test
  void everyTrueEventIsInOneRangeOfOverlaps() throws IOException {
    DemoRuns demo = new DemoRuns(folder);
    String html = page(demo.score("youcook2-close").read(), demo.score("youcook2-loose").read());
    List<String> rows = numbersOf(html, "iou-chart").lines().skip(1).toList();
    assertThat(rows).hasSize(10);
    for (int run = 2; run <= 3; run++) {
      int column = run;
      double sum =
          rows.stream()
              .mapToDouble(l -> Double.parseDouble(l.split("\\|", -1)[column].replace(" %", "")))
              .sum();
      assertThat(sum).isBetween(99.5, 100.5);
    }
    long videos =
        numbersOf(html, "counts-chart")
            .lines()
            .skip(1)
            .mapToLong(l -> Long.parseLong(l.split("\\|", -1)[4]))
            .sum();
    assertThat(videos).isEqualTo(14);
  }

  @Test
  void runWithoutRecordRowsOrContentsStillGivesAPage() throws IOException {
    RecordedRun bare = HandMade.run("runs/bare").score("miou", 1, 0, 0.5).build();
    assertThat(page(bare))
        .contains("scored by an earlier version")
        .contains("the settings are unknown");
    RecordedRun scores = HandMade.run("runs/bare").score("miou", 1, 0).withoutRows().build();
    assertThat(page(scores))
        .contains("No run folder has a samples.jsonl")
        .contains("Scores with 95 % intervals");
  }

  @Test
  void verdictOfOneRunIsItsScores() throws IOException {
    String html = page(HandMade.run("runs/x").score("miou", 1, 0, 0.5, 0.5).build());
    assertThat(html)
        .contains("<title>Charades-STA: 1 run</title>")
        .contains("<bdi>x</bdi> scores miou <b>50.00</b>")
        .contains(" on 4 queries; 100.0 % have a parsed prediction.")
        .contains("<dl class=\"cards\">")
        .doesNotContain(" vs. ");
  }

  @Test
  void undecidedDifferenceIsSaidToBe() throws IOException {
    String html =
        page(
            HandMade.run("a").score("miou", 1, 0, 1, 0).build(),
            HandMade.run("b").score("miou", 0, 1, 1, 0).build());
    assertThat(html)
        .contains("<p class=\"finding undecided\">")
        .contains("\u25CF no difference beyond chance")
        .contains("<b>A, B</b> 50.00");
  }

  @Test
  void lowerIsBestWhereItIsBetter() throws IOException {
    String html =
        page(
            HandMade.run("a")
                .score("error", Direction.LOWER_IS_BETTER, true, "error|v:1", 0.5, 0.5)
                .build(),
            HandMade.run("b")
                .score("error", Direction.LOWER_IS_BETTER, true, "error|v:1", 0.25, 0.25)
                .build());
    assertThat(html).contains("<b>B</b> 25.00");
  }

  @Test
  void otherMetricsAreNotCompared() throws IOException {
    String html =
        page(
            HandMade.run("a").score("miou", 1, 0).build(),
            HandMade.run("b")
                .score("miou", Direction.HIGHER_IS_BETTER, true, "miou|k:y|v:1", 1, 1)
                .build());
    assertThat(html)
        .contains("signature differs")
        .contains("miou: signature differs between runs, not compared: miou|k:x vs.")
        .contains("no paired statistics");
  }

  @Test
  void recordAndCommandAreShown() throws IOException {
    RecordedRun typed =
        HandMade.run("a").score("miou", 1, 0).command("seq2time", "run", "it's").build();
    assertThat(page(typed))
        .contains("seq2time run &#39;it&#39;\\&#39;&#39;s&#39;")
        .contains("<bdi>tool.version</bdi>")
        .contains("<bdi>k:x|v:1</bdi>");
  }

  @Test
  void rawAnswersAndTheirSpeedAreShownWhereTheFolderHasThem() throws IOException {
    DemoRuns.Scored run = new DemoRuns(folder).score("charades-sta");
    assertThat(page(run.read())).doesNotContain("Tokens per second");
    try (OutputStream out = Files.newOutputStream(run.place().resolve("answers.jsonl"))) {
      for (int i = 0; i < 56; i++) {
        AnswerRecord answer =
            AnswerRecord.answered(String.valueOf(i), "hash", SCRIPT + "x".repeat(100 * i));
        AnswerLines.append(answer.withCost(900, 11, 0.5, 0.1 * (i + 1)), out);
      }
    }
    String html = page(run.read());
    assertThat(html)
        .contains("Latency", "Time to the first token", "Tokens per second")
        // 28 of 56 answers are done after 0.5 + 2.8 s.
        .contains("<tr><th scope=\"row\"><bdi>50</bdi></th><td><bdi>3.3</bdi></td></tr>")
        .contains("\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003Exxx");
    assertThat(html).doesNotContain(SCRIPT, "x".repeat(4001));
  }

  @Test
  void namesOfRunsAndScoresAreText() throws IOException {
    String html =
        page(
            HandMade.run("runs/" + SCRIPT.replace("/", "\u2215"))
                .score(SCRIPT, 1, 0)
                .of(SCRIPT)
                .build());
    assertThat(html).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)");
  }

  @Test
  void mistakesAreNamed() {
    RecordedRun one = HandMade.run("a").score("miou", 1, 0).build();
    RecordedRun other = HandMade.run("b").of("youcook2").score("f1", 1, 0).build();
    assertThatThrownBy(() -> page(one, other))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "b: is a run of youcook2, but a is one of charades-sta; only runs of one"
                + " benchmark can be compared");
    List<RecordedRun> many = new ArrayList<>(Collections.nCopies(ReportPage.MAX_RUNS + 1, one));
    assertThatThrownBy(() -> page(many.toArray(RecordedRun[]::new)))
        .isInstanceOf(BadInputException.class)
        .hasMessage("13 runs are too many for one page; the limit is 12");
    assertThatThrownBy(() -> page()).isInstanceOf(IllegalArgumentException.class);
  }
}
