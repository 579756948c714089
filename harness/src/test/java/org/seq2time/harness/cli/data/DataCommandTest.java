package org.seq2time.harness.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seq2time.harness.cli.Cli;
import org.seq2time.harness.cli.Main;
import org.seq2time.harness.cli.shared.ProgressLine;

/** {@code seq2time data} from sources to checked mixes. */
class DataCommandTest {

  @TempDir Path folder;

  private void sources() throws IOException {
    assertThat(synthetic("images.json", 300, "images").code()).isZero();
    assertThat(synthetic("clips.jsonl", 400, "clips").code()).isZero();
    Files.writeString(
        folder.resolve("mix.yaml"),
        """
        name: mix
        length: 16
        sources:
          images: {path: images.json}
          clips: {path: clips.jsonl}
        tasks:
          - {task: iig, sources: [images], count: 60}
          - {task: alr, sources: [images], count: 30}
          - {task: clip-captioning, sources: [clips], count: 40}
        """);
  }

  private Cli synthetic(String name, int items, String kind) {
    return Cli.run(
        "data",
        "synthetic",
        "--to",
        path(name),
        "--items",
        Integer.toString(items),
        "--kind",
        kind);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Cli build(String... more) {
    List<String> arguments = new ArrayList<>(List.of("data", "build", path("mix.yaml")));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void builtMixIsValidAndCounted() throws IOException {
    sources();
    Cli built = build("--out", path("out"), "--shard-size", "50", "--gzip", "--threads", "2");
    assertThat(built.err()).isEmpty();
    assertThat(built.code()).isZero();
    assertThat(built.out())
        .containsPattern("iig +images +60 +960\n")
        .contains(path("out") + ": 130 instances in 3 shards, 0.");
    assertThat(Cli.run("data", "validate", path("out")))
        .isEqualTo(new Cli(0, path("out") + ": 130 instances in 3 shards, no problems\n", ""));
    Cli stats = Cli.run("data", "stats", path("out"), "--chart", path("p.png"));
    assertThat(stats.code()).isZero();
    assertThat(stats.out()).contains("alr", "clip-captioning", "positions from", "0.95");
    assertThat(folder.resolve("p.png")).isNotEmptyFile();
    Cli json = Cli.run("data", "stats", path("out/mix-00000.jsonl.gz"), "--json");
    assertThat(json.out())
        .startsWith("{")
        .contains("\"positions\" : [")
        .doesNotContain("\"items\"");
  }

  @Test
  void planWritesNothing() throws IOException {
    sources();
    Cli plan = build("--dry-run", "--out", path("out"), "--time", "seconds", "--seed", "5");
    assertThat(plan.code()).isZero();
    assertThat(plan.out())
        .contains("llava", "clip-lines", "300", "400")
        .contains("mix: 130 instances in 1 shards, about ")
        .endsWith("seed 5, seconds, rows of 16\n");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void problemIsPrintedAndFails() throws IOException {
    sources();
    build("--out", path("out"));
    Path shard = folder.resolve("out/mix-00000.jsonl");
    Files.writeString(shard, Files.readString(shard).replaceFirst("<0><", "<1><"));
    Cli run = Cli.run("data", "validate", path("out"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(shard + ": its SHA-256 differs from the manifest's")
        .contains(shard + ":")
        .endsWith("problems\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void badItemsAreListed() throws IOException {
    sources();
    Path clips = folder.resolve("clips.jsonl");
    Files.writeString(clips, "{broken\n" + Files.readString(clips));
    Cli refused = build("--out", path("out"));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).startsWith("seq2time: " + clips + ":1: ").hasLineCount(1);
    Cli built = build("--out", path("out"), "--max-bad-items", "1");
    assertThat(built.code()).isZero();
    assertThat(built.err()).startsWith("note: skipped: " + clips + ":1: ").hasLineCount(1);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(List.of("data"), 2, "a command is missing: build, stats"),
        Arguments.of(List.of("data", "build"), 2, "RECIPE"),
        Arguments.of(List.of("data", "build", "is"), 2, "--out DIR is missing"),
        Arguments.of(List.of("data", "build", "is+cm", "--dry-run"), 1, "did you mean \"is+mc\"?"),
        Arguments.of(List.of("data", "build", "no.yaml", "--dry-run"), 1, "no.yaml: no such file"),
        Arguments.of(
            List.of("data", "build", "is", "--dry-run"), 1, "no path is given for source coco118k"),
        Arguments.of(
            List.of("data", "build", "is", "--source", "cc4m=x", "--dry-run"),
            2,
            "--source names 'cc4m', which is not in the recipe; did you mean \"cc3m\"?"),
        Arguments.of(
            List.of("data", "build", "is", "--count", "iix=3", "--dry-run"), 2, "--count names"),
        Arguments.of(
            List.of("data", "build", "is", "--time", "tokens", "--dry-run"), 2, "--time: no time"),
        Arguments.of(
            List.of("data", "build", "is", "--scale", "2", "--dry-run"), 2, "--scale is 2.0"),
        Arguments.of(List.of("data", "build", "is", "--gzip", "--zstd", "--dry-run"), 2, "--gzip"),
        Arguments.of(
            List.of("data", "build", "is", "--threads", "0", "--dry-run"), 2, "--threads is 0"),
        Arguments.of(
            List.of("data", "build", "is", "--shard-size", "0", "--dry-run"), 2, "--shard-size"),
        Arguments.of(
            List.of("data", "build", "is", "--check-files", "/no", "--dry-run"),
            1,
            "/no: is not a folder"),
        Arguments.of(List.of("data", "validate", "/no"), 1, "manifest.json: no such file"),
        Arguments.of(List.of("data", "stats", "/no.jsonl"), 1, "/no.jsonl: no such file"),
        Arguments.of(
            List.of("data", "stats", "x", "--chart", "x.gif"), 2, "must end in .svg or .png"),
        Arguments.of(List.of("data", "recipes", "nope"), 1, "no recipe is named \"nope\""),
        Arguments.of(List.of("data", "synthetic"), 2, "--to"),
        Arguments.of(List.of("data", "synthetic", "--to", "x", "--items", "0"), 2, "--items is 0"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeGetsOneLineAndItsExitCode(List<String> arguments, int code, String message) {
    Cli run = Cli.run(arguments.toArray(String[]::new));
    assertThat(run.err()).contains(message).startsWith("seq2time: ").hasLineCount(1);
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExitCodes(String command) {
    Cli run = Cli.run("data", command, "--help");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: seq2time data " + command).contains("Exit codes: 0");
  }

  static Stream<String> commands() {
    return Stream.of("build", "stats", "validate", "recipes", "synthetic", "time-error");
  }

  @Test
  void shippedRecipeIsBuiltByItsName() throws IOException {
    sources();
    Files.writeString(
        folder.resolve("talks.json"), "[{\"video\":\"a.mp4\",\"QA\":[{\"q\":\"x\",\"a\":\"y\"}]}]");
    Files.writeString(
        folder.resolve("videos.jsonl"), "{\"video_id\":\"a\",\"caption\":\"A film.\"}\n");
    String images = "=" + path("images.json");
    Cli built =
        Cli.run(
            "data",
            "build",
            "is+mc+cs",
            "--scale",
            "0.0001",
            "--out",
            path("out"),
            "--source",
            "coco118k" + images,
            "--source",
            "blip558k" + images,
            "--source",
            "cc3m=" + folder.resolve("image*.json"),
            "--source",
            "kinetics700=" + path("clips.jsonl"),
            "--source",
            "sharegpt4video=" + path("videos.jsonl"),
            "--source",
            "timeit=" + path("talks.json"),
            "--source",
            "valley=" + path("talks.json"));
    assertThat(built.err()).isEmpty();
    assertThat(built.out()).contains(": 43 instances in 1 shards");
    assertThat(Cli.run("data", "validate", path("out")).out()).endsWith("no problems\n");
    assertThat(Cli.run("data", "recipes").out()).contains("is+mc+cs  Seq2Time: ").hasLineCount(10);
    assertThat(Cli.run("data", "recipes", "baseline").out()).contains("name: baseline\n");
  }

  @Test
  void interruptedProgramEndsCleanlyAndGoesOn() throws Exception {
    sources();
    Files.writeString(
        folder.resolve("mix.yaml"),
        """
        name: mix
        length: 16
        sources: {clips: {path: clips.jsonl}}
        tasks: [{task: clip-grounding, sources: [clips], count: 150000}]
        """);
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", "").replace(File.pathSeparator + ".", ""),
                Main.class.getName(),
                "data",
                "build",
                path("mix.yaml"),
                "--out",
                out.toString(),
                "--shard-size",
                "500")
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    while (!Files.exists(out.resolve("mix-00003.jsonl")) && process.isAlive()) {
      process.waitFor(5, TimeUnit.MILLISECONDS);
    }
    process.destroy(); // The same as Ctrl-C for the program.
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(folder.resolve("stderr")))
        .isEqualTo(
            "seq2time: interrupted; complete shards are kept; rerun the command to resume\n");
    assertThat(process.exitValue()).isNotZero();
    Map<Path, Object> complete = files(out);
    assertThat(complete.keySet()).noneMatch(f -> f.toString().endsWith(".part"));
    assertThat(complete.size()).isBetween(4, 299);
    assertThat(build("--out", out.toString()).code()).isEqualTo(1); // Another shard size.
    assertThat(build("--out", out.toString(), "--shard-size", "500").code()).isZero();
    complete.remove(out.resolve("build.jsonl"));
    assertThat(files(out)).hasSize(301).containsAllEntriesOf(complete);
    assertThat(Cli.run("data", "validate", out.toString()).out())
        .endsWith("150,000 instances in 300 shards, no problems\n");
  }

  /** Files with what tells a file from one that was written in its place. */
  private static Map<Path, Object> files(Path out) throws IOException {
    Map<Path, Object> files = new HashMap<>();
    try (Stream<Path> stream = Files.list(out)) {
      for (Path file : stream.toList()) {
        files.put(file, Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  @Test
  void guideWorksAsItStandsThere() throws IOException {
    Path guide = Path.of(System.getProperty("seq2time.home", ".."), "docs", "data.md");
    List<String> blocks = blocks(Files.readString(guide));
    String printed = "";
    int commands = 0;
    for (String block : blocks) {
      if (block.startsWith("name: ")) {
        Files.writeString(folder.resolve("mix.yaml"), block);
      } else if (!block.startsWith("seq2time ")) {
        assertThat(printed.replace(folder + "/", "")).isEqualTo(block);
      } else {
        for (String line : block.lines().toList()) {
          Cli run = Cli.run(arguments(line));
          assertThat(run.code()).as("%s%n%s", line, run.err()).isZero();
          printed = run.out();
          commands++;
        }
      }
    }
    assertThat(commands).isEqualTo(8);
  }

  private String[] arguments(String line) {
    return Stream.of(line.substring("seq2time ".length()).split(" ", -1))
        .map(a -> a.matches("(sources|mixes)/.*|mix\\.yaml") ? path(a) : a)
        .toArray(String[]::new);
  }

  private static List<String> blocks(String guide) {
    List<String> blocks = new ArrayList<>();
    String[] parts = guide.split("(?m)^```[a-z]*\n", -1);
    for (int i = 1; i < parts.length; i += 2) {
      blocks.add(parts[i]);
    }
    return blocks;
  }

  @Test
  void progressShowsRateAndTimeLeft() {
    StringWriter text = new StringWriter();
    long[] now = new long[1];
    ProgressLine progress = new ProgressLine(new PrintWriter(text), false, false, () -> now[0]);
    progress.at("writing", 0, 4_000, "instances");
    now[0] = 1_900_000_000L;
    progress.at("writing", 900, 4_000, "instances");
    assertThat(text.toString()).isEmpty();
    now[0] = 2_000_000_000L;
    progress.at("writing", 1_000, 4_000, "instances");
    now[0] = 6_000_000_000L;
    progress.at("writing", 2_000, 4_000, "instances");
    now[0] = 8_000_000_000L;
    progress.at("writing", 3_000, 4_000, "instances");
    assertThat(text.toString().lines())
        .containsExactly(
            "writing: 1,000 of 4,000 instances (25 %), 500/s, 6 s left",
            "writing: 3,000 of 4,000 instances (75 %), 375/s, 3 s left");
  }
}
