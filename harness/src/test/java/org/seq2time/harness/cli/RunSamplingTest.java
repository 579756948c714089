package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.harness.chat.FlakyServer;
import org.seq2time.harness.chat.FlakyServer.Behaviour;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord.Seen;

/** Which frames {@code seq2time run} shows, and what it records of them. */
class RunSamplingTest {

  @TempDir static Path folder;

  private static RunScene scene;

  @TempDir Path out;

  @BeforeAll
  static void prepare() {
    scene = RunScene.in(folder);
  }

  private Cli run(FlakyServer server, String... more) {
    List<String> words = new ArrayList<>(List.of("run", "charades-sta", "--annotations"));
    words.add(scene.annotations(Benchmark.CHARADES_STA).toString());
    words.addAll(List.of("--videos", scene.videos().toString(), "--out", out.toString()));
    words.addAll(List.of("--endpoint", server.base().toString(), "--endpoint-model", "m"));
    words.addAll(List.of(more));
    return Cli.run(words.toArray(String[]::new));
  }

  private List<Seen> seen() {
    return AnswerLines.read(out.resolve("answers.jsonl")).answers().stream()
        .map(a -> a.record().seen().orElseThrow())
        .distinct()
        .toList();
  }

  @Test
  void frameNumbersAndTimesAreRecorded() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = run(server, "--frames", "4", "--sampling", "linspace");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err()).doesNotContain("stated times");
    }
    assertThat(seen())
        .containsExactly(new Seen(List.of(0, 6, 12, 19), List.of(0.0, 0.6, 1.2, 1.9)));
    assertThat(Files.readString(out.resolve("run.json")))
        .contains("\"sampling\" : \"linspace\"")
        .doesNotContain("framesPerSecond");
  }

  @Test
  void aRateIsRecordedAndAnotherOneIsAnotherRun() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = run(server, "--sampling", "qwen3-vl", "--fps", "4");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(seen().getFirst().frames()).containsExactly(0, 3, 6, 10, 13, 16, 19);
      assertThat(Files.readString(out.resolve("run.json")))
          .contains("\"framesPerSecond\" : \"4.0\"", "\"count\" : 768");
      Cli other = run(server, "--sampling", "qwen3-vl", "--fps", "3");
      assertThat(other.code()).isEqualTo(1);
      assertThat(other.err()).contains("frames.framesPerSecond was \"4.0\" and is now \"3.0\"");
      int asked = server.requests().size();
      assertThat(run(server, "--sampling", "qwen3-vl", "--fps", "4").code()).isZero();
      assertThat(server.requests()).hasSize(asked);
    }
  }

  /** These files' headers state 10.5 frames a second; the frames are 0.1 s apart. */
  @Test
  void timeChatsTimesByTheAverageRateAreNoted() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = run(server, "--sampling", "timechat", "--frames", "4");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.err())
          .contains("videos whose stated times (frame number / average rate) are more than 0.05 s");
    }
    Seen seen = seen().getFirst();
    assertThat(seen.frames()).containsExactly(0, 5, 10, 15);
    assertThat(seen.seconds().getLast()).isLessThan(1.45);
  }

  @Test
  void aDryRunPrintsTheFrames() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = run(server, "--dry-run", "--sampling", "midpoints", "--frames", "2");
      assertThat(run.code()).as(run.err()).isZero();
      assertThat(run.out()).contains("frames: 5 (0.500 s), 15 (1.500 s)");
    }
  }

  @Test
  void mistakesAreUsageErrors() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      assertThat(run(server, "--fps", "2").err())
          .contains("--fps is for samplings by rate (qwen-vl-utils, qwen2.5-vl,")
          .contains("not for uniform");
      assertThat(run(server, "--sampling", "dense").err()).contains("dense is not a sampling");
      assertThat(run(server, "--sampling", "dense").code()).isEqualTo(2);
      assertThat(run(server, "--sampling", "smolvlm2", "--fps", "0").code()).isEqualTo(2);
    }
  }

  @Test
  void aBundleTakesThemToo() throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "charades-sta", "--annotations"));
    words.add(scene.annotations(Benchmark.CHARADES_STA).toString());
    words.addAll(List.of("--videos", scene.videos().toString(), "--out", out.toString()));
    words.addAll(List.of("--model", scene.model().toString(), "--max-tokens", "4"));
    words.addAll(List.of("--sampling", "internvl", "--limit", "1"));
    Cli run = Cli.run(words.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(out.resolve("run.json")))
        .contains("\"sampling\" : \"internvl\"")
        .doesNotContain("uniform");
  }
}
