package org.seq2time.harness.cli.data;

import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code seq2time videos}: what is in video files, as models see it. */
@Command(
    name = "videos",
    description = "Look at videos as a model sees them.",
    subcommands = {VideosCheckCommand.class, VideosFramesCommand.class},
    footer = {"", "Exit codes: 0 ok, 1 failure, 2 wrong usage."})
public final class VideosCommand implements Runnable {

  @Spec CommandSpec spec;

  @Mixin CommonOptions common;

  @Override
  public void run() {
    throw new UsageError(
        spec, "a command is missing: " + String.join(", ", spec.subcommands().keySet()));
  }
}
