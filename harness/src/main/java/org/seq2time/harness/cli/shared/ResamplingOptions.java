package org.seq2time.harness.cli.shared;

import org.jspecify.annotations.Nullable;
import org.seq2time.metrics.stats.Bootstrap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How resamples are drawn, for commands that compare. */
public final class ResamplingOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the resamples (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  int resamples;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; results do not depend on it (default: all cores).")
  @Nullable Integer threads;

  public Bootstrap.Settings settings() {
    if (resamples < 1) {
      throw usage("--resamples is " + resamples + ", expected at least 1");
    }
    return new Bootstrap.Settings(resamples, seed);
  }

  public int threads() {
    if (threads != null && threads < 1) {
      throw usage("--threads is " + threads + ", expected at least 1");
    }
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
