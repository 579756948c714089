package org.seq2time.metrics.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;

class LocalizationGoldenTest {

  private static final Offset<Double> PARITY = within(LocalizationMetric.PARITY_TOLERANCE);

  static Evaluation evaluate(Path annotations, Path predictions) {
    List<DenseSample> samples = AnnotationFile.of(annotations).readYouCook2().samples();
    return LocalizationMetric.evaluate(
        samples, Pairing.of(samples, PredictionFile.of(predictions).readEvents()).answers());
  }

  /** Precision, recall and F1 of every video and of the corpus. */
  static void assertEqualsReference(Evaluation evaluation, JsonNode expected) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("f1", "F1_Score");
    names.put("precision", "Precision_Mean");
    names.put("recall", "Recall_Mean");
    for (String threshold : List.of("0.3", "0.5", "0.7", "0.9")) {
      names.put("precision@" + threshold, "Precision@" + threshold);
      names.put("recall@" + threshold, "Recall@" + threshold);
    }
    assertThat(evaluation.ids()).hasSize(expected.get("order").size());
    names.forEach(
        (name, key) -> {
          assertThat(GoldenFiles.value(evaluation, name))
              .as(name)
              .isCloseTo(expected.get("corpus").get(key).doubleValue(), PARITY);
          for (int i = 0; i < evaluation.ids().size(); i++) {
            String id = evaluation.ids().get(i);
            assertThat(GoldenFiles.column(evaluation, name).perSample(i))
                .as("%s of %s", name, id)
                .isCloseTo(expected.get("videos").get(id).get(key).doubleValue(), PARITY);
          }
        });
  }

  @Test
  void authoredVideosEqualTheReference(@TempDir Path folder) {
    for (String system : List.of("close", "loose")) {
      assertEqualsReference(
          evaluate(
              GoldenFiles.demo("youcook2.json", folder),
              GoldenFiles.demo("youcook2_" + system + ".json", folder)),
          GoldenFiles.json(GoldenFiles.authored("expected_" + system + ".json")));
    }
  }

  @Test
  void edgeCasesEqualTheReference() {
    assertEqualsReference(
        evaluate(
            GoldenFiles.authored("edge/val.caption_coco_format.json"),
            GoldenFiles.authored("edge/pred.json")),
        GoldenFiles.json(GoldenFiles.authored("edge/expected.json")));
  }
}
