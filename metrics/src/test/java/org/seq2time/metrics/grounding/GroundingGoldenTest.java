package org.seq2time.metrics.grounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;

class GroundingGoldenTest {

  private static final Offset<Double> PARITY = within(GroundingMetric.PARITY_TOLERANCE);

  static Evaluation evaluate(Path annotations, Path predictions) {
    List<GroundingSample> samples =
        AnnotationFile.of(annotations).read(Benchmark.CHARADES_STA).samples();
    return new GroundingMetric()
        .evaluate(
            samples,
            Pairing.of(samples, PredictionFile.of(predictions).readWindows()).answers(),
            2);
  }

  /** Every query's IoU and the four totals equal the reference's. */
  static void assertEqualsReference(Evaluation answered, JsonNode expected) {
    JsonNode iou = expected.get("iou");
    assertThat(answered.ids()).hasSize(iou.size());
    double[] ours = answered.details().getFirst().values();
    for (int i = 0; i < ours.length; i++) {
      JsonNode theirs = iou.get(answered.ids().get(i));
      if (theirs.isNull()) {
        assertThat(ours[i]).as("query %s", answered.ids().get(i)).isNaN();
      } else {
        assertThat(ours[i])
            .as("query %s", answered.ids().get(i))
            .isCloseTo(theirs.doubleValue(), PARITY);
      }
    }
    JsonNode totals = expected.get("totals");
    Map<String, String> names =
        Map.of(
            "r1@0.3", "R@1,IoU=0.3",
            "r1@0.5", "R@1,IoU=0.5",
            "r1@0.7", "R@1,IoU=0.7",
            "miou", "mIoU_x100_empty_is_0");
    names.forEach(
        (name, key) ->
            assertThat(GoldenFiles.value(answered, name))
                .as(name)
                .isCloseTo(totals.get(key).doubleValue() / 100, PARITY));
  }

  @Test
  void authoredQueriesEqualTheReference(@TempDir Path folder) {
    Evaluation evaluation =
        evaluate(
            GoldenFiles.demo("charades-sta.json", folder),
            GoldenFiles.demo("charades-sta_predictions.json", folder));
    JsonNode expected = GoldenFiles.json(GoldenFiles.authored("grounding_expected.json"));
    assertEqualsReference(evaluation.answeredOnly(), expected);
    // All are answered, so the default mode gives the same totals.
    assertEqualsReference(evaluation, expected);
  }
}
