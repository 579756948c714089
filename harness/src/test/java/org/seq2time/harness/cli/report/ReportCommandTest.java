package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.cli.Cli;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;

class ReportCommandTest {

  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir Path folder;
  private Path page;

  @BeforeEach
  void copyDemo() {
    Cli.copyDemo(folder);
    page = folder.resolve("page.html");
  }

  private Path run(String demo) {
    Path out = folder.resolve("runs").resolve(demo);
    Cli run = Cli.run(Cli.score(folder, Cli.demo(demo), "--out", out.toString()));
    assertThat(run.code()).as(run.err()).isZero();
    return out;
  }

  private Cli report(Path... runs) {
    String[] words =
        Stream.concat(
                Stream.of("report", "--out", page.toString(), "--resamples", "200"),
                Stream.of(runs).map(Path::toString))
            .toArray(String[]::new);
    return Cli.run(words);
  }

  @Test
  void pageNamesBestAndWorse() throws IOException {
    Cli cli = report(run("youcook2-close"), run("youcook2-loose"));
    assertThat(cli.code()).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo("Page: " + page + "\n");
    assertThat(cli.err()).isEmpty();
    assertThat(Files.readString(page))
        .contains("<title>YouCook2: 2 runs</title>")
        .contains("of 7 headline scores 7 worse and 0 better beyond chance")
        .contains("<b>A</b> 62.09")
        .contains("seq2time report " + folder)
        .contains("default-src &#39;none&#39;");
    // The one address is SVG's name, which is never fetched.
    assertThat(Files.readString(page).replace("\"http://www.w3.org/2000/svg\"", ""))
        .doesNotContain("http:", "https:");
  }

  @Test
  void samePageForAnyNumberOfThreads() throws IOException {
    Path close = run("youcook2-close");
    Path loose = run("youcook2-loose");
    String[] words = {
      "report", close.toString(), loose.toString(), "--out", page.toString(), "--threads", "1"
    };
    assertThat(Cli.run(words).code()).isZero();
    String one = Files.readString(page);
    words[words.length - 1] = "3";
    assertThat(Cli.run(words).code()).isZero();
    assertThat(Files.readString(page)).isEqualTo(one);
  }

  @Test
  void foldersWithoutRowsContentsOrRecordStillGiveAPage() throws IOException {
    Path run = run("charades-sta");
    Files.delete(run.resolve("run.json"));
    List<String> rows =
        Files.readAllLines(run.resolve("samples.jsonl")).stream()
            .map(r -> r.replaceAll(",\"content\":.*", "}"))
            .toList();
    Files.write(run.resolve("samples.jsonl"), rows);
    assertThat(report(run).code()).isZero();
    assertThat(Files.readString(page))
        .contains("scored by an earlier version")
        .contains("the settings are unknown")
        .contains("Recall at 1 over the IoU threshold");
    Files.delete(run.resolve("samples.jsonl"));
    assertThat(report(run).code()).isZero();
    assertThat(Files.readString(page))
        .contains("No run folder has a samples.jsonl")
        .contains("Scores with 95 % intervals");
  }

  @Test
  void curvesMeetThePublishedThresholds() throws IOException {
    assertThat(report(run("charades-sta")).code()).isZero();
    String numbers = numbersOf("recall-chart");
    // R@1 as score prints it: 75.00, 71.43 and 46.43.
    assertThat(numbers).contains("|0.3|75.00|", "|0.5|71.43|", "|0.7|46.43|");
    assertThat(numbersOf("start-chart")).contains("|A charades-sta|48|");
    assertThat(report(run("youcook2-close"), run("youcook2-loose")).code()).isZero();
    // Every true event is in one of the ten ranges.
    assertThat(numbersOf("iou-chart").lines().count()).isEqualTo(11);
    double sum =
        numbersOf("iou-chart")
            .lines()
            .skip(1)
            .mapToDouble(l -> Double.parseDouble(l.split("\\|", -1)[2].replace(" %", "")))
            .sum();
    assertThat(sum).isBetween(99.5, 100.5);
    long videos =
        numbersOf("counts-chart")
            .lines()
            .skip(1)
            .mapToLong(l -> Long.parseLong(l.split("\\|", -1)[4]))
            .sum();
    assertThat(videos).isEqualTo(14);
  }

