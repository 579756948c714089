package org.seq2time.harness.cli.models;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.Problem;
import org.seq2time.harness.bundle.check.BundleCheck;
import org.seq2time.harness.bundle.check.BundleSmokeTest;
import org.seq2time.harness.bundle.reference.ReferenceComparison;
import org.seq2time.harness.bundle.reference.StageResult;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time models check}: does a bundle fit together, and does it run? */
@Command(
    name = "check",
    description = "Check that a bundle's files are consistent, then load it and run one step.",
    footer = {
      "",
      "All problems are printed by graph. A bundle with problems is not loaded.",
      "",
      "Examples:",
      "  seq2time models check models/timechat",
      "  seq2time models check models/smol --dtype q4 --no-load",
      "",
      "Exit codes: 0 ok, 1 the bundle has a problem, 2 wrong usage."
    })
final class ModelsCheckCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Mixin ModelsCommand.BundleOptions bundles;

  @Option(names = "--no-load", description = "Only check the files; do not load the model.")
  boolean withoutLoading;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Device to run on: cpu, cuda, cuda:N or auto (default: ${DEFAULT-VALUE}).")
  String device;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Compare with reference values of the model's own code, stage by stage; docs/export.md"
              + " describes the file.")
  @Nullable Path against;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description =
          "Largest difference of a logit that passes with --against (default: by the weights' type,"
              + " 1e-4 for float32).")
  @Nullable Double tolerance;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    Device on = device();
    ModelBundle bundle = bundles.examine();
    List<Problem> problems = new ArrayList<>(BundleCheck.problems(bundle));
    List<String> passed = new ArrayList<>();
    if (problems.isEmpty() && !withoutLoading) {
      Device resolved = on.resolve(line -> common.note(spec.commandLine().getErr(), line));
      BundleSmokeTest.run(bundle, resolved, passed, problems);
      if (against != null && problems.isEmpty()) {
        compare(bundle, against, resolved, passed, problems);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    passed.forEach(out::println);
    Map<String, List<String>> byGraph = new LinkedHashMap<>();
    problems.forEach(p -> byGraph.computeIfAbsent(p.where(), w -> new ArrayList<>()).add(p.what()));
    byGraph.forEach(
        (where, what) -> {
          out.println(where);
          what.forEach(line -> out.println("  " + line));
        });
    if (problems.isEmpty()) {
      out.println(bundle.folder() + " is consistent" + (withoutLoading ? "" : " and runs"));
    }
    out.flush();
    if (!problems.isEmpty()) {
      throw new BadInputException(
          bundle.folder()
              + ": is not usable: "
              + (problems.size() == 1 ? "1 problem" : problems.size() + " problems"));
    }
    return 0;
  }

  private void compare(
      ModelBundle bundle, Path file, Device on, List<String> passed, List<Problem> problems) {
    OptionalDouble asked =
        tolerance == null ? OptionalDouble.empty() : OptionalDouble.of(tolerance);
    List<StageResult> stages =
        ReferenceComparison.compare(bundle, file, Decoder.Options.on(on), asked);
    passed.add("against " + file + ", weights of " + ReferenceComparison.kind(bundle) + ":");
    stages.forEach(stage -> passed.add("  " + stage));
    long beyond = stages.stream().filter(s -> s.outcome() == StageResult.Outcome.BEYOND).count();
    long within = stages.stream().filter(s -> s.outcome() == StageResult.Outcome.WITHIN).count();
    passed.add("  " + within + " within the tolerance, " + beyond + " beyond it");
    if (beyond > 0 || within == 0) {
      problems.add(
          new Problem(
              "reference",
              beyond > 0
                  ? "does not compute what "
                      + file
                      + " has: "
                      + beyond
                      + " of "
                      + stages.size()
                      + " stages differ"
                  : file + ": has no case that could be run"));
    }
  }

  private Device device() {
    try {
      return Device.parse(device);
    } catch (BadInputException e) {
      throw new UsageError(spec, "--device: " + e.getMessage(), e);
    }
  }
}
