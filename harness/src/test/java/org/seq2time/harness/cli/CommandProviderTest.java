package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands that other modules bring. */
class CommandProviderTest {

  /** Named in this module's test resources under META-INF/services. */
  public static final class Provider implements CommandProvider {

    @Override
    public String name() {
      return "echo-for-tests";
    }

    @Override
    public Object command() {
      return new Echo();
    }

    @Override
    public String module() {
      return "tests";
    }
  }

  @Command(description = "Print a word.")
  static final class Echo implements Runnable {

    @Spec CommandSpec spec;

    @Override
    public void run() {
      spec.commandLine().getOut().println("echo");
    }
  }

  @Test
  void commandOfAModuleOnTheClassPathIsRegistered() {
    assertThat(Cli.run("echo-for-tests")).isEqualTo(new Cli(0, "echo\n", ""));
    assertThat(Cli.run("--help").out()).containsPattern("echo-for-tests +Print a word\\.");
    assertThat(Cli.run().err()).contains("models, echo-for-tests");
  }

  @ParameterizedTest
  @CsvSource({"ablate,train", "cluster,cluster"})
  void commandOfAModuleThatIsNotThereSaysHowToGetIt(String command, String module) {
    Cli run = Cli.run(command, "--help");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            "seq2time: "
                + command
                + " is a command of module '"
                + module
                + "', which is not on the class path; './seq2time --with "
                + module
                + " "
                + command
                + " ...' builds and adds it\n");
  }
}
