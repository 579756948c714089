package org.seq2time.reports.gate;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.stats.PairedComparison.Result;

/**
 * The verdict on a run.
 *
 * @param title what was compared with what
 * @param checks everything that was looked at
 * @param alpha of the statistical tests
 * @param tests how many there were, which is what the correction counts
 * @param notes what a reader should know
 */
public record GateReport(
    String title, List<Check> checks, double alpha, int tests, List<String> notes) {

  public GateReport {
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
  }

  /** What a check found. */
  public enum Status {
    PASSED("ok"),
    IMPROVED("improved"),
    REGRESSION("REGRESSION");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** The word in a table. */
    public String label() {
      return label;
    }
  }

  /** What a check is about. */
  public enum Kind {
    SCORE,
    COVERAGE,
    SAMPLES,
    BENCHMARK
  }

  /**
   * Something that was looked at.
   *
   * @param kind what it is about
   * @param name the score's or benchmark's name
   * @param status what was found
   * @param baseline value in the baseline, as text; empty where there is none
   * @param run value in the run, as text
   * @param change from one to the other, as text
   * @param reason why it is no plain pass; empty for one
   * @param statistics of the paired test; empty where there was none
   */
  public record Check(
      Kind kind,
      String name,
      Status status,
      String baseline,
      String run,
      String change,
      String reason,
      Optional<Statistics> statistics) {}

  /**
   * A paired test.
   *
   * @param result the comparison of the scores
   * @param worseP one-sided p that the run is worse, after Holm's correction; NaN if the score is
   *     not tested
   * @param detectableDrop the smallest drop, raw, that the test would find with 80 % power; empty
   *     where nothing can drop
   */
  public record Statistics(Result result, double worseP, OptionalDouble detectableDrop) {}

  /** Whether anything got worse. */
  public boolean isRegression() {
    return checks.stream().anyMatch(c -> c.status() == Status.REGRESSION);
  }

  /** The checks that ended so. */
  public List<Check> with(Status status) {
    return checks.stream().filter(c -> c.status() == status).toList();
  }

  /** One line that says it all. */
  public String verdict() {
    int regressions = with(Status.REGRESSION).size();
    int improved = with(Status.IMPROVED).size();
    if (regressions > 0) {
      return "failed: " + count(regressions, "regression") + " in " + count(checks.size(), "check");
    }
    return "passed: "
        + count(checks.size(), "check")
        + (improved > 0
            ? ", " + improved + " improved beyond tolerance: update the baseline to keep it"
            : "");
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
