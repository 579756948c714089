package org.seq2time.metrics.dense;

import org.junit.jupiter.api.Test;
import org.seq2time.metrics.GoldenFiles;

/** TimeChat's predictions for YouCook2's 415 validation videos. */
class DenseRealGoldenTest {

  @Test
  void timeChatEqualsTheReference() {
    DenseGoldenTest.assertEqualsReference(
        DenseGoldenTest.evaluate(
            GoldenFiles.real("dvc/val.caption_coco_format.json.gz"),
            GoldenFiles.real("dvc/pred.json.gz")),
        GoldenFiles.json(GoldenFiles.real("dvc/expected.json.gz")));
  }
}
