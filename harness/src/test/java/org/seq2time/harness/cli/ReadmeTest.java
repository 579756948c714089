package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands in the documentation, run as they stand there, print what stands there. */
class ReadmeTest {

  private static final String INDENT = "    ";
  private static final String PROGRAM = "./seq2time ";

  @TempDir Path folder;

  @Test
  void commandsWorkInTheirOrderAndPrintWhatIsShown() throws IOException {
    List<String> blocks = blocks(Path.of(System.getProperty("seq2time.home", ".."), "README.md"));
    List<String> commands = blocks.stream().filter(b -> b.startsWith(PROGRAM)).toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(4);
    for (String block : commands) {
      Cli run = Cli.run(arguments(block));
      assertThat(run.code()).as("%s%n%s", block, run.err()).isZero();
      int next = blocks.indexOf(block) + 1;
      if (next < blocks.size() && blocks.get(next).startsWith("score ")) {
        assertThat(run.out()).as(block).isEqualTo(blocks.get(next));
      }
    }
  }

  @Test
  void commandsOnRawAnswersWork() throws IOException {
    Path page = Path.of(System.getProperty("seq2time.home", ".."), "docs", "scoring.md");
    assertThat(Cli.run(arguments(PROGRAM + "demo")).code()).isZero();
    List<String> commands =
        blocks(page).stream()
            .filter(b -> b.startsWith(PROGRAM) && b.contains("demo/data"))
            .toList();
    assertThat(commands).hasSizeGreaterThanOrEqualTo(2);
    for (String block : commands) {
      Cli run = Cli.run(arguments(block));
      assertThat(run.code()).as("%s%n%s", block, run.err()).isZero();
      assertThat(run.out()).as(block).contains("|parser:");
    }
  }

  /** Arguments of a command, with its relative paths inside the temporary folder. */
  private String[] arguments(String block) {
    String line = block.replace("\\\n", " ").strip().substring(PROGRAM.length());
    List<String> arguments = new ArrayList<>();
    for (String argument : line.split("\\s+", -1)) {
      boolean path = argument.startsWith("seq2time-demo/") || argument.startsWith("runs/");
      arguments.add(path ? folder.resolve(argument).toString() : argument);
    }
    if (arguments.getFirst().equals("demo")) {
      arguments.addAll(Arrays.asList("--out", folder.resolve("seq2time-demo").toString()));
    }
    return arguments.toArray(String[]::new);
  }

  /** The indented blocks, without their indent; a blank line inside a block stays in it. */
  private static List<String> blocks(Path readme) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    for (String line : Files.readAllLines(readme)) {
      if (line.startsWith(INDENT)) {
        block.append(line.substring(INDENT.length())).append('\n');
      } else if (line.isBlank() && !block.isEmpty()) {
        block.append('\n');
      } else if (!block.isEmpty()) {
        blocks.add(block.toString().stripTrailing() + "\n");
        block.setLength(0);
      }
    }
    return blocks;
  }
}
