package org.seq2time.metrics.caption;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.metrics.caption.DenseCaptions.Scores;
import org.seq2time.metrics.caption.DenseCaptions.Video;

/** PTB tokens, METEOR and CIDEr together, against TimeChat's dense captioning evaluation. */
class DenseCaptionsRealGoldenTest {
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @CsvSource({
    "authored/val.caption_coco_format.json, authored/pred_close.json, authored/expected_close.json",
    "authored/val.caption_coco_format.json, authored/pred_loose.json, authored/expected_loose.json",
    "authored/edge/val.caption_coco_format.json, authored/edge/pred.json,"
        + " authored/edge/expected.json",
    "real/dvc/val.caption_coco_format.json.gz, real/dvc/pred.json.gz, real/dvc/expected.json.gz"
  })
  void everyVideoEqualsTheReference(String annotations, String predictions, String expected) {
    DenseCaptions dense = new DenseCaptions(Meteor.english(Paraphrases.none()));
    JsonNode predicted = Golden.publishedJson(predictions);
    JsonNode videos = Golden.publishedJson(expected).get("videos");
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (JsonNode annotation : Golden.publishedJson(annotations).get("annotations")) {
      Video video = dense.read(annotation, predicted);
      JsonNode row = videos.get(video.name());
      Scores scores = dense.score(video);
      if (!equal(scores, row)) {
        different.add(video.name() + ": " + scores.soda() + " " + row);
      }
      compared++;
    }
    assertThat(compared).isEqualTo(videos.size());
    assertThat(different).isEmpty();
  }

  private static boolean equal(Scores scores, JsonNode row) {
    boolean equal =
        isClose(scores.sodaSum(), row.path("SODA_max_score").asDouble())
            && isClose(scores.soda(), row.path("SODA_c_2").asDouble());
    for (int t = 0; t < DenseCaptions.THRESHOLDS.length; t++) {
      equal &= isClose(scores.ciderAt()[t], row.path("CIDER_at").path(t).asDouble());
      equal &= isClose(scores.meteorAt()[t], row.path("METEOR_at").path(t).asDouble());
    }
    return equal;
  }

  private static boolean isClose(double found, double expected) {
    return Math.abs(found - expected) <= TOLERANCE;
  }
}
