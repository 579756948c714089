package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.cli.Cli;

class ReportHistoryTest {

  @TempDir Path folder;
  private Path runs;
  private Path page;

  @BeforeEach
  void copyDemo() {
    Cli.copyDemo(folder);
    runs = folder.resolve("all");
    page = folder.resolve("history.html");
  }

  private void run(String demo, String place, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "--out";
    all[1] = runs.resolve(place).toString();
    System.arraycopy(more, 0, all, 2, more.length);
    Cli run = Cli.run(Cli.score(folder, Cli.demo(demo), all));
    assertThat(run.code()).as(run.err()).isZero();
  }

  private String history() throws IOException {
    Cli cli = Cli.run("report", "--history", runs.toString(), "--out", page.toString());
    assertThat(cli.code()).as(cli.err()).isZero();
    return Files.readString(page);
  }

  /** The cells of the table of all runs, a line for each run. */
  private static String table(String html) {
    Matcher row =
        Pattern.compile("<tr>.*?</tr>")
            .matcher(html.substring(html.indexOf("<caption><bdi>All runs")));
    return row.results()
        .map(m -> m.group().replaceAll("</t[dh]>", "|").replaceAll("<[^>]*>", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void runsOfAConfigurationFollowOneAnother() throws IOException {
    run("youcook2-close", "model-a/2026-01");
    run("youcook2-loose", "model-a/2026-02");
    run("youcook2-loose", "model-b/2026-01");
    run("qvhighlights", "model-b/highlights");
    String html = history();
    assertThat(html).contains("History: 4 runs", "YouCook2", "QVHighlights", "SODA_c over time");
    assertThat(html)
        .contains("<a href=\"#history-youcook2\">", "<a href=\"#history-qvhighlights\">");
    assertThat(
            table(html.substring(html.indexOf("<section id=\"history-youcook2\"")))
                .lines()
                .skip(1)
                .limit(3))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1||model-a|model-a/2026-01|0.1.0|14|34.51 "),
            second ->
                assertThat(second)
                    .startsWith("2||model-a|model-a/2026-02|0.1.0|14|2.97 ")
                    .contains("|-31.53|"),
            third -> assertThat(third).startsWith("3||model-b|model-b/2026-01|0.1.0|14|2.97 "));
  }

  @Test
  void recordedStartDecidesTheOrder() throws IOException {
    run("charades-sta", "a");
    run("charades-sta", "b");
    for (String name : new String[] {"a", "b"}) {
      Path record = runs.resolve(name).resolve("run.json");
      Files.writeString(
          record,
          Files.readString(record)
              .replace(
                  "\"environment\" : {",
                  "\"environment\" : {\n    \"started\" : \"2026-0"
                      + (name.equals("a") ? "2" : "1")
                      + "-01T00:00:00Z\","));
    }
    assertThat(table(history()).lines().skip(1))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1|2026-01-01T00:00:00Z|runs|b|"),
            second -> assertThat(second).startsWith("2|2026-02-01T00:00:00Z|runs|a|"));
  }

  @Test
  void runsWithoutAStartComeFirstAndZonesDoNotMatter() throws IOException {
    for (String name : new String[] {"a", "b", "c"}) {
      run("charades-sta", name);
    }
    start("a", "2026-02-01T02:00:00+05:30");
    start("b", "2026-01-31T21:00:00Z");
    assertThat(table(history()).lines().skip(1))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("1||runs|c|"),
            second -> assertThat(second).startsWith("2|2026-01-31T20:30:00Z|runs|a|"),
            third -> assertThat(third).startsWith("3|2026-01-31T21:00:00Z|runs|b|"));
  }

  private void start(String name, String time) throws IOException {
    Path record = runs.resolve(name).resolve("run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replace(
                "\"environment\" : {", "\"environment\" : {\n    \"started\" : \"" + time + "\","));
  }

  @Test
  void anotherMetricIsNoChange() throws IOException {
    run("charades-sta", "a");
    run("charades-sta", "b", "--answered-only");
    assertThat(history()).contains("*: signature differs");
  }

  @Test
  void mistakesAreOneClearLine() throws IOException {
    Cli none = Cli.run("report", "--history", runs.toString(), "--out", page.toString());
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).isEqualTo("seq2time: " + runs + ": no such folder\n");
    Files.createDirectories(runs);
    assertThat(Cli.run("report", "--history", runs.toString(), "--out", page.toString()).err())
        .contains("contains no run folder");
    Cli both = Cli.run("report", "x", "--history", runs.toString(), "--out", page.toString());
    assertThat(both.code()).isEqualTo(2);
    Files.writeString(folder.resolve("file"), "");
    assertThat(
            Cli.run("report", "--history", folder.resolve("file").toString(), "--out", "p.html")
                .err())
        .contains("is a file; --history needs a folder of runs");
    assertThat(page).doesNotExist();
  }
}
