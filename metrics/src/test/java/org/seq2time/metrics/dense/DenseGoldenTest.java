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
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

class DenseGoldenTest {

  private static final Offset<Double> PARITY = within(DenseMetric.PARITY_TOLERANCE);

  static Evaluation evaluate(Path annotations, Path predictions) {
    List<DenseSample> samples = AnnotationFile.of(annotations).read(Benchmark.YOUCOOK2).samples();
    return new DenseMetric(Paraphrases.none(), Missing.ZERO)
        .evaluate(
            samples, Pairing.of(samples, PredictionFile.of(predictions).readEvents()).answers(), 2);
  }

  /** Everything that the reference gives, per video and per corpus. */
  static void assertEqualsReference(Evaluation evaluation, JsonNode expected) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("soda_c", "SODA_c_2");
    names.put("soda_c_fixed", "SODA_c_if_columns_not_permuted");
    names.put("cider", "CIDER");
    names.put("meteor", "METEOR");
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
    assertPerThreshold(evaluation, expected.get("videos"));
    assertParagraphs(evaluation, expected.get("para"));
  }

  /**
   * The reference drops videos without predictions and pairs the rest with the wrong truths; its
   * paragraph scores are then not ours. Where it drops none, they are.
   */
  private static void assertParagraphs(Evaluation evaluation, JsonNode expected) {
    boolean dropsVideos =
        expected.get("n_pred_paragraphs").intValue() < expected.get("n_gt_paragraphs").intValue();
    boolean missing = evaluation.outcomes().contains(Outcome.NOT_ANSWERED);
    assertThat(missing).isEqualTo(dropsVideos);
    if (!dropsVideos) {
      assertThat(GoldenFiles.value(evaluation, "para_cider"))
          .isCloseTo(expected.get("Para_CIDER").doubleValue(), PARITY);
      assertThat(GoldenFiles.value(evaluation, "para_meteor"))
          .isCloseTo(expected.get("Para_METEOR").doubleValue(), PARITY);
    }
  }

  private static void assertPerThreshold(Evaluation evaluation, JsonNode videos) {
    List<String> thresholds = List.of("0.3", "0.5", "0.7", "0.9");
    for (int t = 0; t < thresholds.size(); t++) {
      for (int i = 0; i < evaluation.ids().size(); i++) {
        JsonNode video = videos.get(evaluation.ids().get(i));
        assertThat(GoldenFiles.column(evaluation, "cider@" + thresholds.get(t)).perSample(i))
            .isCloseTo(video.get("CIDER_at").get(t).doubleValue(), PARITY);
        assertThat(GoldenFiles.column(evaluation, "meteor@" + thresholds.get(t)).perSample(i))
            .isCloseTo(video.get("METEOR_at").get(t).doubleValue(), PARITY);
      }
    }
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
