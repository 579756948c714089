package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.harness.cli.shared.ScoringOptions;

/** Installs tables into the cache folder that the build gives its tests. */
class AssetsCommandTest {

  private static final DemoBenchmark.Run CAPTIONS = Cli.demo("youcook2-close");

  @TempDir Path folder;
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    Cli.copyDemo(folder);
    table = folder.resolve("paraphrase-en.gz");
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(table))) {
      gzip.write(
          "0.5\nchop\ncut\n0.4\non a warm plate\nwarm\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  @AfterEach
  void uninstall() throws IOException {
    Files.deleteIfExists(ScoringOptions.installedTable().index());
  }

  private Cli score(String... more) {
    return Cli.run(Cli.score(folder, CAPTIONS, more));
  }

  @Test
  void testsHaveACacheOfTheirOwn() {
    assertThat(ScoringOptions.installedTable().index().toString()).contains("target");
  }

  @Test
  void otherTableIsRefusedByItsBlobId() {
    Cli run = Cli.run("assets", "meteor", "--from", table.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().lines().toList())
        .last()
        .asString()
        .startsWith("seq2time: " + table + ": is not METEOR's paraphrase-en.gz: its git blob id is")
        .contains("expected 88033c84fb2f8ecbc77fe57b7eee2913d1acd919", "--any");
    assertThat(ScoringOptions.installedTable().index()).doesNotExist();
  }

  @Test
  void installedTableIsUsedFromThenOnAndNamed() {
    Cli without = score("--json");
    assertThat(without.out()).contains("|para:off|");
    Cli run = Cli.run("assets", "meteor", "--from", table.toString(), "--any");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("2 entries in ").contains("(para:");
    String hash = run.out().replaceAll("(?s).*\\(para:([0-9a-f]+)\\).*", "$1");
    Cli with = score("--json");
    assertThat(with.out()).contains("|para:" + hash + "|").doesNotContain("para:off");
    assertThat(score("--json", "--paraphrases", "off")).isEqualTo(without);
    assertThat(score("--json", "--paraphrases", table.toString())).isEqualTo(with);
    assertThat(score("--paraphrases", table.toString()).out()).doesNotContain("stage is off");
  }

  @Test
  void tableSaysWhereTheStageIsOff() {
    assertThat(score().out())
        .contains(
            "METEOR's paraphrase stage is off (para:off); published METEOR and SODA_c had it");
  }

  @Test
  void demoDoesNotDependOnWhatIsInstalled() {
    Cli before = Cli.run("demo", "--out", folder.resolve("demo").toString());
    Cli.run("assets", "meteor", "--from", table.toString(), "--any");
    assertThat(Cli.run("demo", "--out", folder.resolve("demo").toString())).isEqualTo(before);
  }

  @Test
  void damagedIndexIsNamed() throws IOException {
    Path index = ScoringOptions.installedTable().index();
    Files.createDirectories(index.getParent());
    Files.writeString(index, "not an index");
    Cli run = score();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith("seq2time: " + index + ": ").hasLineCount(1);
  }

  @Test
  void paraphrasesAreForCaptions() {
    Cli run = Cli.run(Cli.score(folder, Cli.demo("charades-sta"), "--paraphrases", "off"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("charades-sta has none");
  }

  @Test
  void syntheticTableIsReproducible() throws IOException {
    Path first = folder.resolve("first.gz");
    Path second = folder.resolve("second.gz");
    assertThat(Cli.run("assets", "synthetic", "--to", first.toString(), "--entries", "500").code())
        .isZero();
    Cli.run("assets", "synthetic", "--to", second.toString(), "--entries", "500");
    assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
    assertThat(Cli.run("assets", "meteor", "--from", first.toString(), "--any").out())
        .startsWith("500 entries");
  }
}
