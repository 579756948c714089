package org.seq2time.metrics.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;

/** TimeChat's predictions for 500 of Charades-STA's 3,720 queries. */
class GroundingRealGoldenTest {

  @Test
  void answeredQueriesEqualTheReference() {
    Evaluation evaluation =
        GroundingGoldenTest.evaluate(
            GoldenFiles.real("tvg/gt.json.gz"), GoldenFiles.real("tvg/pred_timechat.json.gz"));
    GroundingGoldenTest.assertEqualsReference(
        evaluation.answeredOnly(),
        GoldenFiles.json(GoldenFiles.real("tvg/expected_timechat.json")));
  }

  @Test
  void unansweredQueriesCountAsMisses() {
    Evaluation evaluation =
        GroundingGoldenTest.evaluate(
            GoldenFiles.real("tvg/gt.json.gz"), GoldenFiles.real("tvg/pred_timechat.json.gz"));
    assertThat(evaluation.ids()).hasSize(3720);
    assertThat(GoldenFiles.value(evaluation, "r1@0.5")).isCloseTo(17.0 / 3720, within(1e-15));
  }
}
