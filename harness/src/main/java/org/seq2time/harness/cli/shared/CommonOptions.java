package org.seq2time.harness.cli.shared;

import java.io.PrintWriter;
import org.seq2time.datasets.io.Quoted;
import picocli.CommandLine.Option;

/** Options that every command has. */
public final class CommonOptions {

  @Option(names = "--quiet", description = "Print no notes or progress on stderr, only errors.")
  public boolean quiet;

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** A note for the user, on stderr. */
  public void note(PrintWriter err, String text) {
    if (!quiet) {
      err.println("note: " + Quoted.oneLine(text));
      err.flush();
    }
  }
}
