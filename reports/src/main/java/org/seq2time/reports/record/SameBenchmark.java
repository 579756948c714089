package org.seq2time.reports.record;

import java.util.List;
import org.seq2time.datasets.io.BadInputException;

/** Runs can be compared, gated or shown on one page only if they are runs of one benchmark. */
public final class SameBenchmark {

  private SameBenchmark() {}

  /**
   * Checks every run against the first.
   *
   * @throws BadInputException if a run is of another benchmark; the message names both
   */
  public static void require(List<RecordedRun> runs) {
    RecordedRun first = runs.getFirst();
    String expected = first.scores().benchmark();
    for (RecordedRun run : runs) {
      String benchmark = run.scores().benchmark();
      if (!benchmark.equals(expected)) {
        throw new BadInputException(
            run.name()
                + ": is a run of "
                + benchmark
                + ", but "
                + first.name()
                + " is one of "
                + expected
                + "; only runs of one benchmark can be compared");
      }
    }
  }
}
