package org.seq2time.datasets.sequence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seq2time.datasets.sequence.task.InstanceWriter;
import org.seq2time.datasets.sequence.task.Tally;
import org.seq2time.datasets.sequence.task.TaskPlan;
import org.seq2time.datasets.sequence.text.JsonLine;
import org.seq2time.datasets.sequence.write.TaskCount;

/** One thread's writers of all tasks, and its counts. */
final class InstanceSource {

  private final List<TaskPlan> tasks;
  private final InstanceOrder order;
  private final InstanceWriter[] writers;
  private final Tally[] tallies;

  InstanceSource(List<TaskPlan> tasks, InstanceOrder order) {
    this.tasks = tasks;
    this.order = order;
    this.writers = tasks.stream().map(TaskPlan::writer).toArray(InstanceWriter[]::new);
    this.tallies = new Tally[writers.length];
    clearCounts();
  }

  void clearCounts() {
    for (int t = 0; t < tallies.length; t++) {
      tallies[t] = new Tally(tasks.get(t).pool().sourceCount());
    }
  }

  void append(long place, JsonLine out) {
    long instance = order.instanceAt(place);
    int task = order.taskOf(instance);
    long number = order.numberIn(task, instance);
    writers[task].write(number, tasks.get(task).random(number), out, tallies[task]);
    out.ascii("\n");
  }

  /** What was written since the counts were cleared, by the tasks' names. */
  Map<String, TaskCount> counts() {
    Map<String, TaskCount> counts = new LinkedHashMap<>();
    for (int t = 0; t < tallies.length; t++) {
      if (tallies[t].instances() > 0) {
        Map<String, Long> items = new LinkedHashMap<>();
        List<String> names = tasks.get(t).pool().sourceNames();
        for (int s = 0; s < names.size(); s++) {
          items.put(names.get(s), tallies[t].items(s));
        }
        counts.put(tasks.get(t).name(), new TaskCount(tallies[t].instances(), items));
      }
    }
    return counts;
  }
}
