package org.seq2time.reports.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.metrics.stats.PairedComparison.Result;
import org.seq2time.reports.gate.GateReport.Check;
import org.seq2time.reports.gate.GateReport.Statistics;
import org.seq2time.reports.record.Json;

/**
 * A verdict as JSON: {@code {"title", "verdict", "regression", "alpha", "tests", "checks":
 * [{"kind", "name", "status", "baseline", "run", "change", "reason", "statistics": {"baseline",
 * "run", "difference", "low", "high", "standardError", "pWorse", "pWorseCorrected",
 * "detectableDrop", "wins", "losses", "ties"}}], "notes"}}. Texts are as tables print them, {@code
 * "statistics"} are raw.
 */
public final class GateJson {

  private GateJson() {}

  /** Writes the verdict, with a line feed at its end. */
  public static void write(GateReport report, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      json.writeStringField("title", report.title());
      json.writeStringField("verdict", report.verdict());
      json.writeBooleanField("regression", report.isRegression());
      json.writeNumberField("alpha", report.alpha());
      json.writeNumberField("tests", report.tests());
      json.writeArrayFieldStart("checks");
      for (Check check : report.checks()) {
        writeCheck(json, check);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("notes");
      for (String note : report.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeCheck(JsonGenerator json, Check check) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", check.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("name", check.name());
    json.writeStringField("status", check.status().name().toLowerCase(Locale.ROOT));
    json.writeStringField("baseline", check.baseline());
    json.writeStringField("run", check.run());
    json.writeStringField("change", check.change());
    json.writeStringField("reason", check.reason());
    if (check.statistics().isPresent()) {
      writeStatistics(json, check.statistics().get());
    }
    json.writeEndObject();
  }

  private static void writeStatistics(JsonGenerator json, Statistics statistics)
      throws IOException {
    Result result = statistics.result();
    json.writeObjectFieldStart("statistics");
    Json.writeNumberOrNull(json, "baseline", result.first().orElse(Double.NaN));
    Json.writeNumberOrNull(json, "run", result.second().orElse(Double.NaN));
    if (result.difference().isPresent()) {
      Difference difference = result.difference().get();
      Interval interval = difference.interval();
      json.writeNumberField("difference", difference.value());
      json.writeNumberField("low", interval.low());
      json.writeNumberField("high", interval.high());
      json.writeNumberField("standardError", difference.standardError());
      json.writeNumberField("pWorse", difference.worseP());
    }
    Json.writeNumberOrNull(json, "pWorseCorrected", statistics.worseP());
    Json.writeNumberOrNull(json, "detectableDrop", statistics.detectableDrop().orElse(Double.NaN));
    json.writeNumberField("wins", result.wins());
    json.writeNumberField("losses", result.losses());
    json.writeNumberField("ties", result.ties());
    json.writeEndObject();
  }
}
