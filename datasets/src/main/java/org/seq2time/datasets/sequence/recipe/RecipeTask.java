package org.seq2time.datasets.sequence.recipe;

import java.util.List;
import org.seq2time.datasets.sequence.task.SequenceTask;

/**
 * A task of a recipe.
 *
 * @param name first part of the instances' ids
 * @param sources names of the sources to draw from, in order
 * @param amount how many instances
 * @param minClips the fewest clips in a row, for tasks on clips
 * @param maxClips the most clips in a row, for tasks on clips
 */
public record RecipeTask(
    String name,
    SequenceTask task,
    List<String> sources,
    Amount amount,
    int minClips,
    int maxClips) {

  /** The paper's rows have 2 to 10 clips. */
  public static final int MIN_CLIPS = 2;

  /** The paper's rows have 2 to 10 clips. */
  public static final int MAX_CLIPS = 10;

  public RecipeTask {
    sources = List.copyOf(sources);
  }

  /** How many instances a task has. */
  public sealed interface Amount {}

  /** So many. */
  public record Count(long instances) implements Amount {}

  /** A share of the recipe's instances. */
  public record Ratio(double weight) implements Amount {}

  /**
   * One for every item, or for this share of them.
   *
   * @param share above 0, at most 1
   */
  public record All(double share) implements Amount {}

  /** The same with another amount. */
  public RecipeTask withAmount(Amount newAmount) {
    return new RecipeTask(name, task, sources, newAmount, minClips, maxClips);
  }
}
