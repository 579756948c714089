package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Mistakes on the command line, and help. */
class UsageTest {

  private static final DemoBenchmark.Run GROUNDING = Cli.demo("charades-sta");

  @TempDir Path folder;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(List.of(), 2, "a command is missing"),
        Arguments.of(List.of("scor"), 2, "scor"),
        Arguments.of(List.of("score"), 2, "BENCHMARK"),
        Arguments.of(List.of("score", "charades-sta"), 2, "--annotations"),
        Arguments.of(
            List.of("score", "charades", "--annotations", "a", "--predictions", "b"),
            2,
            "unknown benchmark 'charades'"),
        Arguments.of(
            List.of("score", "charades-sta", "--annotations", "no.json", "--predictions", "b"),
            1,
            "no.json: no such file"),
        Arguments.of(
            List.of("score", "qvhighlights", "--annotations", "/", "--predictions", "b"),
            1,
            "/: is a folder, expected a file"),
        Arguments.of(
            List.of("score", "charades-sta", "--annotations", "no.json"),
            2,
            "nothing to score: give --predictions FILE or --answers FILE"),
        Arguments.of(
            List.of("score", "charades-sta", "--annotations", "a", "--answers", "no.json"),
            1,
            "a: no such file"),
        Arguments.of(List.of("compare", "runs/a"), 2, "at least two run folders"),
        Arguments.of(List.of("compare", "runs/a", "runs/b"), 1, "scores.json: no such file"),
        Arguments.of(List.of("compare", "a=,x", "b"), 2, "names an empty run"),
        Arguments.of(List.of("compare", "a", "b", "--threads", "0"), 1, "no such file"),
        Arguments.of(List.of("breakdown", "runs/a"), 2, "--by"),
        Arguments.of(
            List.of("breakdown", "runs/a", "--by", "durations"), 2, "did you mean \"duration\"?"),
        Arguments.of(
            List.of("breakdown", "runs/a", "--by", "video", "--format", "markdwn"),
            2,
            "\"markdown\"?"),
        Arguments.of(List.of("breakdown", "a", "--by", "video"), 1, "scores.json: no such file"),
        Arguments.of(List.of("gate"), 2, "gate needs --baseline and --run, or --jmh"),
        Arguments.of(List.of("gate", "--baseline", "a"), 2, "gate needs --baseline and --run"),
        Arguments.of(
            List.of("gate", "--jmh", "a"), 2, "--jmh and --jmh-baseline must be given together"),
        Arguments.of(
            List.of("gate", "--baseline", "a", "--run", "b"), 1, "scores.json: no such file"),
        Arguments.of(
            List.of("gate", "--baseline", "a", "--run", "b", "--policy", "no.yaml"),
            1,
            "no.yaml: no such file"),
        Arguments.of(List.of("paper", "runs/a"), 1, "scores.json: no such file"),
        Arguments.of(List.of("demo", "--seed", "1"), 2, "Unknown option"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeGetsOneLineAndItsExitCode(List<String> arguments, int code, String message) {
    Cli run = Cli.run(arguments.toArray(String[]::new));
    assertThat(run.err()).contains(message).startsWith("seq2time: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
  }

  static Stream<Arguments> badOptions() {
    return Stream.of(
        Arguments.of(List.of("--threads", "0"), 2, "--threads is 0, expected at least 1"),
        Arguments.of(List.of("--threads", "two"), 2, "--threads"),
        Arguments.of(List.of("--limit", "0"), 2, "--limit is 0, expected at least 1"),
        Arguments.of(List.of("--format", "xml"), 2, "--format xml is not a format of charades-sta"),
        Arguments.of(
            List.of("--format", "answers"), 2, "--format answers is for --answers, not for"),
        Arguments.of(
            List.of("--answers", "a"), 2, "--predictions and --answers cannot be combined"),
        Arguments.of(List.of("--parser", "robust"), 2, "--parser applies to --answers"),
        Arguments.of(List.of("--format", "activitynet"), 1, "activitynet, as --format says"),
        Arguments.of(List.of("--samples", "1,nope"), 1, "--samples names \"nope\""),
        Arguments.of(List.of("--samples", ","), 2, "--samples names no sample"),
        Arguments.of(List.of("--durations", "none.csv"), 1, "none.csv: no such file"));
  }

  @ParameterizedTest
  @MethodSource("badOptions")
  void badOptionIsNamed(List<String> options, int code, String message) {
    Cli.copyDemo(folder);
    Cli run = Cli.run(Cli.score(folder, GROUNDING, options.toArray(String[]::new)));
    assertThat(run.err()).contains(message).startsWith("seq2time: ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void swappedFilesAreRecognised() {
    Cli.copyDemo(folder);
    DemoBenchmark.Run swapped =
        new DemoBenchmark.Run(
            "swapped", GROUNDING.benchmark(), GROUNDING.predictions(), GROUNDING.annotations());
    Cli run = Cli.run(Cli.score(folder, swapped));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("not an annotation file of this benchmark").contains("[0, 1,");
  }

  @Test
  void predictionsOfAnotherSplitAreRefused() throws IOException {
    Cli.copyDemo(folder);
    Files.writeString(folder.resolve("other.json"), "{\"900\": [[1, 2]]}");
    DemoBenchmark.Run other =
        new DemoBenchmark.Run("o", GROUNDING.benchmark(), GROUNDING.annotations(), "other.json");
    Cli run = Cli.run(Cli.score(folder, other));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("are the files of the same benchmark and split?");
  }

  @Test
  void debugAddsTheStackTrace() {
    List<String> arguments =
        new ArrayList<>(List.of("score", "charades-sta", "--annotations", "no.json"));
    arguments.addAll(List.of("--predictions", "b", "--debug"));
    assertThat(Cli.run(arguments.toArray(String[]::new)).err()).contains("\tat org.seq2time.");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExitCodes(List<String> command) {
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--help");
    Cli run = Cli.run(arguments.toArray(String[]::new));
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: seq2time").contains("Exit codes: 0 ok");
  }

  static Stream<Arguments> commands() {
    return Stream.of(
            "",
            "score",
            "run",
            "generate",
            "compare",
            "breakdown",
            "gate",
            "paper",
            "report",
            "demo",
            "data",
            "data build",
            "data stats",
            "data validate",
            "data recipes",
            "data synthetic",
            "data time-error",
            "assets",
            "assets meteor",
            "answers",
            "assets synthetic",
            "models",
            "models inspect",
            "models check",
            "models tokenize",
            "models template",
            "videos",
            "videos frames",
            "videos check")
        .map(command -> Arguments.of(command.isEmpty() ? List.of() : List.of(command.split(" "))));
  }

  @Test
  void helpOfEveryCommandIsTested() {
    List<String> tested = commands().map(a -> String.join(" ", words(a))).sorted().toList();
    List<String> all = new ArrayList<>(List.of(""));
    addCommands(new CommandLine(new Main()), "", all);
    assertThat(tested).isEqualTo(all.stream().sorted().toList());
  }

  private static void addCommands(CommandLine line, String prefix, List<String> all) {
    line.getSubcommands()
        .forEach(
            (name, command) -> {
              all.add(prefix + name);
              addCommands(command, prefix + name + " ", all);
            });
  }

  @SuppressWarnings("unchecked")
  private static List<String> words(Arguments arguments) {
    return (List<String>) Objects.requireNonNull(arguments.get()[0]);
  }

  @Test
  void helpOfRunListsItsOptionsInGroups() {
    String help = Cli.run("run", "--help").out();
    assertThat(help.lines().filter(line -> line.matches("[A-Z][a-z]+:")))
        .containsExactly(
            "Benchmark:",
            "Model:",
            "Endpoint:",
            "Generation:",
            "Frames:",
            "Scoring:",
            "Output:",
            "Examples:");
    assertThat(section(help, "Benchmark")).contains("--annotations=FILE", "--videos=DIR");
    assertThat(section(help, "Model")).contains("--model=DIR", "--device=DEVICE", "--dtype");
    assertThat(section(help, "Endpoint")).contains("--api-key-env=NAME", "--timeout=SECONDS");
    assertThat(section(help, "Generation")).contains("--temperature=T", "greedy decoding");
    assertThat(section(help, "Frames")).contains("--frames=N", "--video-threads=N");
    assertThat(section(help, "Scoring")).contains("--answered-only", "--threads=N");
    assertThat(section(help, "Output")).contains("--out=DIR", "--json", "--quiet", "--help");
  }

  @Test
  void helpOfScoreListsItsOptionsInGroups() {
    String help = Cli.run("score", "--help").out();
    assertThat(help.lines().filter(line -> line.matches("[A-Z][a-z]+:")))
        .containsExactly("Benchmark:", "Predictions:", "Scoring:", "Output:", "Examples:");
    assertThat(section(help, "Predictions")).contains("--predictions=FILE", "--run=DIR");
    assertThat(section(help, "Output")).contains("--per-sample=FILE", "--dry-run");
  }

  /** Every visible option is in exactly one group. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "score"})
  void groupsLeaveNoOptionOut(String name) {
    String help = Cli.run(name, "--help").out().replaceFirst("(?s)\nExamples:.*", "");
    CommandLine command =
        Objects.requireNonNull(new CommandLine(new Main()).getSubcommands().get(name));
    for (OptionSpec option : command.getCommandSpec().options()) {
      assertThat(
              help.lines()
                  .filter(
                      l -> l.matches(" {2}(-h,| {3}) " + option.longestName() + "(?![a-z-]).*")))
          .as(option.longestName())
          .hasSize(1);
    }
  }

  private static String section(String help, String heading) {
    int start = help.indexOf("\n" + heading + ":\n");
    return help.substring(start, help.indexOf("\n\n", start + 2));
  }

  static Stream<Arguments> renamed() {
    return Stream.of(
        Arguments.of("--decode-threads=0", List.of("run"), "--video-threads is 0, expected"),
        Arguments.of("--key-variable", List.of("run"), "'--api-key-env' (NAME)"),
        Arguments.of("--whole-times", List.of("run"), "--constrain-time-tokens is for --model"),
        Arguments.of(
            "--skip-bad=-1",
            List.of("data", "build", "is", "--dry-run"),
            "--max-bad-items is -1, expected at least 0"));
  }

  @ParameterizedTest
  @MethodSource("renamed")
  void oldOptionNameWorksAndSaysTheNewOne(String option, List<String> command, String message) {
    List<String> arguments = new ArrayList<>(command);
    if (command.equals(List.of("run"))) {
      String url = "http://localhost:9/v1";
      arguments.addAll(List.of("charades-sta", "--annotations", "a", "--videos", "v"));
      arguments.addAll(List.of("--out", "o", "--endpoint", url, "--endpoint-model", "m"));
    }
    arguments.add(option);
    Cli run = Cli.run(arguments.toArray(String[]::new));
    String old = option.replaceFirst("=.*", "");
    assertThat(run.err().lines().findFirst().orElseThrow())
        .matches("seq2time: " + old + " is now --[a-z-]+");
    assertThat(run.err().lines()).hasSize(2);
    assertThat(run.err().lines().skip(1)).first().asString().contains(message);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void oldOptionNamesAreNotInTheHelp() {
    assertThat(Cli.run("run", "--help").out() + Cli.run("data", "build", "--help").out())
        .doesNotContain("--decode-threads", "--key-variable", "--whole-times", "--skip-bad");
  }
}
