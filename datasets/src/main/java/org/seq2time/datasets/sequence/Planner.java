package org.seq2time.datasets.sequence;

import java.util.ArrayList;
import java.util.List;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.recipe.RecipeTask;
import org.seq2time.datasets.sequence.source.Source;
import org.seq2time.datasets.sequence.task.Pool;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.time.TimeRepresentation;

/** Turns a recipe's tasks and the sources that were read into what is to be written. */
final class Planner {

  private final Recipe recipe;
  private final LoadedSources sources;

  Planner(Recipe recipe, LoadedSources sources) {
    this.recipe = recipe;
    this.sources = sources;
  }

  List<TaskPlan> plan() {
    List<TaskPlan> plans = new ArrayList<>();
    List<Pool> pools = new ArrayList<>();
    List<List<String>> pooled = new ArrayList<>();
    long[] shares = shares();
    for (int t = 0; t < recipe.tasks().size(); t++) {
      RecipeTask task = recipe.tasks().get(t);
      int known = pooled.indexOf(task.sources());
      if (known < 0) {
        known = pooled.size();
        pooled.add(task.sources());
        pools.add(pool(task));
      }
      Pool pool = pools.get(known);
      check(task, pool);
      plans.add(
          new TaskPlan(
              task.name(),
              task.task(),
              pool,
              count(task, pool, shares[t]),
              recipe.time(),
              recipe.length(),
              task.minClips(),
              task.maxClips(),
              recipe.seed()));
    }
    return plans;
  }

  private Pool pool(RecipeTask task) {
    List<Source> members = new ArrayList<>();
    for (String name : task.sources()) {
      Source source = sources.get(name);
      if (source.format().kind() != task.task().sources()) {
        throw error(
            task,
            "needs "
                + task.task().sources().key()
                + ", but source "
                + name
                + " holds "
                + source.format().kind().key()
                + " ("
                + source.format().key()
                + ")");
      }
      members.add(source);
    }
    return new Pool(members);
  }

  private void check(RecipeTask task, Pool pool) {
    switch (task.task().sources()) {
      case IMAGES -> {
        checkPositions(task);
        if (pool.distinctPaths() < recipe.length()) {
          throw error(
              task,
              "needs sequences of "
                  + recipe.length()
                  + " different images, but its sources have "
                  + pool.distinctPaths());
        }
      }
      case CLIPS -> {
        checkPositions(task);
        if (pool.distinctLabels() < task.maxClips()) {
          throw error(
              task,
              "needs up to "
                  + task.maxClips()
                  + " clips of different labels, but its sources have "
                  + pool.distinctLabels()
                  + " labels");
        }
      }
      case VIDEOS, INSTRUCTIONS -> {}
    }
  }

  /** Every index must come back as itself, or the data could not say which image is meant. */
  private void checkPositions(RecipeTask task) {
    TimeRepresentation time = recipe.time();
    int length = recipe.length();
    for (int i = 0; i <= length; i++) {
      double back;
      try {
        back = time.decode(time.encode(i, length), length);
      } catch (IllegalArgumentException e) {
        throw error(
            task, time.key() + "cannot write sequences of " + length + ": " + e.getMessage());
      }
      if (Math.round(back) != i) {
        throw error(
            task,
            time.key()
                + " cannot tell "
                + length
                + " positions apart: "
                + i
                + " is read back as "
                + back
                + "; use shorter sequences or more digits");
      }
    }
  }

  private long count(RecipeTask task, Pool pool, long share) {
    return switch (task.amount()) {
      case RecipeTask.All(double part) ->
          part >= 1 ? pool.size() : Math.max(1, Math.round(part * pool.size()));
      case RecipeTask.Ratio(double weight) -> share;
      case RecipeTask.Count(long instances) -> {
        if (!task.task().isDrawn() && instances > pool.size()) {
          throw error(
              task, "has count " + instances + ", but its sources have " + pool.size() + " items");
        }
        yield instances;
      }
    };
  }

  /** The recipe's instances by ratio: rounded down, and what is left to the largest remainders. */
  private long[] shares() {
    int n = recipe.tasks().size();
    double[] exact = new double[n];
    double sum = 0;
    for (int t = 0; t < n; t++) {
      if (recipe.tasks().get(t).amount() instanceof RecipeTask.Ratio(double weight)) {
        exact[t] = weight;
        sum += weight;
      }
    }
    long[] shares = new long[n];
    long left = sum > 0 ? recipe.instances() : 0;
    for (int t = 0; t < n && sum > 0; t++) {
      exact[t] *= recipe.instances() / sum;
      shares[t] = (long) exact[t];
      left -= shares[t];
    }
    for (; left > 0; left--) {
      int largest = 0;
      for (int t = 1; t < n; t++) {
        largest = exact[t] - shares[t] > exact[largest] - shares[largest] ? t : largest;
      }
      shares[largest]++;
    }
    return shares;
  }

  private BadInputException error(RecipeTask task, String problem) {
    return new BadInputException(recipe.origin() + ": task " + task.name() + " " + problem);
  }
}
