package org.seq2time.harness.cli.shared;

import java.io.Serial;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A command line that cannot be meant: printed as one line that points to the command's help, with
 * exit code 2.
 */
public final class UsageError extends ParameterException {

  @Serial private static final long serialVersionUID = 1;

  public UsageError(CommandSpec spec, String message) {
    super(spec.commandLine(), message);
  }

  public UsageError(CommandSpec spec, String message, Throwable cause) {
    super(spec.commandLine(), message, cause);
  }
}
