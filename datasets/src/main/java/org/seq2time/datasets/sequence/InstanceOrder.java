package org.seq2time.datasets.sequence;

import java.util.List;
import org.seq2time.datasets.sequence.recipe.Recipe;
import org.seq2time.datasets.sequence.task.Permutation;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.text.TextHash;

/** Which instance of which task stands at each place of the built data. */
final class InstanceOrder {

  private static final long SALT = 0x6F72646572L;

  private final long[] ends;
  private final boolean mixed;
  private final Permutation permutation;

  InstanceOrder(Recipe recipe, List<TaskPlan> tasks) {
    ends = new long[tasks.size()];
    long total = 0;
    for (int t = 0; t < ends.length; t++) {
      total += tasks.get(t).count();
      ends[t] = total;
    }
    mixed = recipe.mixed();
    permutation = new Permutation(Math.max(1, total), TextHash.mix(recipe.seed() ^ SALT));
  }

  long size() {
    return ends[ends.length - 1];
  }

  /** The instance at this place, numbered over all tasks. */
  long instanceAt(long place) {
    return mixed ? permutation.at(place) : place;
  }

  /** The number of the instance's task. */
  int taskOf(long instance) {
    int t = 0;
    while (instance >= ends[t]) {
      t++;
    }
    return t;
  }

  /** The instance's number within its task. */
  long numberIn(int task, long instance) {
    return task == 0 ? instance : instance - ends[task - 1];
  }
}
