package org.seq2time.harness.bundle.reference;

import java.util.Locale;

/**
 * One stage of a reference computation beside what the bundle gives.
 *
 * @param testCase the case's name in the reference file
 * @param stage what was compared
 * @param outcome how it ended
 * @param difference the largest absolute difference; not a number where none was computed
 * @param tolerance what is allowed; not a number where nothing was compared by size
 * @param note what a reader should know besides, may be empty
 */
public record StageResult(
    String testCase,
    String stage,
    Outcome outcome,
    double difference,
    double tolerance,
    String note) {

  /** How a stage ended. */
  public enum Outcome {
    WITHIN("ok"),
    BEYOND("BEYOND"),
    NOT_RUN("not run");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** For the output. */
    public String word() {
      return word;
    }
  }

  static StageResult of(
      String testCase, String stage, double difference, double tolerance, String note) {
    boolean within = difference <= tolerance; // Not a number is beyond.
    return new StageResult(
        testCase, stage, within ? Outcome.WITHIN : Outcome.BEYOND, difference, tolerance, note);
  }

  static StageResult equality(String testCase, String stage, boolean equal, String note) {
    return new StageResult(
        testCase, stage, equal ? Outcome.WITHIN : Outcome.BEYOND, Double.NaN, Double.NaN, note);
  }

  static StageResult notRun(String testCase, String stage, String why) {
    return new StageResult(testCase, stage, Outcome.NOT_RUN, Double.NaN, Double.NaN, why);
  }

  /** One line: {@code single prompt ok 1.5e-06 of 1.0e-04}. */
  @Override
  public String toString() {
    String size =
        Double.isNaN(tolerance)
            ? ""
            : String.format(Locale.ROOT, "  %.1e of %.1e", difference, tolerance);
    return testCase
        + "  "
        + stage
        + "  "
        + outcome.word()
        + size
        + (note.isEmpty() ? "" : "  (" + note + ")");
  }
}
