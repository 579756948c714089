package org.seq2time.harness.cli.shared;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code --threads N} option. */
public final class Threads {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @OptionGroup.In(OptionGroup.SCORING)
  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; the output does not depend on it (default: all cores).")
  @Nullable Integer threads;

  /**
   * The number given, or all cores.
   *
   * @throws UsageError if it is below 1
   */
  public int count() {
    return asked().orElseGet(() -> Runtime.getRuntime().availableProcessors());
  }

  /**
   * The number given, if any.
   *
   * @throws UsageError if it is below 1
   */
  public OptionalInt asked() {
    if (threads != null && threads < 1) {
      throw new UsageError(spec, "--threads is " + threads + ", expected at least 1");
    }
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }
}
