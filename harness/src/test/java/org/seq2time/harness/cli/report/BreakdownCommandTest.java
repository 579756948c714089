package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.cli.Cli;

class BreakdownCommandTest {

  @TempDir Path folder;
  private String base;
  private String worse;

  @BeforeEach
  void score() throws IOException {
    Cli.copyDemo(folder);
    base = DemoVariants.score(folder, Cli.demo("charades-sta"), "base");
    worse = DemoVariants.score(folder, DemoVariants.shifted(folder), "worse");
  }

  @Test
  void headlineScoresOfBothRunsAreShownForEachGroup() {
    Cli run = Cli.run("breakdown", base, worse, "--by", "outcome,duration", "--by", "query-words");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("score   outcome")
        .contains(
            "miou    parsed         " + base + "   48", "miou    parsed         " + worse + "  48")
        .contains("no time found", "length of the video", "length of the query", "5 to 8 words")
        .contains("bootstrap over the queries of a row, 10,000 resamples, seed 1");
  }

  @Test
  void csvGoesToAFileAndCountsEverySample() throws IOException {
    Path file = folder.resolve("tables").resolve("videos.csv");
    Cli run =
        Cli.run(
            "breakdown",
            base,
            "--by",
            "video",
            "--score",
            "miou",
            "--format",
            "csv",
            "--out",
            file.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("Breakdown: " + file + System.lineSeparator());
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(15);
    assertThat(lines.stream().skip(1).mapToInt(l -> Integer.parseInt(l.split(",", -1)[5])).sum())
        .isEqualTo(56);
    assertThat(lines.stream().skip(1)).allMatch(l -> l.startsWith("charades-sta,video,"));
  }

  @Test
  void threadsAndLocaleDoNotChangeAByte() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.ROOT);
      Cli one = Cli.run("breakdown", base, worse, "--by", "truth-length", "--threads", "1");
      for (String locale : List.of("tr-TR", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(locale));
        assertThat(Cli.run("breakdown", base, worse, "--by", "truth-length", "--threads", "3"))
            .isEqualTo(one);
      }
      assertThat(Cli.run("breakdown", base, worse, "--by", "truth-length", "--seed", "2"))
          .isNotEqualTo(one);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void runsOfTwoBenchmarksAreRefused() {
    String other = DemoVariants.score(folder, Cli.demo("qvhighlights"), "other");
    Cli run = Cli.run("breakdown", base, other, "--by", "video");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("is a run of qvhighlights, but")
        .contains("call breakdown once for each benchmark");
  }

  @Test
  void runWithoutRowsIsRefused() throws IOException {
    Cli run = Cli.run("breakdown", base + "/scores.json", "--by", "outcome");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).hasLineCount(1).contains("has no samples.jsonl");
    Files.delete(Path.of(worse).resolve("samples.jsonl"));
    assertThat(Cli.run("breakdown", worse, "--by", "outcome").err())
        .isEqualTo(
            "seq2time: "
                + worse
                + ": has no samples.jsonl, whose rows breakdown groups; name a run"
                + " folder that score --out wrote"
                + System.lineSeparator());
  }

  @Test
  void videosWithoutAQueryAreNotGroupedByIt() {
    String dense =
        DemoVariants.score(folder, Cli.demo("youcook2-close"), "dense", "--paraphrases", "off");
    Cli run = Cli.run("breakdown", dense, "--by", "query-words");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("samples of youcook2 have no query").hasLineCount(1);
    assertThat(Cli.run("breakdown", dense, "--by", "duration", "--score", "para_meteor").out())
        .contains("para_meteor  ");
  }

  @Test
  void scoresOfDifferentMetricsAreLeftOutAndFail() {
    String answered =
        DemoVariants.score(folder, Cli.demo("charades-sta"), "answered", "--answered-only");
    Cli run = Cli.run("breakdown", base, answered, "--by", "outcome");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("miou: signature differs between runs, left out");
    assertThat(run.err()).hasLineCount(1).contains("left out because signatures differ: r1@0.3,");
  }

  @Test
  void unknownScoreIsNamedWithTheNearest() {
    Cli run = Cli.run("breakdown", base, "--by", "video", "--score", "moiu");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no run has a score \"moiu\"; did you mean \"miou\"?");
  }
}
