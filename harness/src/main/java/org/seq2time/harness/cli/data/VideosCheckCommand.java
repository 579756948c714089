package org.seq2time.harness.cli.data;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.parallel.Workers;
import org.seq2time.harness.cli.shared.CommonOptions;
import org.seq2time.harness.cli.shared.ProgressLine;
import org.seq2time.harness.cli.shared.UsageError;
import org.seq2time.harness.video.VideoFolder;
import org.seq2time.harness.video.VideoReport;
import org.seq2time.reports.record.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seq2time videos check}: are the videos of a benchmark whole? */
@Command(
    name = "check",
    description = "List the videos below a folder: frames, length, rate, coding, problems.",
    sortOptions = false,
    footer = {
      "",
      "Frames are counted as 'run' counts them. A file is cut off if its own parts say so, never",
      "because a header declares another length. --decode finds faults inside files, too; it",
      "takes as long as playing all videos without pictures.",
      "",
      "Examples:",
      "  seq2time videos check videos",
      "  seq2time videos check videos --decode --jobs 8 --json > videos.json",
      "",
      "Exit codes: 0 ok, 1 a problem was found or the folder cannot be read, 2 wrong usage."
    })
final class VideosCheckCommand implements Callable<Integer> {

  private static final int PROBLEMS_FOUND = 1;

  @Spec CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "A folder of videos, subfolders included.")
  Path folder;

  @Option(names = "--decode", description = "Decode every frame to find faults.")
  boolean decode;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Number of videos read in parallel (default: the number of processors).")
  int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print JSON instead of a table.")
  boolean json;

  @Mixin CommonOptions common;

  @Override
  public Integer call() {
    if (jobs < 1) {
      throw new UsageError(spec, "--jobs is " + jobs + ", expected at least 1");
    }
    VideoFolder videos = VideoFolder.of(folder);
    List<Path> files = videos.all();
    if (files.isEmpty()) {
      throw new BadInputException(folder + ": has no videos");
    }
    List<VideoReport> reports = reports(files);
    List<String> several = videos.severalFiles();
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? json(reports, several) : text(reports, several));
    out.flush();
    boolean isSound =
        several.isEmpty() && reports.stream().allMatch(report -> report.problem().isEmpty());
    return isSound ? 0 : PROBLEMS_FOUND;
  }

  private List<VideoReport> reports(List<Path> files) {
    @Nullable VideoReport[] reports = new VideoReport[files.size()];
    AtomicInteger done = new AtomicInteger();
    ProgressLine progress = ProgressLine.of(spec.commandLine().getErr(), common.quiet);
    try {
      Workers.each(
          jobs,
          files.size(),
          i -> {
            reports[i] = VideoReport.of(files.get(i), decode);
            progress.at("checking", done.incrementAndGet(), files.size(), "videos");
          });
    } finally {
      progress.end();
    }
    return Arrays.stream(reports).map(Objects::requireNonNull).toList();
  }

  private String name(VideoReport report) {
    return folder.relativize(report.file()).toString();
  }

  private String text(List<VideoReport> reports, List<String> several) {
    StringBuilder text = new StringBuilder();
    int width = reports.stream().mapToInt(r -> name(r).length()).max().orElse(0);
    String row = "%-" + width + "s  %7s frames  %9s s  %7s/s  %s%s%n";
    int problems = several.size();
    for (VideoReport r : reports) {
      String problem = r.problem().map(p -> "  PROBLEM: " + Quoted.oneLine(p)).orElse("");
      problems += r.problem().isPresent() ? 1 : 0;
      text.append(
          r.codec().isEmpty()
              ? String.format(Locale.ROOT, "%-" + width + "s%s%n", name(r), problem)
              : String.format(
                  Locale.ROOT,
                  row,
                  name(r),
                  r.frames(),
                  String.format(Locale.ROOT, "%.2f", r.durationSeconds()),
                  String.format(Locale.ROOT, "%.3f", r.framesPerSecond()),
                  r.codec() + " " + r.width() + "x" + r.height(),
                  problem));
    }
    several.forEach(sentence -> text.append(folder + " " + Quoted.oneLine(sentence) + "\n"));
    text.append(
        String.format(
            Locale.ROOT,
            "%,d videos, %s%n",
            reports.size(),
            problems == 0
                ? "no problems"
                : String.format(
                    Locale.ROOT, "%,d %s", problems, problems == 1 ? "problem" : "problems")));
    return text.toString();
  }

  private String json(List<VideoReport> reports, List<String> several) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = Json.indented(bytes)) {
      generator.writeStartObject();
      generator.writeArrayFieldStart("videos");
      for (VideoReport report : reports) {
        write(generator, report);
      }
      generator.writeEndArray();
      generator.writeArrayFieldStart("problems");
      for (String sentence : several) {
        generator.writeString(folder + " " + sentence);
      }
      generator.writeEndArray();
      generator.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void write(JsonGenerator generator, VideoReport report) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("file", name(report));
    if (!report.codec().isEmpty()) {
      generator.writeStringField("codec", report.codec());
      generator.writeNumberField("width", report.width());
      generator.writeNumberField("height", report.height());
      generator.writeNumberField("frames", report.frames());
      generator.writeNumberField("durationSeconds", report.durationSeconds());
      generator.writeNumberField("framesPerSecond", report.framesPerSecond());
    }
    if (report.problem().isPresent()) {
      generator.writeStringField("problem", report.problem().get());
    }
    generator.writeEndObject();
  }
}
