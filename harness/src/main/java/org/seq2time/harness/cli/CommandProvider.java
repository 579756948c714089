package org.seq2time.harness.cli;

/**
 * A command of a module above this one, such as training, which most users do not need. Found
 * through {@link java.util.ServiceLoader} when the module is on the class path.
 */
public interface CommandProvider {

  /** The command's name on the command line; no command of the program has it. */
  String name();

  /** A new object with picocli's annotations, for one run of the program. */
  Object command();

  /** The module's name for {@code seq2time --with}. */
  String module();
}
