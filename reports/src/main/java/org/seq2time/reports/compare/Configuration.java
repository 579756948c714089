package org.seq2time.reports.compare;

import java.util.List;
import org.seq2time.reports.record.RecordedRun;

/**
 * A system: one run, or several that differ in their seed alone.
 *
 * @param name as it is printed
 * @param runs at least one
 */
public record Configuration(String name, List<RecordedRun> runs) {
  public Configuration {
    runs = List.copyOf(runs);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("configuration " + name + " has no run");
    }
  }

  /** One run under the name of its folder. */
  public static Configuration of(RecordedRun run) {
    return new Configuration(run.name(), List.of(run));
  }
}
