package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.harness.chat.FlakyServer;
import org.seq2time.harness.chat.FlakyServer.Behaviour;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;
import org.seq2time.reports.record.AnswerRecord.Status;
import org.seq2time.reports.record.RecordedRun;

/** {@code seq2time run} from video files to scores. */
class RunCommandTest {

  static final List<Benchmark<?, ?>> BENCHMARKS = Benchmark.ALL;

  @TempDir static Path folder;

  private static RunScene scene;

  @TempDir Path out;

  @BeforeAll
  static void prepare() {
    scene = RunScene.in(folder);
  }

  @ParameterizedTest
  @FieldSource("BENCHMARKS")
  void aBundleAnswersEveryBenchmarkFromVideoFiles(Benchmark<?, ?> benchmark) throws IOException {
    Cli run = bundle(benchmark, "--batch", "2");

    assertThat(run.err()).doesNotContain("seq2time:");
    assertThat(run.code()).isZero();
    assertThat(answers()).hasSameSizeAs(scene.samples(benchmark));
    assertThat(answers().values())
        .allSatisfy(
            a -> {
              assertThat(a.status()).isEqualTo(Status.ANSWERED);
              assertThat(a.generatedTokens().orElse(-1)).isBetween(0, 16);
              assertThat(a.promptTokens().orElse(-1)).isGreaterThan(50);
            });
    assertThat(answers().values().stream().map(AnswerRecord::text).distinct().count())
        .as("answers depend on what is seen and asked")
        .isGreaterThan(1);
    RecordedRun recorded = RecordedRun.readWithContents(out);
    assertThat(recorded.scores().scores()).isNotEmpty();
    assertThat(Files.readString(out.resolve("run.json")))
        .contains("\"kind\" : \"model run\"")
        .contains("\"prompt\"")
        .contains("\"parser\" : \"robust-")
        .contains("position-tokens");

    assertThat(page(out))
        .as("the command that makes it again")
        .contains("<code><bdi>seq2time run " + benchmark.key() + " --annotations ")
        .contains(" --batch 2</bdi></code>");

    // Scored again without the model, the bytes are the same.
    Map<String, String> before = derived();
    Cli again = Cli.run("score", "--run", out.toString());
    assertThat(again.err()).doesNotContain("seq2time:");
    assertThat(again.out()).isEqualTo(run.out());
    assertThat(derived()).isEqualTo(before);
  }

