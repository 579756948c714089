package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.harness.cli.Cli;

/**
 * The workflow files' commands, the policy and the baseline recipe of docs/ci.md, as they stand.
 */
class CiDocsTest {

  private static final Path DOCS = Path.of(System.getProperty("seq2time.home", ".."), "docs");
  private static final Pattern WORKFLOW_COMMAND =
      Pattern.compile("seq2time/seq2time ((?:\\\\\\n|\\n {6}--|[^\\n])+)");

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Cli.copyDemo(folder);
    DemoBenchmark.Run demo = Cli.demo("charades-sta");
    Files.createDirectories(folder.resolve("data"));
    Files.copy(folder.resolve(demo.annotations()), folder.resolve("data/annotations.json"));
    Files.copy(folder.resolve(demo.predictions()), folder.resolve("data/predictions.json"));
    Matcher policy = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(read("ci.md"));
    assertThat(policy.find()).isTrue();
    Files.writeString(folder.resolve("gate.yaml"), policy.group(1));
    Matcher recipe = Pattern.compile("\n    \\./seq2time (score [^\n]+)").matcher(read("ci.md"));
    assertThat(recipe.find()).isTrue();
    assertThat(run(recipe.group(1)).code()).isZero();
  }

  private static String read(String doc) throws IOException {
    return Files.readString(DOCS.resolve(doc));
  }

  /** Runs a command with its relative paths inside the temporary folder. */
  private Cli run(String command) {
    List<String> arguments = new ArrayList<>();
    for (String argument : command.replace("\\\n", " ").strip().split("\\s+", -1)) {
      boolean path = argument.matches("(data|runs|baselines)/.*|gate\\..*");
      arguments.add(path ? folder.resolve(argument).toString() : argument);
    }
    return Cli.run(arguments.toArray(String[]::new));
  }

  private List<String> commands(String workflow) throws IOException {
    return WORKFLOW_COMMAND.matcher(read(workflow)).results().map(m -> m.group(1)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci/github-actions.yml", "ci/gitlab-ci.yml"})
  void workflowPassesAnUnchangedSystemAndFailsAWorseOne(String workflow) throws IOException {
    List<String> commands = commands(workflow);
    assertThat(commands).hasSize(2);
    for (String command : commands) {
      Cli run = run(command);
      assertThat(run.code()).as("%s%n%s", command, run.err()).isZero();
    }
    assertThat(folder.resolve("gate.xml")).content().startsWith("<?xml");
    assertThat(folder.resolve("gate.md")).content().startsWith("## seq2time gate: passed");
    Path shifted = folder.resolve(DemoVariants.shifted(folder).predictions());
    Files.writeString(folder.resolve("data/predictions.json"), Files.readString(shifted));
    assertThat(run(commands.getFirst() + " --overwrite").code()).isZero();
    assertThat(run(commands.getLast()).code()).isEqualTo(3);
    assertThat(folder.resolve("gate.md")).content().startsWith("## seq2time gate: failed");
  }

  @Test
  void comparingsFirstExampleWorks() throws IOException {
    Matcher example =
        Pattern.compile("\n    \\./seq2time (compare seq2time-demo[^\n]+)")
            .matcher(read("comparing.md"));
    assertThat(example.find()).isTrue();
    Path demo = folder.resolve("seq2time-demo");
    assertThat(Cli.run("demo", "--out", demo.toString()).code()).isZero();
    List<String> arguments = new ArrayList<>();
    for (String argument : example.group(1).split(" ", -1)) {
      arguments.add(
          argument.startsWith("seq2time-demo/") ? folder.resolve(argument).toString() : argument);
    }
    Cli run = Cli.run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("paired over 14 videos");
  }
}
