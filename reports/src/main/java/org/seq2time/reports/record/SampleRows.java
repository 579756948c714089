package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.ScoreColumn;

/**
 * {@code samples.jsonl}: a line per scored sample with its id, video, outcome and its value of
 * every score under the score's name, then further details. A value that does not count is null.
 * Where a score is no mean of its values, {@code "statistics"} holds what its {@linkplain
 * org.seq2time.metrics.stats.Folds fold} needs: {@code {score: {"fold": key, "values": [...]}}}.
 */
public final class SampleRows {

  private SampleRows() {}

  /** Writes all rows. */
  public static void write(Evaluation evaluation, OutputStream out) throws IOException {
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
}
