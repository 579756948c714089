package org.seq2time.harness.cli.shared;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The {@code --threads N} option of several commands. */
public final class Threads {

  private Threads() {}

  /** The number that was asked for, or all cores. */
  public static int of(CommandSpec spec, @Nullable Integer asked) {
    if (asked != null && asked < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads is " + asked + ", expected at least 1");
    }
    return asked == null ? Runtime.getRuntime().availableProcessors() : asked;
  }
}
