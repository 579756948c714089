package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.score.Score;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.metrics.stats.Bootstrap;

/**
 * {@code scores.json}, which is also what {@code --json} prints: {@code {"benchmark", "n",
 * "coverage", "outcomes", "scores": [{"name", "label", "value", "low", "high", "n", "coverage",
 * "higherIsBetter", "headline", "signature"}], "bootstrap", "notices"}}. Values are raw (fractions;
 * CIDEr 0 to 10); one that is not defined is null.
 */
public final class ScoresJson {

  private ScoresJson() {}

  /** Writes the sheet, with a line feed at its end. */
  public static void write(ScoreSheet sheet, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      json.writeStringField("benchmark", sheet.benchmark().key());
      json.writeNumberField("n", sheet.n());
      json.writeNumberField("coverage", sheet.coverage());
      json.writeObjectFieldStart("outcomes");
      for (Map.Entry<Outcome, Integer> outcome : sheet.outcomes().entrySet()) {
        json.writeNumberField(outcome.getKey().key(), outcome.getValue());
      }
      json.writeEndObject();
      json.writeArrayFieldStart("scores");
      for (Score score : sheet.scores()) {
        writeScore(json, score);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("bootstrap");
      json.writeNumberField("resamples", sheet.bootstrap().resamples());
      json.writeNumberField("seed", sheet.bootstrap().seed());
      json.writeNumberField("confidence", Bootstrap.CONFIDENCE);
      json.writeEndObject();
      json.writeArrayFieldStart("notices");
      for (Notice notice : sheet.notices()) {
        writeNotice(json, notice);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeScore(JsonGenerator json, Score score) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", score.name());
    json.writeStringField("label", score.spec().label());
    Json.writeNumberOrNull(json, "value", score.value().orElse(Double.NaN));
    Json.writeNumberOrNull(json, "low", score.interval().map(Interval::low).orElse(Double.NaN));
    Json.writeNumberOrNull(json, "high", score.interval().map(Interval::high).orElse(Double.NaN));
    json.writeNumberField("n", score.n());
    json.writeNumberField("coverage", score.coverage());
    json.writeBooleanField(
        "higherIsBetter", score.spec().direction() == Direction.HIGHER_IS_BETTER);
    json.writeBooleanField("headline", score.spec().headline());
    json.writeStringField("signature", score.spec().signature().toString());
    json.writeEndObject();
  }

  private static void writeNotice(JsonGenerator json, Notice notice) throws IOException {
    json.writeStartObject();
    json.writeStringField("text", notice.text());
    json.writeNumberField("count", notice.count());
    json.writeArrayFieldStart("examples");
    for (String example : notice.examples()) {
      json.writeString(example);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
