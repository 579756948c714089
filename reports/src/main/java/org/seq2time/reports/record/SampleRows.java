package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalDouble;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.ScoreColumn;
import org.seq2time.reports.record.SampleContent.Mark;

/**
 * {@code samples.jsonl}: a line per scored sample with its id, video, outcome and its value of
 * every score under the score's name, then further details. A value that does not count is null.
 * {@code "content"} follows: {@code {"durationSeconds", "query", "truth", "prediction",
 * "saliencyTruth", "saliency"}} with marks as {@code [start, end]} or {@code [start, end, caption
 * or score]}; what is empty is left out. Where a score is no mean of its values, {@code
 * "statistics"} holds what its {@linkplain org.seq2time.metrics.score.Folds fold} needs: {@code
 * {score: {"fold": key, "values": [...]}}}.
 */
public final class SampleRows {

  private SampleRows() {}

  /**
   * Writes all rows.
   *
   * @param contents of the evaluation's samples, in their order
   */
  public static void write(Evaluation evaluation, List<SampleContent> contents, OutputStream out)
      throws IOException {
    List<ScoreColumn> folded =
        evaluation.columns().stream()
            .filter(c -> c.foldKey().isPresent() && !c.foldKey().get().equals(ScoreColumn.MEAN))
            .toList();
    try (JsonGenerator json = Json.lines(out)) {
      for (int i = 0; i < evaluation.ids().size(); i++) {
        json.writeStartObject();
        json.writeStringField("id", evaluation.ids().get(i));
        json.writeStringField("video", evaluation.videos().get(i));
        json.writeStringField("outcome", evaluation.outcomes().get(i).key());
        for (ScoreColumn column : evaluation.columns()) {
          Json.writeNumberOrNull(json, column.spec().name(), column.perSample(i));
        }
        for (Evaluation.Detail detail : evaluation.details()) {
          Json.writeNumberOrNull(json, detail.name(), detail.values()[i]);
        }
        writeContent(json, contents.get(i));
        writeStatistics(json, folded, i);
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
  }

  private static void writeStatistics(JsonGenerator json, List<ScoreColumn> folded, int sample)
      throws IOException {
    if (folded.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("statistics");
    for (ScoreColumn column : folded) {
      json.writeObjectFieldStart(column.spec().name());
      json.writeStringField("fold", column.foldKey().orElseThrow());
      json.writeArrayFieldStart("values");
      for (double[] values : column.statistics()) {
        json.writeNumber(values[sample]);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeContent(JsonGenerator json, SampleContent content) throws IOException {
    json.writeObjectFieldStart("content");
    if (content.durationSeconds().isPresent()) {
      json.writeNumberField("durationSeconds", content.durationSeconds().getAsDouble());
    }
    if (!content.query().isEmpty()) {
      json.writeStringField("query", content.query());
    }
    writeMarks(json, "truth", content.truth());
    writeMarks(json, "prediction", content.prediction());
    writeNumbers(json, "saliencyTruth", content.saliencyTruth());
    writeNumbers(json, "saliency", content.saliency());
    json.writeEndObject();
  }

  private static void writeMarks(JsonGenerator json, String field, List<Mark> marks)
      throws IOException {
    if (marks.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart(field);
    for (Mark mark : marks) {
      json.writeStartArray();
      json.writeNumber(mark.segment().startSeconds());
      json.writeNumber(mark.segment().endSeconds());
      OptionalDouble score = mark.score();
      if (score.isPresent()) {
        json.writeNumber(score.getAsDouble());
      } else if (!mark.caption().isEmpty()) {
        json.writeString(mark.caption());
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  private static void writeNumbers(JsonGenerator json, String field, double[] numbers)
      throws IOException {
    if (numbers.length > 0) {
      json.writeArrayFieldStart(field);
      for (double number : numbers) {
        json.writeNumber(number);
      }
      json.writeEndArray();
    }
  }
}
