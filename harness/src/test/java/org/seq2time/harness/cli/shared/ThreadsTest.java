package org.seq2time.harness.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ThreadsTest {

  @Command(name = "any")
  private static final class Any {
    @Mixin private final Threads threads = new Threads();
  }

  private static Threads parse(String... words) {
    Any any = new Any();
    new CommandLine(any).parseArgs(words);
    return any.threads;
  }

  @Test
  void allCoresWorkUnlessTold() {
    assertThat(parse().count()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(parse().asked()).isEmpty();
    assertThat(parse("--threads", "3").count()).isEqualTo(3);
    assertThat(parse("--threads", "1").asked()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1"})
  void fewerThanOneThreadIsWrongUsage(String threads) {
    assertThatThrownBy(() -> parse("--threads", threads).count())
        .isInstanceOf(ParameterException.class)
        .hasMessage("--threads is " + threads + ", expected at least 1");
  }
}
