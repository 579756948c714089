package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;

/** A run that is killed again and again ends as one that was left alone; 20 times by itself. */
@Tag("soak")
class KilledRunTest {

  private static final int SAMPLES = 200;
  private static final int KILLS = Integer.getInteger("seq2time.run.kills", 20);

  @TempDir Path folder;

  @Test
  void howeverOftenKilledEveryAnswerIsThereOnceAndTheSame() throws Exception {
    StringBuilder lines = new StringBuilder();
    Files.createDirectories(folder.resolve("videos"));
    for (int i = 0; i < SAMPLES; i++) {
      lines.append("v%d 0.2 1.0##somebody does thing %d.%n".formatted(i / 10, i));
      if (i % 10 == 0) {
        RunScene.write(folder.resolve("videos").resolve("v" + i / 10 + ".mp4"), 7919 * i);
      }
    }
    Files.writeString(folder.resolve("test.txt"), lines);
    VideoBundleFixture.write(Files.createDirectories(folder.resolve("model")), 5);
    Process whole = start("whole");
    assertThat(whole.waitFor()).isZero();

    long seed = 20;
    SplittableRandom random = new SplittableRandom(seed);
    Path answers = folder.resolve("killed").resolve("run").resolve("answers.jsonl");
    int kills = 0;
    while (kills < KILLS) {
      long aim = size(answers) + random.nextLong(1, 2 * size(whole()) / KILLS);
      Process process = start("killed");
      while (process.isAlive() && size(answers) < aim) {
        Thread.onSpinWait();
      }
      if (!process.isAlive()) {
        assertThat(process.waitFor()).isZero();
        // It came to its end before its moment: begin anew, killed runs are counted.
        Files.delete(answers);
        continue;
      }
      process.destroyForcibly().waitFor();
      kills++;
    }
    Process last = start("killed");
    assertThat(last.waitFor()).isZero();

    List<AnswerRecord> expected = read(whole());
    List<AnswerRecord> found = read(answers);
    assertThat(Files.readAllLines(answers)).as("none doubled, seed %d", seed).hasSize(SAMPLES);
    assertThat(told(found)).as("seed %d", seed).isEqualTo(told(expected)).hasSize(SAMPLES);
    for (String file : List.of("predictions.json", "samples.jsonl", "scores.json")) {
      assertThat(answers.resolveSibling(file)).hasSameBinaryContentAs(whole().resolveSibling(file));
    }
    assertThat(withoutStart(answers.resolveSibling("run.json")))
        .isEqualTo(withoutStart(whole().resolveSibling("run.json")));
  }

  private Path whole() {
    return folder.resolve("whole").resolve("run").resolve("answers.jsonl");
  }

  private Process start(String run) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(
        List.of(
            "run",
            "charades-sta",
            "--annotations",
            folder.resolve("test.txt").toString(),
            "--videos",
            folder.resolve("videos").toString(),
            "--model",
            folder.resolve("model").toString(),
            "--batch",
            "3",
            "--max-tokens",
            "24",
            "--out",
            "run"));
    // The command is part of the record: both are called alike, in folders of their own.
    return new ProcessBuilder(command)
        .directory(Files.createDirectories(folder.resolve(run)).toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(run + ".log").toFile())
        .start();
  }

  /** The record's text without the time of day, which the two runs cannot share. */
  private static String withoutStart(Path record) throws IOException {
    String started = ",\n    \"started\" : \"[0-9TZ:-]{20}\"";
    String text = Files.readString(record);
    assertThat(text).containsPattern(started);
    return text.replaceFirst(started, "");
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private static List<AnswerRecord> read(Path answers) {
    return AnswerLines.read(answers).answers().stream().map(AnswerLines.Numbered::record).toList();
  }

  /** Everything but the time it took. */
  private static Set<String> told(List<AnswerRecord> answers) {
    Set<String> told = new TreeSet<>();
    answers.forEach(
        a ->
            told.add(
                String.join(
                    "|",
                    a.id(),
                    a.requestHash(),
                    a.status().key(),
                    a.text(),
                    a.promptTokens().toString(),
                    a.generatedTokens().toString())));
    return told;
  }
}
