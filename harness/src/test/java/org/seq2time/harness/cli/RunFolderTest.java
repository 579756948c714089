package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.DemoBenchmark;

class RunFolderTest {

  private static final DemoBenchmark.Run GROUNDING = Cli.demo("charades-sta");

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void copyDemo() {
    Cli.copyDemo(folder);
    out = folder.resolve("runs/x");
  }

  private static Map<String, String> content(Path run) throws IOException {
    Map<String, String> content = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.sorted().toList()) {
        content.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return content;
  }

  private Cli score(DemoBenchmark.Run run, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "--out";
    all[1] = out.toString();
    System.arraycopy(more, 0, all, 2, more.length);
    return Cli.run(Cli.score(folder, run, all));
  }

  @Test
  void folderSaysWhatWasRun() throws IOException {
    assertThat(score(GROUNDING).code()).isZero();
    assertThat(content(out))
        .containsOnlyKeys("predictions.json", "run.json", "samples.jsonl", "scores.json");
    JsonNode run = new ObjectMapper().readTree(out.resolve("run.json").toFile());
    assertThat(run.get("benchmark").textValue()).isEqualTo("charades-sta");
    assertThat(run.get("annotations").get("format").textValue()).isEqualTo("charades-coco");
    assertThat(run.get("annotations").get("sha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(run.get("predictions").get("format").textValue()).isEqualTo("timechat");
    assertThat(run.get("scoring").get("missing").textValue()).isEqualTo("zero");
    assertThat(run.get("scoring").get("seed").longValue()).isEqualTo(1);
    assertThat(run.get("tool").get("version").textValue()).isEqualTo("0.1.0");
    assertThat(run.get("environment").get("java").textValue()).startsWith("25");
    assertThat(run.get("environment").has("started")).as("no time of day").isFalse();
    assertThat(run.get("version").intValue()).isEqualTo(2);
  }

  @Test
  void sameRunGivesTheSameBytes() throws IOException {
    score(GROUNDING);
    Map<String, String> first = content(out);
    assertThat(score(GROUNDING, "--threads", "1").code()).isZero();
    assertThat(content(out)).isEqualTo(first);
  }

  @Test
  void anotherRunIsNotOverwrittenUnlessAsked() throws IOException {
    score(GROUNDING);
    Map<String, String> first = content(out);
    Cli other = score(GROUNDING, "--seed", "2");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err())
        .isEqualTo(
            "seq2time: "
                + out.resolve("run.json")
                + ": contains a different run: scoring.seed was 1 and is now 2; choose another"
                + " --out, or --overwrite\n");
    assertThat(content(out)).isEqualTo(first);
    assertThat(score(GROUNDING, "--seed", "2", "--overwrite").code()).isZero();
    assertThat(content(out).get("run.json")).contains("\"seed\" : 2");
  }

  @Test
  void folderWithOtherFilesIsLeftAlone() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("thesis.tex"), "precious");
    Cli run = score(GROUNDING);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("is not empty and contains no run.json");
    assertThat(content(out)).containsOnlyKeys("thesis.tex");
  }

  @Test
  void fileInPlaceOfTheFolderIsLeftAlone() throws IOException {
    out = folder.resolve("notes.txt");
    Files.writeString(out, "precious");
    Cli run = score(GROUNDING, "--overwrite");
    assertThat(run.err()).isEqualTo("seq2time: " + out + ": is a file; --out needs a folder\n");
    assertThat(Files.readString(out)).isEqualTo("precious");
  }

  @Test
  void damagedManifestIsNoRun() throws IOException {
    Files.createDirectories(out);
    for (String text : new String[] {"", "[]", "{\"a\": 99999999999999999999}", "{\"a\": null}"}) {
      Files.writeString(out.resolve("run.json"), text);
      Cli run = score(GROUNDING);
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("run.json").hasLineCount(1).doesNotContain("internal");
    }
  }

  @Test
  void storedPredictionsScoreTheSame() throws IOException {
    for (DemoBenchmark.Run demo : DemoBenchmark.runs()) {
      out = folder.resolve("runs").resolve(demo.name());
      score(demo);
      Path again = folder.resolve("runs").resolve(demo.name() + "-again");
      Cli second =
          Cli.run(
              "score",
              demo.benchmark().key(),
              "--annotations",
              folder.resolve(demo.annotations()).toString(),
              "--predictions",
              out.resolve("predictions.json").toString(),
              "--out",
              again.toString());
      assertThat(second.code()).as(second.err()).isZero();
      for (String file : new String[] {"scores.json", "samples.jsonl", "predictions.json"}) {
        assertThat(Files.readString(again.resolve(file)))
            .as("%s of %s", file, demo.name())
            .isEqualTo(Files.readString(out.resolve(file)));
      }
    }
  }

  @Test
  void compareShowsRunsSideBySide() {
    Path close = folder.resolve("close");
    Path loose = folder.resolve("loose");
    Cli.run(Cli.score(folder, Cli.demo("youcook2-close"), "--out", close.toString()));
    Cli.run(Cli.score(folder, Cli.demo("youcook2-loose"), "--out", loose.toString()));
    Cli table = Cli.run("compare", close.toString(), loose.toString());
    assertThat(table.code()).isZero();
    assertThat(table.out().lines().toList())
        .first()
        .asString()
        .contains("score (x100)", close.toString(), loose.toString());
    assertThat(table.out()).containsPattern("f1 +62\\.09 +\\[").doesNotContain("not comparable");
  }

  @Test
  void compareMarksScoresOfDifferentMetrics() {
    Path all = folder.resolve("all");
    Path answered = folder.resolve("answered");
    Cli.run(Cli.score(folder, GROUNDING, "--out", all.toString()));
    Cli.run(Cli.score(folder, GROUNDING, "--answered-only", "--out", answered.toString()));
    assertThat(Cli.run("compare", all.toString(), answered.toString()).out())
        .contains("r1@0.3*")
        .contains("* not comparable, signatures differ; r1@0.3: r1@0.3|iou:hull|window:first");
  }

  @Test
  void compareRefusesDifferentBenchmarks() {
    Path grounding = folder.resolve("grounding");
    Path highlights = folder.resolve("highlights");
    Cli.run(Cli.score(folder, GROUNDING, "--out", grounding.toString()));
    Cli.run(Cli.score(folder, Cli.demo("qvhighlights"), "--out", highlights.toString()));
    Cli compared = Cli.run("compare", grounding.toString(), highlights.toString());
    assertThat(compared.code()).isEqualTo(1);
    assertThat(compared.err()).contains("only runs of one benchmark can be compared");
  }

  @Test
  void demoWritesEverythingUnderOneFolder() throws IOException {
    Path demo = folder.resolve("demo");
    Cli run = Cli.run("demo", "--out", demo.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err())
        .as("what score says of the two systems")
        .isEqualTo(
            "note: 1 answers with events out of order, which soda_c matches in order"
                + " (kitchen_05.mp4)\n"
                + "note: 2 answers with events out of order, which soda_c matches in order"
                + " (kitchen_03.mp4, kitchen_07.mp4)\n"
                + "note: no prediction for 1 of 14 videos, counted as misses; --answered-only"
                + " leaves them out\n");
    for (DemoBenchmark.Run each : DemoBenchmark.runs()) {
      assertThat(demo.resolve("runs").resolve(each.name()).resolve("scores.json")).exists();
    }
    assertThat(run.out()).contains("54.79").contains("18.94").contains("62.09");
    Cli again = Cli.run("demo", "--out", demo.toString(), "--quiet");
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(again.err()).isEmpty();
  }
}
