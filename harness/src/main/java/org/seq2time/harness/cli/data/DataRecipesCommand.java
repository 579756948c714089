package org.seq2time.harness.cli.data;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.sequence.recipe.Mixes;
import org.seq2time.harness.cli.shared.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time data recipes}: the built-in recipes. */
@Command(
    name = "recipes",
    description = "List the built-in recipes, or print one as a starting point.",
    footer = {
      "",
      "Examples:",
      "  seq2time data recipes",
      "  seq2time data recipes is+mc+cs > mine.yaml",
      "",
      "Exit codes: 0 ok, 1 there is no such recipe, 2 wrong usage."
    })
final class DataRecipesCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The recipe to print.")
  @Nullable String name;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name != null) {
      out.print(Mixes.text(name));
    } else {
      int width = Mixes.names().stream().mapToInt(String::length).max().orElse(0);
      for (String mix : Mixes.names()) {
        String about = Mixes.text(mix).lines().findFirst().orElse("").replaceFirst("^# ", "");
        out.println(mix + " ".repeat(width + 2 - mix.length()) + about);
      }
    }
    out.flush();
    return 0;
  }
}
