package org.seq2time.reports.paper;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.paper.PaperReport.Cell;
import org.seq2time.reports.paper.PaperReport.Filled;
import org.seq2time.reports.paper.PaperReport.Ours;
import org.seq2time.reports.record.Json;

/**
 * Published beside reproduced as JSON: {@code {"source", "tables": [{"id", "title", "baseline",
 * "cells": [{"model", "benchmark", "score", "published", "publishedGainPercent", "ours": {"run",
 * "value", "low", "high", "differencePoints", "gainPercent", "coverage", "metric", "caveat"}}]}]}};
 * values in percent, null where there is none.
 */
final class PaperJson {

  private PaperJson() {}

  static String render(PaperReport report) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      json.writeStringField("source", report.source());
      json.writeArrayFieldStart("tables");
      for (Filled filled : report.tables()) {
        writeTable(json, filled);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void writeTable(JsonGenerator json, Filled filled) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", filled.table().id());
    json.writeStringField("title", filled.table().title());
    json.writeStringField("baseline", filled.table().baseline().orElse(null));
    json.writeArrayFieldStart("cells");
    for (Cell cell : filled.cells()) {
      json.writeStartObject();
      json.writeStringField("model", cell.row().name());
      json.writeStringField("benchmark", cell.column().benchmark().key());
      json.writeStringField("score", cell.column().score());
      Json.writeNumberOrNull(
          json, "published", cell.published().map(BigDecimal::doubleValue).orElse(Double.NaN));
      Json.writeNumberOrNull(json, "publishedGainPercent", cell.publishedGain().orElse(Double.NaN));
      if (cell.ours().isPresent()) {
        writeOurs(json, cell.ours().get());
      } else {
        json.writeNullField("ours");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeOurs(JsonGenerator json, Ours ours) throws IOException {
    json.writeObjectFieldStart("ours");
    json.writeStringField("run", ours.run());
    json.writeNumberField("value", ours.value());
    Json.writeNumberOrNull(json, "low", ours.interval().map(Interval::low).orElse(Double.NaN));
    Json.writeNumberOrNull(json, "high", ours.interval().map(Interval::high).orElse(Double.NaN));
    Json.writeNumberOrNull(json, "differencePoints", ours.difference().orElse(Double.NaN));
    Json.writeNumberOrNull(json, "gainPercent", ours.gain().orElse(Double.NaN));
    json.writeNumberField("coverage", ours.coverage());
    json.writeStringField("metric", ours.metric());
    json.writeStringField("caveat", ours.caveat());
    json.writeEndObject();
  }
}
