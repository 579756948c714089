package org.seq2time.harness.cli.models;

import java.nio.file.Path;
import java.util.List;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.PrecisionChoice;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time models}: what is in a model bundle, and does it fit together. */
@Command(
    name = "models",
    description = "Inspect and check model bundles: folders of ONNX graphs.",
    subcommands = {
      ModelsInspectCommand.class,
      ModelsCheckCommand.class,
      ModelsTokenizeCommand.class,
      ModelsTemplateCommand.class
    },
    footer = {
      "",
      "docs/export.md describes what a bundle must contain.",
      "",
      "Exit codes: 0 ok, 1 failure, 2 wrong usage."
    })
public final class ModelsCommand implements Runnable {

  @Spec CommandSpec spec;

  @Mixin CommonOptions common;

  @Override
  public void run() {
    throw new UsageError(spec, "a command is missing: inspect, check, tokenize, template");
  }

  /** The bundle, and which of its exports. */
  static final class BundleOptions {

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The bundle's folder.")
    Path folder;

    @Option(
        names = "--dtype",
        split = ",",
        paramLabel = "[GRAPH=]KIND",
        description =
            "Which export of the graphs: fp32, fp16, q4f16, q4, int8, uint8, quantized, bnb4 or"
                + " fp16_keep_io;"
                + " decoder=KIND or vision_encoder=KIND for one graph (default: the first of these"
                + " that exists).")
    List<String> precisions = List.of();

    ModelBundle open() {
      return ModelBundle.open(folder, choice());
    }

    ModelBundle examine() {
      return ModelBundle.examine(folder, choice());
    }

    private PrecisionChoice choice() {
      try {
        return PrecisionChoice.parse(precisions);
      } catch (IllegalArgumentException e) {
        throw new UsageError(spec, "--dtype: " + e.getMessage(), e);
      }
    }
  }
}
