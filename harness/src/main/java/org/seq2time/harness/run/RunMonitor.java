package org.seq2time.harness.run;

import java.util.Map;
import org.seq2time.reports.record.AnswerRecord.Status;

/** Hears how far a run is, from one thread at a time. */
@FunctionalInterface
public interface RunMonitor {

  /** Nobody listens. */
  RunMonitor NONE = state -> {};

  /**
   * How far a run is.
   *
   * @param done samples with an answer or an error, those of earlier attempts included
   * @param total selected samples
   * @param generatedTokens of this attempt's answers, where the model counts them
   * @param outcomes of the samples that are done
   */
  record State(int done, int total, long generatedTokens, Map<Status, Integer> outcomes) {
    public State {
      outcomes = Map.copyOf(outcomes);
    }
  }

  /** Called after each sample. */
  void at(State state);
}
