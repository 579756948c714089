package org.seq2time.metrics.score;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreSpec;

/**
 * A corpus score with all that is needed to trust it.
 *
 * @param spec what it is; the signature here is complete
 * @param value a fraction (CIDEr: 0 to 10); empty where it is not defined
 * @param interval 95 % bootstrap interval; empty where the value is
 * @param n samples that count in it
 * @param coverage share of the samples that should count for which a prediction was parsed
 */
public record Score(
    ScoreSpec spec, OptionalDouble value, Optional<Interval> interval, int n, double coverage) {

  /** The score's name. */
  public String name() {
    return spec.name();
  }
}
