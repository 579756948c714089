package org.seq2time.harness.cli.shared;

import org.seq2time.metrics.stats.Bootstrap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How resamples are drawn, for commands that compare. */
public final class ResamplingOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Resampling seed (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  long seed;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Number of bootstrap resamples and permutations (default: ${DEFAULT-VALUE}).",
      defaultValue = "10000")
  int resamples;

  public Bootstrap.Settings settings() {
    if (resamples < 1) {
      throw new UsageError(spec, "--resamples is " + resamples + ", expected at least 1");
    }
    return new Bootstrap.Settings(resamples, seed);
  }
}
