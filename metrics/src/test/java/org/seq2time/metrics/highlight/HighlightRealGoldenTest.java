package org.seq2time.metrics.highlight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;

/** QVHighlights' validation split with TimeChat's and Moment-DETR's predictions. */
class HighlightRealGoldenTest {

  @Test
  void timeChatEqualsTheReference() {
    Evaluation evaluation =
        HighlightGoldenTest.evaluate(
            GoldenFiles.real("vhd/highlight_val_release.jsonl.gz"),
            GoldenFiles.real("vhd/pred_timechat.json.gz"));
    assertThat(evaluation.ids()).hasSize(1550);
    Evaluation answered = evaluation.answeredOnly();
    assertThat(answered.ids()).hasSize(1463);
    HighlightGoldenTest.assertEqualsReference(
        answered, GoldenFiles.json(GoldenFiles.real("vhd/expected_timechat.json.gz")));
  }

  @Test
  void momentDetrEqualsTheReference() {
    Evaluation evaluation =
        HighlightGoldenTest.evaluate(
            GoldenFiles.real("vhd/highlight_val_release.jsonl.gz"),
            GoldenFiles.real("vhd/pred_moment_detr_sample.jsonl.gz"));
    HighlightGoldenTest.assertEqualsReference(
        evaluation, GoldenFiles.json(GoldenFiles.real("vhd/expected_moment_detr_sample.json.gz")));
  }
}
