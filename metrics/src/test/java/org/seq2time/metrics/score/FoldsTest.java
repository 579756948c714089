package org.seq2time.metrics.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Fold;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.metrics.caption.meteor.Meteor;
import org.seq2time.metrics.caption.meteor.MeteorStatistics;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

class FoldsTest {

  @Test
  void meteorIsFoldedFromItsSums() {
    Fold fold = Folds.of(MeteorStatistics.FOLD).orElseThrow();
    Meteor meteor = Meteor.english(Paraphrases.none());
    MeteorStatistics first = meteor.score("fry the egg", "fry an egg");
    MeteorStatistics second = meteor.score("wash the rice", "someone washes rice");
    double[] sums = new double[MeteorStatistics.LENGTH];
    first.addTo(sums, 1);
    assertThat(fold.value(sums, 1)).isEqualTo(first.score());
    second.addTo(sums, 2);
    // The aggregate of three segments is no mean of their scores.
    assertThat(fold.value(sums, 3))
        .isEqualTo(MeteorStatistics.score(sums))
        .isNotEqualTo((first.score() + 2 * second.score()) / 3);
  }

  @Test
  void rowsOfAnotherLengthHaveNoValue() {
    Fold fold = Folds.of(MeteorStatistics.FOLD).orElseThrow();
    double[] sums = new double[MeteorStatistics.LENGTH + 1];
    Arrays.fill(sums, 1);
    assertThat(fold.value(sums, 1)).isNaN();
    assertThat(fold.value(new double[0], 1)).isNaN();
  }

  @Test
  void keysThatAreNotKnownHaveNoFold() {
    assertThat(Folds.of("later-1")).isEmpty();
    assertThat(Folds.of(ScoreColumn.MEAN)).isEmpty();
  }
}
