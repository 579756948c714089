package org.seq2time.harness.cli.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.time.QuantisationError;
import org.seq2time.datasets.time.TimeErrorStudy;
import org.seq2time.datasets.time.TimeErrorStudy.Sampling;
import org.seq2time.harness.cli.shared.ChartFiles;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.reports.record.Json;
import org.seq2time.reports.table.TimeErrorTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code seq2time data time-error}: what sampling frames and writing digits cost. */
@Command(
    name = "time-error",
    description = "Print the error in time from frame sampling and from the digits of a position.",
    footer = {
      "",
      "Errors are in percent of the video's duration, over all of its frames.",
      "",
      "Examples:",
      "  seq2time data time-error",
      "  seq2time data time-error --length 600 --frames 96 --chart time-error.svg",
      "",
      "Exit codes: 0 ok, 1 the chart cannot be written, 2 wrong usage."
    })
final class TimeErrorCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Option(
      names = "--length",
      split = ",",
      paramLabel = "SECONDS",
      defaultValue = "60,600",
      description = "Video durations in seconds (default: ${DEFAULT-VALUE}).")
  List<Double> seconds;

  @Option(
      names = "--fps",
      paramLabel = "RATE",
      defaultValue = "30",
      description = "Frames per second (default: ${DEFAULT-VALUE}).")
  double framesPerSecond;

  @Option(
      names = "--frames",
      split = ",",
      paramLabel = "N",
      defaultValue = "8,32,96",
      description = "Numbers of sampled frames (default: ${DEFAULT-VALUE}).")
  List<Integer> frames;

  @Option(
      names = "--digits",
      split = ",",
      paramLabel = "D",
      defaultValue = "1,2,3,4,5,6",
      description = "Digits of a position, 1 to 6 (default: ${DEFAULT-VALUE}).")
  List<Integer> digits;

  @Option(
      names = "--sampling",
      paramLabel = "KIND",
      defaultValue = "uniform",
      description =
          "uniform: the first frame of each segment, as TimeChat does; midpoints: the middle one"
              + " (default: ${DEFAULT-VALUE}).")
  Sampling sampling;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = "--chart",
      paramLabel = "FILE",
      description = "Also plot the mean error over the digits, .svg or .png.")
  @Nullable Path chart;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    ChartFiles.checkName(spec, chart);
    TimeErrorStudy study;
    try {
      study = TimeErrorStudy.of(seconds, framesPerSecond, frames, digits, sampling);
    } catch (IllegalArgumentException e) {
      throw new UsageError(spec, String.valueOf(e.getMessage()), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(json(study));
    } else {
      out.print(TimeErrorTable.render(study));
      out.println();
      out.print(TimeErrorTable.renderPaperCase());
    }
    out.flush();
    if (chart != null) {
      ChartFiles.write(TimeErrorTable.chart(study), chart);
      common.note(spec.commandLine().getErr(), "wrote " + chart);
    }
    return 0;
  }

  private static String json(TimeErrorStudy study) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.indented(bytes)) {
      json.writeStartObject();
      json.writeNumberField("framesPerSecond", study.framesPerSecond());
      json.writeStringField("sampling", study.sampling().name().toLowerCase(Locale.ROOT));
      json.writeArrayFieldStart("rows");
      for (TimeErrorStudy.Row row : study.rows()) {
        write(json, row);
      }
      json.writeEndArray();
      json.writeObjectFieldStart("paperCase");
      json.writeNumberField("publishedMean", TimeErrorStudy.PAPER_MEAN);
      for (Sampling kind : Sampling.values()) {
        json.writeFieldName(kind.name().toLowerCase(Locale.ROOT));
        write(json, TimeErrorStudy.paperCase(kind));
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  private static void write(JsonGenerator json, TimeErrorStudy.Row row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("seconds", row.seconds());
    json.writeNumberField("frames", row.sampled());
    json.writeNumberField("digits", row.digits());
    write(json, "samplingAlone", row.samplingAlone());
    write(json, "digitsAlone", row.digitsAlone());
    write(json, "both", row.both());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, QuantisationError error)
      throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("mean", error.mean());
    json.writeNumberField("max", error.max());
    json.writeEndObject();
  }
}