  /** The table of a figure, a line for each row, cells between bars. */
  private String numbersOf(String figure) throws IOException {
    String html = Files.readString(page);
    int start = html.indexOf("<table", html.indexOf("<figure id=\"" + figure + "\""));
    return html.substring(start, html.indexOf("</table>", start))
        .replaceAll("(?s)<caption>.*?</caption>|</?thead>|</?tbody>|\n", "")
        .replace("<tr>", "|")
        .replace("</tr>", "\n")
        .replaceAll("</t[hd]>", "|")
        .replaceAll("<[^>]*>", "");
  }

  @Test
  void rawAnswersAndTheirSpeedAreShownWhereTheFolderHasThem() throws IOException {
    Path run = run("charades-sta");
    assertThat(report(run).code()).isZero();
    assertThat(Files.readString(run.resolve("samples.jsonl"))).contains("\"id\":\"55\"");
    assertThat(Files.readString(page)).doesNotContain("Tokens per second");
    try (OutputStream out = Files.newOutputStream(run.resolve("answers.jsonl"))) {
      for (int i = 0; i < 56; i++) {
        AnswerRecord answer =
            AnswerRecord.answered(String.valueOf(i), "hash", SCRIPT + "x".repeat(100 * i));
        AnswerLines.append(answer.withCost(900, 11, 0.5, 0.1 * (i + 1)), out);
      }
    }
    assertThat(report(run).code()).isZero();
    String html = Files.readString(page);
    assertThat(html)
        .contains("Latency", "Time to the first token", "Tokens per second")
        // 28 of 56 answers are done after 0.5 + 2.8 s.
        .contains("<tr><th scope=\"row\"><bdi>50</bdi></th><td><bdi>3.3</bdi></td></tr>")
        .contains("\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003Exxx")
        .contains(",5525]");
    assertThat(html).doesNotContain(SCRIPT, "x".repeat(4001));
  }

  @Test
  void mistakesAreOneClearLine() throws IOException {
    Path grounding = run("charades-sta");
    assertThat(report()).extracting(Cli::code).isEqualTo(2);
    assertThat(report(grounding, grounding).err())
        .isEqualTo("seq2time: run " + grounding + " is named twice (see seq2time report --help)\n");
    assertThat(report(grounding, run("qvhighlights")).err())
        .contains("is a run of qvhighlights")
        .contains("only runs of one benchmark can be compared");
    assertThat(report(folder.resolve("none")).err())
        .contains("none")
        .contains("scores.json")
        .hasLineCount(1);
    assertThat(Cli.run("report", grounding.toString()).err()).contains("--out");
    assertThat(page).doesNotExist();
    page = folder;
    assertThat(report(grounding).err()).contains("is a folder; name a file to write");
  }

  @Test
  void failedPageLeavesTheOldOne() throws IOException {
    Path run = run("charades-sta");
    assertThat(report(run).code()).isZero();
    String before = Files.readString(page);
    Files.writeString(run.resolve("scores.json"), "{}");
    assertThat(report(run).code()).isEqualTo(1);
    assertThat(Files.readString(page)).isEqualTo(before);
  }

  @Test
  void hostilePredictionsAreInertText() throws IOException {
    Path run = HostileRun.in(folder);
    List<Path> before = files();
    assertThat(report(run).code()).isZero();
    String html = Files.readString(page);
    assertThat(html).doesNotContainIgnoringCase(SCRIPT);
    assertThat(html.split("<script", -1)).hasSize(3);
    assertThat(html.split("</script", -1)).hasSize(3);
    // Direction marks stand in the page as escapes, or isolated.
    String outsideOfData = html.replaceAll("(?s)<script.*?</script>", "");
    assertThat(html.substring(html.indexOf("id=\"data\""))).doesNotContain("\u202E", "\u2028");
    assertThat(outsideOfData.replaceAll("<bdi>[^<]*</bdi>", "")).doesNotContain("\u202E");
    assertThat(Files.size(page)).isLessThan(1_000_000);
    List<Path> after = new ArrayList<>(files());
    after.remove(page);
    assertThat(after).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }
}
