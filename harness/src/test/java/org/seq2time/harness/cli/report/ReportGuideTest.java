package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.cli.Cli;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.page.ReportPage;
import org.seq2time.reports.record.RecordedRun;

/** What {@code docs/report.md} shows works as it stands there. */
class ReportGuideTest {

  private static final Path HOME = Path.of(System.getProperty("seq2time.home", ".."));

  @TempDir Path folder;

  @Test
  void commandsWriteTheirPages() throws IOException {
    Path demo = folder.resolve("seq2time-demo");
    assertThat(Cli.run("demo", "--out", demo.toString()).code()).isZero();
    String guide = Files.readString(HOME.resolve("docs/report.md"));
    Matcher command =
        Pattern.compile("^    ./seq2time (report(?:.*\\\\\n)*.*)$", Pattern.MULTILINE)
            .matcher(guide);
    List<String> commands = command.results().map(m -> m.group(1)).toList();
    assertThat(commands).hasSize(2);
    for (String each : commands) {
      String[] words =
          Stream.of(each.replace("\\\n", " ").strip().split("\\s+", -1))
              .map(w -> w.matches("seq2time-demo/.*|.*\\.html") ? folder.resolve(w).toString() : w)
              .toArray(String[]::new);
      Cli cli = Cli.run(words);
      assertThat(cli.code()).as(each + cli.err()).isZero();
    }
    assertThat(folder.resolve("page.html")).isNotEmptyFile();
    assertThat(folder.resolve("history.html")).isNotEmptyFile();
  }

  @Test
  void picturesAreThere() throws IOException {
    String guide = Files.readString(HOME.resolve("docs/report.md"));
    List<String> pictures =
        Pattern.compile("\\((images/[^)]*)\\)")
            .matcher(guide)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(pictures).isNotEmpty();
    assertThat(pictures)
        .allSatisfy(p -> assertThat(HOME.resolve("docs").resolve(p)).isNotEmptyFile());
  }

  @Test
  void javaExampleIsTheCodeBelow() throws IOException {
    Path demo = folder.resolve("demo");
    assertThat(Cli.run("demo", "--out", demo.toString()).code()).isZero();
    Path page = folder.resolve("page.html");
    write(demo.resolve("runs/youcook2-close"), demo.resolve("runs/youcook2-loose"), page);
    assertThat(page).isNotEmptyFile();
    String source =
        Files.readString(
            HOME.resolve("harness/src/test/java/org/seq2time/harness/cli/ReportGuideTest.java"));
    int start = source.indexOf("\n    List<RecordedRun> runs =\n") + 1;
    String shown =
        source
            .substring(start, source.indexOf("    // End of the", start))
            .stripTrailing()
            .stripIndent();
    assertThat(Files.readString(HOME.resolve("docs/report.md")))
        .contains("```java\n" + shown + "\n```");
  }

  private static void write(Path a, Path b, Path file) throws IOException {
    List<RecordedRun> runs =
        List.of(RecordedRun.readWithContents(a), RecordedRun.readWithContents(b));
    ReportPage page =
        ReportPage.of(runs, new ReportPage.Options(List.of(), Bootstrap.Settings.DEFAULT, 2));
    try (OutputStream out = Files.newOutputStream(file)) {
      page.write(out);
    }
    // End of the example.
  }
}
