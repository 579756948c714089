package org.seq2time.harness.cli.data;

import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code seq2time data}: sequence data and the time tokens in it. */
@Command(
    name = "data",
    description = "Build and check sequence data; measure the error of time tokens.",
    subcommands = {
      DataBuildCommand.class,
      DataStatsCommand.class,
      DataValidateCommand.class,
      DataRecipesCommand.class,
      DataSyntheticCommand.class,
      TimeErrorCommand.class
    },
    footer = {"", "Exit codes: 0 ok, 1 failure, 2 wrong usage."})
public final class DataCommand implements Runnable {

  @Spec CommandSpec spec;

  @Mixin CommonOptions common;

  @Override
  public void run() {
    throw new UsageError(
        spec, "a command is missing: build, stats, validate, recipes, synthetic, time-error");
  }
}
