package org.seq2time.metrics.highlight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.prediction.Pairing;
import org.seq2time.datasets.prediction.PredictionFile;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.GoldenFiles;

class HighlightGoldenTest {

  private static final Offset<Double> PARITY = within(HighlightMetric.PARITY_TOLERANCE);

  private static final Map<String, String> LEVELS =
      Map.of("HL-min-VeryGood", "", "HL-min-Good", ".good", "HL-min-Fair", ".fair");

  private static final Map<String, String> RANGES =
      Map.of("full", "", "short", ".short", "middle", ".middle", "long", ".long");

  static Evaluation evaluate(Path annotations, Path predictions) {
    List<HighlightSample> samples =
        AnnotationFile.of(annotations).read(Benchmark.QVHIGHLIGHTS).samples();
    return new HighlightMetric(false)
        .evaluate(
            samples,
            Pairing.of(samples, PredictionFile.of(predictions).readHighlights()).answers(),
            2);
  }

  /** Everything that the reference gives, per query and per corpus. */
  static void assertEqualsReference(Evaluation answered, JsonNode expected) {
    JsonNode perQuery = expected.get("per_query");
    assertThat(answered.ids()).hasSize(perQuery.size());
    for (int i = 0; i < answered.ids().size(); i++) {
      assertSample(answered, i, perQuery.get(answered.ids().get(i)));
    }
    JsonNode corpus = expected.get("metrics_unrounded");
    LEVELS.forEach(
        (level, suffix) -> {
          assertCorpus(answered, "map" + suffix, corpus.get(level).get("HL-mAP"));
          assertCorpus(answered, "hit1" + suffix, corpus.get(level).get("HL-Hit1"));
        });
    RANGES.forEach(
        (range, suffix) -> {
          if (corpus.has(range)) {
            corpus
                .get(range)
                .get("MR-mAP")
                .properties()
                .forEach(
                    e ->
                        assertCorpus(
                            answered,
                            "moment.map"
                                + suffix
                                + (e.getKey().equals("average") ? "" : "@" + e.getKey()),
                            e.getValue()));
            corpus
                .get(range)
                .get("MR-R1")
                .properties()
                .forEach(
                    e ->
                        assertCorpus(
                            answered, "moment.r1" + suffix + "@" + e.getKey(), e.getValue()));
          }
        });
  }

  private static void assertCorpus(Evaluation evaluation, String name, JsonNode percent) {
    assertThat(GoldenFiles.value(evaluation, name))
        .as(name)
        .isCloseTo(percent.doubleValue() / 100, PARITY);
  }

  private static void assertSample(Evaluation evaluation, int i, JsonNode expected) {
    String id = evaluation.ids().get(i);
    LEVELS.forEach(
        (level, suffix) -> {
          JsonNode ap = expected.get(level).get("ap");
          double mean = (ap.get(0).asDouble() + ap.get(1).asDouble() + ap.get(2).asDouble()) / 3;
          assertThat(sample(evaluation, "map" + suffix, i)).as(id).isCloseTo(mean, PARITY);
          assertThat(sample(evaluation, "hit1" + suffix, i))
              .as(id)
              .isEqualTo(expected.get(level).get("hit").doubleValue());
        });
    RANGES.forEach(
        (range, suffix) -> {
          JsonNode moment = expected.get("MR-" + range);
          if (moment == null) {
            return;
          }
          for (int t = 0; t < 10; t++) {
            String threshold = "@" + (50 + 5 * t) / 100.0;
            assertThat(sample(evaluation, "moment.map" + suffix + threshold, i))
                .as("%s %s %s", id, range, threshold)
                .isCloseTo(moment.get("ap").get(t).doubleValue(), PARITY);
          }
          assertThat(detail(evaluation, "moment.iou" + suffix)[i])
              .as("%s %s", id, range)
              .isCloseTo(moment.get("r1_iou").doubleValue(), PARITY);
        });
  }

  private static double sample(Evaluation evaluation, String name, int i) {
    return GoldenFiles.column(evaluation, name).perSample(i);
  }

  private static double[] detail(Evaluation evaluation, String name) {
    return evaluation.details().stream()
        .filter(d -> d.name().equals(name))
        .findFirst()
        .orElseThrow()
        .values();
  }

  @Test
  void authoredQueriesEqualTheReference(@TempDir Path folder) {
    Evaluation evaluation =
        evaluate(
            GoldenFiles.demo("qvhighlights.jsonl", folder),
            GoldenFiles.demo("qvhighlights_predictions.jsonl", folder));
    assertEqualsReference(
        evaluation.answeredOnly(),
        GoldenFiles.json(GoldenFiles.authored("highlight_expected.json")));
  }

  @Test
  void edgeCasesEqualTheReference() {
    Evaluation evaluation =
        evaluate(
            GoldenFiles.authored("edge/highlight_gt.jsonl"),
            GoldenFiles.authored("edge/highlight_pred.jsonl"));
    assertEqualsReference(
        evaluation.answeredOnly(),
        GoldenFiles.json(GoldenFiles.authored("edge/highlight_expected.json")));
  }
}