  @ParameterizedTest
  @FieldSource("BENCHMARKS")
  void aServerAnswersEveryBenchmark(Benchmark<?, ?> benchmark) throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = endpoint(benchmark, server, "--frames", "3", "--concurrency", "3");

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(answers()).hasSameSizeAs(scene.samples(benchmark));
      assertThat(server.requests()).hasSameSizeAs(scene.samples(benchmark));
      assertThat(server.requests())
          .allSatisfy(
              body ->
                  assertThat(body.split("data:image/jpeg;base64,", -1)).as("pictures").hasSize(4));
      assertThat(RecordedRun.readWithContents(out).scores().scores()).isNotEmpty();
      assertThat(page(out))
          .as("how fast")
          .contains("<h3>Latency</h3>", "<h3>Tokens per second</h3>");
    }
  }

  @Test
  void aMoodyServerCostsSomeAnswersButNotTheRun() throws IOException {
    Behaviour[] behaviours = {
      Behaviour.BUSY_RETRY_AFTER,
      Behaviour.GOOD,
      Behaviour.NOT_JSON,
      Behaviour.BUSY_RETRY_AFTER,
      Behaviour.HALF,
      Behaviour.DROPS,
      Behaviour.BAD_REQUEST,
      Behaviour.ENDLESS,
      Behaviour.BROKEN,
      Behaviour.EMPTY,
      Behaviour.OTHER_JSON,
      Behaviour.SILENT,
      Behaviour.GOOD
    };
    try (FlakyServer server = new FlakyServer(behaviours)) {
      Cli run =
          endpoint(
              Benchmark.CHARADES_STA,
              server,
              "--frames",
              "2",
              "--attempts",
              "1",
              "--timeout",
              "2",
              "--concurrency",
              "1");

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(answers()).hasSameSizeAs(scene.samples(Benchmark.CHARADES_STA));
      assertThat(answers().values().stream().filter(a -> a.status() == Status.MODEL_ERROR))
          .hasSize(10);
      assertThat(run.out()).contains("model error");
    }
  }

  @Test
  void aRefusedKeyEndsTheRunWithoutBeingTold() throws IOException {
    try (FlakyServer server =
        new FlakyServer(Behaviour.GOOD, Behaviour.GOOD, Behaviour.REFUSES_KEY)) {
      Cli run = endpoint(Benchmark.CHARADES_STA, server, "--frames", "2", "--concurrency", "1");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("401").contains("rerun the command to resume");
      assertThat(answers()).hasSize(2);
    }
    // Another server has another address, which is another question.
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = endpoint(Benchmark.CHARADES_STA, server, "--frames", "2");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("model.endpoint was");
    }
  }

  @Test
  void aServerThatAnswersNothingEndsTheRunSoon() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.BAD_REQUEST)) {
      Cli run = endpoint(Benchmark.CHARADES_STA, server, "--frames", "2", "--concurrency", "1");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("first 10 requests got no answer").contains("400");
      assertThat(server.requests()).hasSize(10);
    }
  }

  @Test
  void requestsAreCapped() throws IOException {
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      Cli run = endpoint(Benchmark.CHARADES_STA, server, "--frames", "2", "--max-requests", "3");
      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("3 requests");
      assertThat(server.requests()).hasSize(3);
      assertThat(answers()).as("answers that were under way are kept").hasSize(3);
      assertThat(endpoint(Benchmark.CHARADES_STA, server, "--frames", "2").code()).isZero();
      assertThat(answers()).hasSameSizeAs(scene.samples(Benchmark.CHARADES_STA));
    }
  }

  @Test
  void theKeyStandsInNoFileAndNoOutputAndNoProcessList() throws Exception {
    String key = "sk-secret-4711";
    try (FlakyServer server =
        new FlakyServer(
            Behaviour.GOOD, Behaviour.BUSY, Behaviour.BAD_REQUEST, Behaviour.REFUSES_KEY)) {
      List<String> command = child();
      command.addAll(
          List.of(arguments(Benchmark.CHARADES_STA, "--endpoint", server.base().toString())));
      command.addAll(
          List.of(
              "--endpoint-model", "m", "--frames", "2", "--concurrency", "1", "--attempts", "1"));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("SEQ2TIME_API_KEY", key);
      Process process = builder.start();
      String processes = ProcessHandle.of(process.pid()).orElseThrow().info().toString();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isEqualTo(1);
      assertThat(server.keys()).contains("Bearer " + key);
      assertThat(output).contains("401").doesNotContain(key);
      assertThat(processes).doesNotContain(key);
      try (Stream<Path> files = Files.walk(out)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file)).as(file.toString()).doesNotContain(key);
        }
      }
    }
  }

  @Test
  void aDryRunShowsThePromptAndAsksNothing() throws IOException {
    Cli run = bundle(Benchmark.CHARADES_STA, "--dry-run");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("When does this happen").contains("would ask about");
    assertThat(out.resolve("run.json")).doesNotExist();
  }

  @Test
  void aUsersOwnPromptIsAsked() throws IOException {
    Path prompt = Files.writeString(folder.resolve("mine.txt"), "Find {query} now.");
    try (FlakyServer server = new FlakyServer(Behaviour.GOOD)) {
      endpoint(Benchmark.CHARADES_STA, server, "--frames", "1", "--prompt", prompt.toString());
      assertThat(server.requests()).allSatisfy(r -> assertThat(r).contains("Find "));
      assertThat(Files.readString(out.resolve("prompt.txt"))).isEqualTo("Find {query} now.");
    }
  }

  @ParameterizedTest
  @FieldSource("BENCHMARKS")
  void threadsChangeNothingThatIsDerived(Benchmark<?, ?> benchmark) {
    bundle(benchmark, "--threads", "1", "--video-threads", "1");
    Map<String, String> one = derived();
    Cli run = bundle(benchmark, "--threads", "2", "--video-threads", "4", "--overwrite");
    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String> several = derived();
    one.remove("run.json"); // It has the command.
    several.remove("run.json");
    assertThat(several).isEqualTo(one);
  }

  @Test
  void storedAnswersAreReplayed() throws IOException {
    bundle(Benchmark.CHARADES_STA);
    Path replay = out.resolve("replay");
    Cli run =
        Cli.run(
            "run",
            "charades-sta",
            "--annotations",
            scene.annotations(Benchmark.CHARADES_STA).toString(),
            "--answers",
            out.resolve("answers.jsonl").toString(),
            "--out",
            replay.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(page(replay)).contains(out.resolve("answers.jsonl") + " --parser robust --seed ");
    assertThat(replay.resolve("scores.json")).hasSameTextualContentAs(out.resolve("scores.json"));
  }

  @Test
  void carelessCommandsGetOneLine() {
    for (String[] arguments :
        new String[][] {
          {"run", "charades-sta"},
          {"run", "charades", "--out", "x"},
          arguments(Benchmark.CHARADES_STA),
          arguments(Benchmark.CHARADES_STA, "--model", folder.resolve("none").toString()),
          arguments(Benchmark.CHARADES_STA, "--model", folder.toString()),
          arguments(Benchmark.CHARADES_STA, "--endpoint", "localhost:8000"),
          arguments(Benchmark.CHARADES_STA, "--endpoint", "http://x/v1"),
          arguments(Benchmark.CHARADES_STA, "--endpoint", "x y", "--endpoint-model", "m"),
          arguments(Benchmark.CHARADES_STA, "--model", scene.model().toString(), "--time", "x"),
          arguments(Benchmark.CHARADES_STA, "--model", scene.model().toString(), "--device", "x"),
          arguments(Benchmark.CHARADES_STA, "--model", scene.model().toString(), "--top-p", "2"),
          arguments(Benchmark.CHARADES_STA, "--model", scene.model().toString(), "--frames", "0"),
          {"score", "--run", folder.resolve("none").toString()},
          {"score", "--run", folder.toString()},
        }) {
      Cli run = Cli.run(arguments);
      assertThat(run.code()).as(String.join(" ", arguments)).isBetween(1, 2);
      assertThat(run.err().lines()).as(run.err()).hasSize(1);
      assertThat(run.err()).doesNotContain("internal error");
    }
  }

  private static List<String> child() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    return command;
  }

  private String[] arguments(Benchmark<?, ?> benchmark, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                benchmark.key(),
                "--annotations",
                scene.annotations(benchmark).toString(),
                "--videos",
                scene.videos().toString(),
                "--out",
                out.toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private Cli bundle(Benchmark<?, ?> benchmark, String... more) {
    List<String> all = new ArrayList<>(List.of("--model", scene.model().toString()));
    all.addAll(List.of("--max-tokens", "16"));
    all.addAll(List.of(more));
    return Cli.run(arguments(benchmark, all.toArray(String[]::new)));
  }

  private Cli endpoint(Benchmark<?, ?> benchmark, FlakyServer server, String... more) {
    List<String> all = new ArrayList<>(List.of("--endpoint", server.base().toString()));
    all.addAll(List.of("--endpoint-model", "m"));
    all.addAll(List.of(more));
    return Cli.run(arguments(benchmark, all.toArray(String[]::new)));
  }

  /** The page about a run. */
  private static String page(Path run) throws IOException {
    Path page = run.resolve("page.html");
    Cli report = Cli.run("report", run.toString(), "--out", page.toString(), "--resamples", "100");
    assertThat(report.code()).as(report.err()).isZero();
    return Files.readString(page);
  }

  private Map<String, AnswerRecord> answers() {
    return AnswerLines.read(out.resolve("answers.jsonl")).answers().stream()
        .map(AnswerLines.Numbered::record)
        .collect(Collectors.toMap(AnswerRecord::id, Function.identity()));
  }

  private Map<String, String> derived() {
    return Stream.of("run.json", "scores.json", "samples.jsonl", "predictions.json")
        .collect(
            Collectors.toMap(
                name -> name,
                name -> {
                  try {
                    return Files.readString(out.resolve(name));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }
}
