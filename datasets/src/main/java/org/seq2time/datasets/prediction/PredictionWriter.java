package org.seq2time.datasets.prediction;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.DenseSample;
import org.seq2time.datasets.Event;
import org.seq2time.datasets.GroundingSample;
import org.seq2time.datasets.HighlightPrediction;
import org.seq2time.datasets.HighlightSample;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.ScoredWindow;
import org.seq2time.datasets.Segment;

/**
 * Writes predictions in the form that the field's scripts read: TimeChat's for captions and
 * grounding, a submission as an array for QVHighlights. {@link PredictionFile} reads them back.
 * Samples without an answer are left out; an answer without a time is an empty list.
 */
public final class PredictionWriter {

  private PredictionWriter() {}

  /** Writes {@code {video: [{"timestamp": [s, e], "caption": text}]}}. */
  public static void writeEvents(
      JsonGenerator json, List<DenseSample> samples, List<Answer<List<Event>>> answers)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < samples.size(); i++) {
      if (answers.get(i).outcome().isAnswered()) {
        json.writeArrayFieldStart(samples.get(i).id());
        for (Event event : orEmpty(answers.get(i).prediction())) {
          json.writeStartObject();
          json.writeFieldName("timestamp");
          writeSegment(json, event.segment());
          json.writeStringField("caption", event.caption());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  /** Writes {@code {query id: {"timestamp": [[s, e], ...], "query": text, "vid": video}}}. */
  public static void writeWindows(
      JsonGenerator json, List<GroundingSample> samples, List<Answer<List<Segment>>> answers)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < samples.size(); i++) {
      GroundingSample sample = samples.get(i);
      if (answers.get(i).outcome().isAnswered()) {
        json.writeObjectFieldStart(sample.id());
        json.writeArrayFieldStart("timestamp");
        for (Segment window : orEmpty(answers.get(i).prediction())) {
          writeSegment(json, window);
        }
        json.writeEndArray();
        json.writeStringField("query", sample.query());
        json.writeStringField("vid", sample.video());
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }

  /** Writes {@code [{"qid", "query", "vid", "pred_relevant_windows", "pred_saliency_scores"}]}. */
  public static void writeHighlights(
      JsonGenerator json, List<HighlightSample> samples, List<Answer<HighlightPrediction>> answers)
      throws IOException {
    json.writeStartArray();
    for (int i = 0; i < samples.size(); i++) {
      Answer<HighlightPrediction> answer = answers.get(i);
      if (answer.outcome().isAnswered()) {
        writeSubmission(json, samples.get(i), answer);
      }
    }
    json.writeEndArray();
  }

  private static void writeSubmission(
      JsonGenerator json, HighlightSample sample, Answer<HighlightPrediction> answer)
      throws IOException {
    HighlightPrediction prediction = answer.prediction();
    List<ScoredWindow> windows = prediction == null ? List.of() : prediction.windows();
    double[] saliency = prediction == null ? new double[0] : prediction.saliency();
    json.writeStartObject();
    json.writeStringField("qid", sample.id());
    json.writeStringField("query", sample.query());
    json.writeStringField("vid", sample.video());
    if (windows != null && answer.outcome() == Outcome.PARSED) {
      json.writeArrayFieldStart("pred_relevant_windows");
      for (ScoredWindow window : windows) {
        double[] values = {
          window.segment().startSeconds(), window.segment().endSeconds(), window.score()
        };
        json.writeArray(values, 0, values.length);
      }
      json.writeEndArray();
    }
    if (saliency != null) {
      json.writeFieldName("pred_saliency_scores");
      json.writeArray(saliency, 0, saliency.length);
    }
    json.writeEndObject();
  }

  private static void writeSegment(JsonGenerator json, Segment segment) throws IOException {
    double[] values = {segment.startSeconds(), segment.endSeconds()};
    json.writeArray(values, 0, values.length);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
