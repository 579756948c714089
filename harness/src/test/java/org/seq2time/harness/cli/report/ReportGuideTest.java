package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.GuidePrograms;
import org.seq2time.harness.cli.Cli;

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
  void theJavaProgramWritesThePage() throws Exception {
    Path demo = folder.resolve("seq2time-demo");
    assertThat(Cli.run("demo", "--out", demo.toString()).code()).isZero();
    List<GuidePrograms.Program> programs = GuidePrograms.of("report.md");
    assertThat(programs).hasSize(1);
    programs.getFirst().checkCoordinates();
    programs.getFirst().run(folder, source -> source);
    assertThat(Files.readString(folder.resolve("page.html"))).contains("youcook2-loose");
  }
}
