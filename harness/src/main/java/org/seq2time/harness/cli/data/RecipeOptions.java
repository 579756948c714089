package org.seq2time.harness.cli.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Suggestion;
import org.seq2time.datasets.sequence.recipe.Mixes;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.recipe.RecipeReader;
import org.seq2time.datasets.sequence.recipe.RecipeSource;
import org.seq2time.datasets.sequence.recipe.RecipeTask;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.harness.cli.shared.UsageError;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A recipe and what the command line changes in it. */
final class RecipeOptions {

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "A recipe file, or the name of a built-in one (listed by 'data recipes').")
  String recipe;

  @Option(
      names = "--source",
      paramLabel = "NAME=PATH",
      description = "Location of a source of the recipe: a file, or a glob pattern; repeatable.")
  Map<String, Path> sources = new LinkedHashMap<>();

  @Option(
      names = "--captions",
      paramLabel = "NAME=FILE",
      description = "The captions to join with a Kinetics list; repeatable.")
  Map<String, Path> captions = new LinkedHashMap<>();

  @Option(
      names = "--time",
      paramLabel = "KEY",
      description = {
        "Override how positions are written: position-tokens, relative-decimals, seconds,"
            + " time-tokens or index; some take a number of digits (position-tokens-3)."
      })
  @Nullable String time;

  @Option(names = "--seed", paramLabel = "N", description = "Override the recipe's seed.")
  @Nullable Long seed;

  @Option(
      names = "--scale",
      paramLabel = "SHARE",
      description = "Build this fraction of all instances, above 0 and at most 1, to try a recipe.")
  @Nullable Double scale;

  @Option(
      names = "--count",
      paramLabel = "TASK=N",
      description = "Override the number of instances of a task; repeatable.")
  Map<String, Long> counts = new LinkedHashMap<>();

  /** The recipe with all changes. */
  Recipe recipe() {
    Path file = Path.of(recipe);
    boolean isFile = Files.exists(file) || recipe.contains("/") || recipe.endsWith(".yaml");
    Recipe read = isFile ? RecipeReader.read(file) : Mixes.recipe(recipe);
    read = withTasks(withSources(read));
    if (seed != null) {
      read = read.withSeed(seed);
    }
    if (time != null) {
      try {
        read = read.withTime(TimeRepresentation.of(time));
      } catch (IllegalArgumentException e) {
        throw new UsageError(spec, "--time: " + e.getMessage());
      }
    }
    if (scale != null) {
      if (!(scale > 0 && scale <= 1)) {
        throw new UsageError(spec, "--scale is " + scale + ", expected above 0, at most 1");
      }
      read = read.scaled(scale);
    }
    return read;
  }

  private Recipe withSources(Recipe read) {
    List<String> names = read.sources().stream().map(RecipeSource::name).toList();
    requireKnown("--source", sources.keySet(), names);
    requireKnown("--captions", captions.keySet(), names);
    List<RecipeSource> changed = new ArrayList<>();
    for (RecipeSource source : read.sources()) {
      RecipeSource here = source;
      Path path = sources.get(source.name());
      Path text = captions.get(source.name());
      here = path == null ? here : here.withPath(path);
      here = text == null ? here : here.withCaptions(text);
      changed.add(here);
    }
    return read.withSources(changed);
  }

  private Recipe withTasks(Recipe read) {
    requireKnown("--count", counts.keySet(), read.tasks().stream().map(RecipeTask::name).toList());
    List<RecipeTask> changed = new ArrayList<>();
    for (RecipeTask task : read.tasks()) {
      Long count = counts.get(task.name());
      if (count != null && count < 1) {
        throw new UsageError(
            spec, "--count " + task.name() + "=" + count + ", expected at least 1");
      }
      changed.add(count == null ? task : task.withAmount(new RecipeTask.Count(count)));
    }
    return read.withTasks(changed);
  }

  private void requireKnown(String option, Collection<String> named, List<String> known) {
    for (String name : named) {
      if (!known.contains(name)) {
        throw new UsageError(
            spec,
            option
                + " names '"
                + name
                + "', which is not in the recipe; "
                + Suggestion.question(name, known)
                + "expected "
                + String.join(", ", known));
      }
    }
  }
}
