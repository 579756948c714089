package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.harness.chat.FlakyServer;
import org.seq2time.harness.chat.FlakyServer.Behaviour;
import org.seq2time.harness.run.EarlierRuns;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/** Every command takes run folders that the version before wrote. */
class EarlierRunsTest {

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    EarlierRuns.copyTo(folder);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Cli succeed(String... words) {
    Cli cli = Cli.run(words);
    assertThat(cli.code()).as(cli.err()).isZero();
    return cli;
  }

  private Map<String, Double> scores(String run) {
    return RecordedRun.read(folder.resolve(run)).scores().scores().stream()
        .collect(Collectors.toMap(RecordedScore::name, s -> s.value().orElse(-1)));
  }

  private String record(String run) throws IOException {
    return Files.readString(folder.resolve(run).resolve("run.json"));
  }

  @Test
  void theyAreCompared() {
    Cli compared = succeed("compare", path("runs/bundle"), path("runs/endpoint"));
    assertThat(compared.out()).contains("miou", "runs/bundle", "runs/endpoint");
  }

  @Test
  void theyAreGated() throws IOException {
    Cli gate = succeed("gate", "--baseline", path("runs/bundle"), "--run", path("runs/endpoint"));
    assertThat(gate.out()).doesNotContain("different annotation files");
    Path record = folder.resolve("runs/endpoint/run.json");
    Files.writeString(record, record("runs/endpoint").replace("\"c37b36da", "\"00000000"));
    assertThat(Cli.run("gate", "--baseline", path("runs/bundle"), "--run", path("runs/endpoint")))
        .extracting(Cli::out)
        .asString()
        .contains("different annotation files");
  }

  @Test
  void theyAreShownWithEveryFieldAndTheCommandThatMadeThem() throws IOException {
    String[] expected = {
      "runs/bundle", "model.prompt.template", "--max-tokens 24 --batch 2 --out runs/bundle",
      "runs/endpoint", "model.maximumNewTokens", "--endpoint-model tiny --frames 3",
      "runs/answers", "answers.parser", "--parser timechat --durations",
      "runs/predictions", "scoring.limit", "--limit 2 --seed 1",
      "runs/youcook2", "scoring.paraphrases", "--seed 1 --answered-only --paraphrases off",
    };
    for (int i = 0; i < expected.length; i += 3) {
      succeed("report", path(expected[i]), "--out", path("page.html"), "--resamples", "100");
      assertThat(Files.readString(folder.resolve("page.html")))
          .contains(expected[i + 1], expected[i + 2]);
    }
    succeed("report", "--history", path("runs"), "--out", path("history.html"));
    assertThat(Files.readString(folder.resolve("history.html"))).contains("History: 5 runs");
  }

  @Test
  void theirAnswersAreScoredAgain() throws IOException {
    Map<String, Double> before = scores("runs/endpoint");
    succeed("score", "--run", path("runs/endpoint"));
    assertThat(scores("runs/endpoint")).isEqualTo(before);
    assertThat(record("runs/endpoint"))
        .startsWith("{\n  \"version\" : 2,\n")
        .contains("\"name\" : \"tiny\"", "\"--endpoint-model\"")
        .doesNotContain("\"started\"");
  }

  @Test
  void theSameScoringIsTheSameRun() throws IOException {
    Map<String, Double> before = scores("runs/answers");
    List<String> words =
        new ArrayList<>(
            List.of("score", "charades-sta", "--parser", "timechat", "--samples", "0,2"));
    words.addAll(List.of("--annotations", path("data/charades-sta_colours.txt")));
    words.addAll(List.of("--durations", path("data/lengths.csv")));
    words.addAll(List.of("--answers", path("data/charades-sta_answers.jsonl")));
    words.addAll(List.of("--out", path("runs/answers"), "--seed"));
    words.add("4");
    Cli other = Cli.run(words.toArray(String[]::new));
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("scoring.seed was 3 and is now 4");
    words.set(words.size() - 1, "3");
    succeed(words.toArray(String[]::new));
    assertThat(scores("runs/answers")).isEqualTo(before);
    assertThat(record("runs/answers")).contains("\"version\" : 2,");
  }

  @Test
  void anInterruptedRunGoesOn() throws IOException {
    Path answers = folder.resolve("runs/interrupted/answers.jsonl");
    List<String> before = Files.readAllLines(answers);
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Path record = folder.resolve("runs/interrupted/run.json");
      // The server has another address today.
      Files.writeString(
          record,
          record("runs/interrupted")
              .replace("\"http://127.0.0.1:8753/v1\"", "\"" + server.base() + "\""));
      Cli other = Cli.run(resume(server, "4"));
      assertThat(other.code()).isEqualTo(1);
      assertThat(other.err()).contains("frames.count was 3 and is now 4");

      Cli run = succeed(resume(server, "3"));
      assertThat(run.err()).contains("2 samples were already answered");
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(Files.readAllLines(answers)).hasSize(3).startsWith(before.toArray(String[]::new));
    assertThat(record("runs/interrupted")).contains("\"version\" : 2,", "\"scoring\"");
  }

  private String[] resume(FlakyServer server, String frames) {
    return new String[] {
      "run",
      "charades-sta",
      "--annotations",
      path("data/charades-sta_colours.txt"),
      "--videos",
      path("videos"),
      "--endpoint",
      server.base().toString(),
      "--endpoint-model",
      "tiny",
      "--frames",
      frames,
      "--max-tokens",
      "64",
      "--out",
      path("runs/interrupted")
    };
  }
}
