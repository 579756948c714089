package org.seq2time.metrics.caption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CIDEr and METEOR over whole paragraphs, as TimeChat's evaluation joins them, without PTB tokens.
 */
class ParagraphCaptionsRealGoldenTest {
  private static final double TOLERANCE = 1e-9;

  private final Meteor meteor = Meteor.english(Paraphrases.none());
  private final Cider cider = new Cider();

  @ParameterizedTest
  @CsvSource({
    "authored/val.caption_coco_format.json, authored/pred_close.json, authored/expected_close.json",
    "real/dvc/val.caption_coco_format.json.gz, real/dvc/pred.json.gz, real/dvc/expected.json.gz"
  })
  void corpusScoresEqualTheReference(String annotations, String predictions, String expected) {
    JsonNode predicted = Golden.publishedJson(predictions);
    List<Cider.Pair> pairs = new ArrayList<>();
    double[] sums = new double[MeteorStatistics.LENGTH];
    for (JsonNode annotation : Golden.publishedJson(annotations).get("annotations")) {
      List<String> captions = new ArrayList<>();
      for (JsonNode prediction : predicted.get(annotation.get("image_id").asText())) {
        captions.add(prediction.get("caption").asText());
      }
      String hypothesis = letters(String.join(". ", captions));
      String reference = letters(String.join(" ", DenseCaptions.truthTexts(annotation)));
      pairs.add(new Cider.Pair(cider.prepare(hypothesis), cider.prepare(reference)));
      meteor.score(hypothesis, reference).addTo(sums, 1.0);
    }
    JsonNode paragraphs = Golden.publishedJson(expected).get("para");
    assertThat(cider.mean(pairs))
        .isCloseTo(paragraphs.get("Para_CIDER").asDouble(), within(TOLERANCE));
    assertThat(MeteorStatistics.score(sums))
        .isCloseTo(paragraphs.get("Para_METEOR").asDouble(), within(TOLERANCE));
  }

  private static String letters(String text) {
    String words = text.replaceAll("[^a-zA-Z]", " ").strip().toLowerCase(Locale.ROOT);
    return words.replaceAll(" +", " ");
  }
}
