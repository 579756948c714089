package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tablesaw takes longer to start than most commands take to run: only breakdown may load it. */
class LoadedClassesTest {

  private static final String[] TABLESAW = {
    "tech.tablesaw.", "io.github.classgraph.", "org.slf4j."
  };

  @TempDir Path folder;

  @Test
  void onlyBreakdownLoadsTablesaw() throws Exception {
    Cli.copyDemo(folder);
    String run = folder.resolve("run").toString();
    String[] score = Cli.score(folder, Cli.demo("charades-sta"), "--quiet", "--out", run);
    assertThat(loaded(score))
        .contains("org.seq2time.harness.cli.ScoreCommand ")
        .doesNotContain(TABLESAW);
    String page = folder.resolve("page.html").toString();
    assertThat(loaded("report", run, "--out", page)).doesNotContain(TABLESAW);
    assertThat(loaded("compare", run, run + "/scores.json"))
        .contains("org.seq2time.harness.cli.report.BreakdownCommand ")
        .doesNotContain(TABLESAW);
    assertThat(loaded("breakdown", run, "--by", "outcome")).contains(TABLESAW);
  }

  /** The log of all classes that the program loads in a JVM of its own. */
  private String loaded(String... arguments) throws IOException, InterruptedException {
    Path log = folder.resolve("classes.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xlog:class+load:file=" + log,
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(Arrays.asList(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("out.log"))).isZero();
    return Files.readString(log);
  }
}
