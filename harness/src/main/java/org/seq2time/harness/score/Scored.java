package org.seq2time.harness.score;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.seq2time.datasets.benchmark.AnnotationFormat;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.reports.record.SampleContent;

/**
 * What a {@link ScoringJob} found.
 *
 * @param sheet the scores
 * @param evaluation the same per sample
 * @param contents question, truth and prediction of the same samples
 * @param annotationFormat as recognised
 * @param predictionFormat as recognised
 * @param predictions writes the scored predictions in the task's own form
 */
public record Scored(
    ScoreSheet sheet,
    Evaluation evaluation,
    Supplier<List<SampleContent>> contents,
    AnnotationFormat annotationFormat,
    PredictionFormat predictionFormat,
    Content predictions) {

  /** Something that can be written as JSON. */
  @FunctionalInterface
  public interface Content {
    void write(JsonGenerator json) throws IOException;
  }
}
