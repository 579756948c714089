package org.seq2time.datasets.sequence.recipe;

import java.util.List;
import java.util.Optional;
import org.seq2time.datasets.time.TimeRepresentation;

/**
 * What to build.
 *
 * @param name first part of the shards' names
 * @param origin where the recipe comes from, for messages
 * @param seed seed of everything that is drawn
 * @param time how positions are written
 * @param length images in a row, and frames of a row of clips
 * @param mixed whether instances of all tasks are mixed; else the tasks follow one another
 * @param instances how many instances the tasks with a ratio have together; 0 where there are none
 * @param sources the sources by name
 * @param tasks the tasks, in the order of their numbers
 */
public record Recipe(
    String name,
    String origin,
    long seed,
    TimeRepresentation time,
    int length,
    boolean mixed,
    long instances,
    List<RecipeSource> sources,
    List<RecipeTask> tasks) {

  /** The paper's number of images. */
  public static final int DEFAULT_LENGTH = 96;

  public Recipe {
    sources = List.copyOf(sources);
    tasks = List.copyOf(tasks);
  }

  /** The source of this name. */
  public Optional<RecipeSource> source(String wanted) {
    return sources.stream().filter(s -> s.name().equals(wanted)).findFirst();
  }

  /** The same with another seed. */
  public Recipe withSeed(long newSeed) {
    return new Recipe(name, origin, newSeed, time, length, mixed, instances, sources, tasks);
  }

  /** The same with another way to write positions. */
  public Recipe withTime(TimeRepresentation newTime) {
    return new Recipe(name, origin, seed, newTime, length, mixed, instances, sources, tasks);
  }

  /** The same with other sources. */
  public Recipe withSources(List<RecipeSource> newSources) {
    return new Recipe(name, origin, seed, time, length, mixed, instances, newSources, tasks);
  }

  /** The same with other tasks. */
  public Recipe withTasks(List<RecipeTask> newTasks) {
    return new Recipe(name, origin, seed, time, length, mixed, instances, sources, newTasks);
  }

  /**
   * The same with this share of all instances, at least one of each task: to try a recipe.
   *
   * @param share above 0, at most 1
   */
  public Recipe scaled(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share is " + share + ", expected above 0, at most 1");
    }
    List<RecipeTask> scaled =
        tasks.stream()
            .map(
                task ->
                    switch (task.amount()) {
                      case RecipeTask.Count(long n) ->
                          task.withAmount(new RecipeTask.Count(Math.max(1, Math.round(share * n))));
                      case RecipeTask.All(double part) ->
                          task.withAmount(new RecipeTask.All(share * part));
                      case RecipeTask.Ratio same -> task;
                    })
            .toList();
    long total = instances == 0 ? 0 : Math.max(1, Math.round(share * instances));
    return new Recipe(name, origin, seed, time, length, mixed, total, sources, scaled);
  }
}
