package org.seq2time.metrics.score;

import java.util.Optional;
import org.seq2time.metrics.Fold;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;

/** Finds the fold of statistics that were read back from a file. */
public final class Folds {

  private Folds() {}

  /**
   * The fold of this key, except {@link org.seq2time.metrics.ScoreColumn#MEAN}, which needs no
   * statistics beside the values.
   *
   * @return empty for a key that this version does not know
   */
  public static Optional<Fold> of(String key) {
    return key.equals(MeteorStatistics.FOLD)
        ? Optional.of(
            (sums, samples) ->
                sums.length == MeteorStatistics.LENGTH ? MeteorStatistics.score(sums) : Double.NaN)
        : Optional.empty();
  }
}
