package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import org.seq2time.metrics.Evaluation;
import org.seq2time.metrics.ScoreColumn;

/**
 * {@code samples.jsonl}: a line per scored sample with its id, its outcome and its value of every
 * score under the score's name, then further details. A value that does not count is null.
 */
public final class SampleRows {

  private SampleRows() {}

  /** Writes all rows. */
  public static void write(Evaluation evaluation, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.lines(out)) {
      for (int i = 0; i < evaluation.ids().size(); i++) {
        json.writeStartObject();
        json.writeStringField("id", evaluation.ids().get(i));
        json.writeStringField("outcome", evaluation.outcomes().get(i).key());
        for (ScoreColumn column : evaluation.columns()) {
          Json.writeNumberOrNull(json, column.spec().name(), column.perSample(i));
        }
        for (Evaluation.Detail detail : evaluation.details()) {
          Json.writeNumberOrNull(json, detail.name(), detail.values()[i]);
        }
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
  }
}
