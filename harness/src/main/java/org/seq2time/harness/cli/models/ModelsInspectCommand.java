package org.seq2time.harness.cli.models;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.seq2time.harness.bundle.MemoryEstimate;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time models inspect}: what is in a bundle. */
@Command(
    name = "inspect",
    description = "Print a bundle's graphs, KV cache, parameters, memory, tokenizer and defaults.",
    footer = {
      "",
      "Weights are not read, so large models take no longer.",
      "",
      "Examples:",
      "  seq2time models inspect models/timechat",
      "  seq2time models inspect models/smol --dtype q4 --context 4096 --batch 8 --json",
      "",
      "Exit codes: 0 ok, 1 the bundle cannot be read, 2 wrong usage."
    })
final class ModelsInspectCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Mixin ModelsCommand.BundleOptions bundles;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      defaultValue = "0",
      description = "Context length in tokens for the KV cache's memory (default: the model's).")
  long context;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description = "Batch size for the KV cache's memory (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    if (context < 0 || batch < 1) {
      throw new UsageError(
          spec, "--context is " + context + " and --batch " + batch + ", expected at least 1");
    }
    ModelBundle bundle = bundles.open();
    MemoryEstimate memory = MemoryEstimate.of(bundle, context, batch);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? BundleJson.write(bundle, memory) : new BundleText(bundle, memory).render());
    out.flush();
    return 0;
  }
}
