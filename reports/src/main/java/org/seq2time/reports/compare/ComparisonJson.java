package org.seq2time.reports.compare;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.metrics.stats.PairedComparison.Difference;
import org.seq2time.metrics.stats.PairedComparison.Result;
import org.seq2time.metrics.stats.SampleTest;
import org.seq2time.reports.compare.Comparison.Row;
import org.seq2time.reports.compare.Comparison.SeedRow;
import org.seq2time.reports.compare.Comparison.Versus;
import org.seq2time.reports.record.Json;
import org.seq2time.reports.record.RecordedRun;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

/**
 * A comparison as JSON: {@code {"benchmark", "runs": [{"name", "configuration", "n", "coverage",
 * "scores": [{"name", "value", "low", "high", "signature"}]}], "seeds": [{"configuration", "score",
 * "seeds", "mean", "standardDeviation", "min", "max", "low", "high"}], "comparisons": [{"first",
 * "second", "samples", "units", "onlyFirst", "onlySecond", "scores": [{"name", "first", "second",
 * "difference", "low", "high", "standardError", "pBootstrap", "pPermutation", "pHolm", "wins",
 * "losses", "ties", "sampleTest", "differing", "pSample"}], "unpaired": {score: reason}}],
 * "differing": {score: [metrics]}, "bootstrap", "notes"}}. Values are raw; one that is not defined
 * is null. {@code "sampleTest"} is the {@linkplain
 * org.seq2time.metrics.stats.SampleTest.Method#key() method} of {@code "pSample"}, {@code
 * "differing"} the number of samples that it uses.
 */
public final class ComparisonJson {

  private ComparisonJson() {}

  /** Writes the comparison, with a line feed at its end. */
  public static void write(Comparison comparison, OutputStream out) throws IOException {
    try (JsonGenerator json = Json.indented(out)) {
      json.writeStartObject();
      json.writeStringField("benchmark", comparison.benchmark());
      json.writeArrayFieldStart("runs");
      for (Configuration configuration : comparison.configurations()) {
        for (RecordedRun run : configuration.runs()) {
          writeRun(json, configuration.name(), run);
        }
      }
      json.writeEndArray();
      json.writeArrayFieldStart("seeds");
      for (SeedRow row : comparison.seeds()) {
        writeSeeds(json, row);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("comparisons");
      for (Versus versus : comparison.versus()) {
        writeVersus(json, versus);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("differing");
      for (Map.Entry<String, Set<String>> score : comparison.differing().entrySet()) {
        json.writeArrayFieldStart(score.getKey());
        for (String metric : score.getValue()) {
          json.writeString(metric);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
      writeSettings(json, comparison.settings());
      json.writeArrayFieldStart("notes");
      for (String note : comparison.notes()) {
        json.writeString(note);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void writeSettings(JsonGenerator json, Bootstrap.Settings settings)
      throws IOException {
    json.writeObjectFieldStart("bootstrap");
    json.writeNumberField("resamples", settings.resamples());
    json.writeNumberField("seed", settings.seed());
    json.writeNumberField("confidence", Bootstrap.CONFIDENCE);
    json.writeEndObject();
  }

  private static void writeRun(JsonGenerator json, String configuration, RecordedRun run)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", run.name());
    json.writeStringField("configuration", configuration);
    json.writeNumberField("n", run.scores().n());
    json.writeNumberField("coverage", run.scores().coverage());
    json.writeArrayFieldStart("scores");
    for (RecordedScore score : run.scores().scores()) {
      json.writeStartObject();
      json.writeStringField("name", score.name());
      Json.writeNumberOrNull(json, "value", score.value().orElse(Double.NaN));
      writeInterval(json, score.interval());
      json.writeStringField("signature", score.signature());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void writeSeeds(JsonGenerator json, SeedRow row) throws IOException {
    json.writeStartObject();
    json.writeStringField("configuration", row.configuration());
    json.writeStringField("score", row.score());
    json.writeNumberField("seeds", row.spread().seeds());
    json.writeNumberField("mean", row.spread().mean());
    Json.writeNumberOrNull(json, "standardDeviation", row.spread().standardDeviation());
    json.writeNumberField("min", row.spread().min());
    json.writeNumberField("max", row.spread().max());
    writeInterval(json, row.interval());
    json.writeEndObject();
  }

  private static void writeVersus(JsonGenerator json, Versus versus) throws IOException {
    json.writeStartObject();
    json.writeStringField("first", versus.first());
    json.writeStringField("second", versus.second());
    if (versus.paired().isPresent()) {
      PairedRuns paired = versus.paired().get();
      json.writeNumberField("samples", paired.samples());
      json.writeNumberField("units", paired.units().count());
      json.writeNumberField("onlyFirst", paired.onlyFirst().size());
      json.writeNumberField("onlySecond", paired.onlySecond().size());
    }
    json.writeArrayFieldStart("scores");
    for (Row row : versus.rows()) {
      writeRow(json, row);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("unpaired");
    for (Map.Entry<String, String> score : versus.unpaired().entrySet()) {
      json.writeStringField(score.getKey(), score.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeRow(JsonGenerator json, Row row) throws IOException {
    Result result = row.result();
    Optional<Difference> found = result.difference();
    json.writeStartObject();
    json.writeStringField("name", result.spec().name());
    Json.writeNumberOrNull(json, "first", result.first().orElse(Double.NaN));
    Json.writeNumberOrNull(json, "second", result.second().orElse(Double.NaN));
    Json.writeNumberOrNull(json, "difference", found.map(Difference::value).orElse(Double.NaN));
    writeInterval(json, found.map(Difference::interval));
    Json.writeNumberOrNull(
        json, "standardError", found.map(Difference::standardError).orElse(Double.NaN));
    Json.writeNumberOrNull(
        json, "pBootstrap", found.map(Difference::bootstrapP).orElse(Double.NaN));
    Json.writeNumberOrNull(
        json, "pPermutation", found.map(Difference::permutationP).orElse(Double.NaN));
    Json.writeNumberOrNull(json, "pHolm", row.holmP());
    json.writeNumberField("wins", result.wins());
    json.writeNumberField("losses", result.losses());
    json.writeNumberField("ties", result.ties());
    if (result.sampleTest().isPresent()) {
      SampleTest test = result.sampleTest().get();
      json.writeStringField("sampleTest", test.method().key());
      json.writeNumberField("differing", test.differing());
      json.writeNumberField("pSample", test.p());
    } else {
      json.writeNullField("sampleTest");
      json.writeNullField("differing");
      json.writeNullField("pSample");
    }
    json.writeEndObject();
  }

  private static void writeInterval(JsonGenerator json, Optional<Interval> interval)
      throws IOException {
    Json.writeNumberOrNull(json, "low", interval.map(Interval::low).orElse(Double.NaN));
    Json.writeNumberOrNull(json, "high", interval.map(Interval::high).orElse(Double.NaN));
  }
}
