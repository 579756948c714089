package org.seq2time.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.OutputFiles;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;
import org.seq2time.reports.record.AnswerLines;

/** The demo's way from videos to answers, with a model that is not trained. */
final class VideoDemo {

  private static final int EDGE = 64;
  private static final int FRAMES_PER_SECOND = 10;
  private static final int SECONDS = 6;
  private static final int MAX_TOKENS = 24;
  private static final int SHOWN = 40;

  /** The build writes them beside this class. */
  private static final List<String> BUNDLE =
      List.of(
          "config.json",
          "embed_tokens.onnx",
          "generation_config.json",
          "model.onnx",
          "preprocessor_config.json",
          "seq2time.json",
          "tokenizer.json",
          "vision_encoder.onnx",
          "visual_tokens.onnx");

  private static final List<String> COLOURS = List.of("red", "green", "blue");

  /** What everybody must know who sees the answers. */
  static final String INTRODUCTION =
      """
      From video to answer: three videos rendered here, and a model that is NOT trained. Its
      weights are random and its answers are meaningless; they only show the workflow.\
      """;

  private final Path annotations;
  private final Path videos;
  private final Path bundle;

  VideoDemo(Path folder) {
    this.annotations = folder.resolve("data").resolve("charades-sta_colours.txt");
    this.videos = folder.resolve("videos");
    this.bundle = folder.resolve("models").resolve("untrained");
  }

  /** The command that asks the model. */
  List<String> command(String run) {
    return List.of(
        "run",
        Benchmark.CHARADES_STA.key(),
        "--annotations",
        annotations.toString(),
        "--videos",
        videos.toString(),
        "--model",
        bundle.toString(),
        "--max-tokens",
        String.valueOf(MAX_TOKENS),
        "--out",
        run);
  }

  /** Prints what the model said. */
  void quote(String run, PrintWriter out) {
    out.println();
    Path answers = new RunFolder(Path.of(run)).answers();
    for (AnswerLines.Numbered line : AnswerLines.read(answers).answers()) {
      String text = line.record().text().replaceAll("\\s+", " ");
      out.println(
          line.record().id()
              + " said: "
              + (text.length() > SHOWN ? text.substring(0, SHOWN) + " ..." : text));
    }
  }

  /** Renders videos, writes questions about them and a model with random weights. */
  void prepare() {
    try {
      Files.createDirectories(videos);
      Files.createDirectories(bundle);
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < COLOURS.size(); i++) {
        String colour = COLOURS.get(i);
        render(videos.resolve(colour + ".mp4"), i);
        lines.append(colour).append(" 2.0 4.0##the picture turns ").append(colour).append(".\n");
      }
      OutputFiles.write(
          annotations, o -> o.write(lines.toString().getBytes(StandardCharsets.UTF_8)));
      copyBundle();
    } catch (IOException e) {
      throw new BadInputException(videos + ": cannot be written: " + e.getMessage(), e);
    }
  }

  private void copyBundle() throws IOException {
    for (String file : BUNDLE) {
      try (InputStream in = VideoDemo.class.getResourceAsStream("untrained/" + file)) {
        if (in == null) {
          throw new IllegalStateException("untrained/" + file + " is not in the jar");
        }
        OutputFiles.write(bundle.resolve(file), in::transferTo);
      }
    }
  }

  /** Six seconds of grey; from second 2 to second 4 in one colour. */
  private static void render(Path file, int channel) {
    try (VideoWriter writer =
        new VideoWriter(file, EDGE, EDGE, FRAMES_PER_SECOND, VideoWriter.Coding.DEFAULT)) {
      for (int tick = 0; tick < SECONDS * FRAMES_PER_SECOND; tick++) {
        boolean isColoured = tick >= 2 * FRAMES_PER_SECOND && tick < 4 * FRAMES_PER_SECOND;
        byte[] rgb = new byte[3 * EDGE * EDGE];
        for (int i = 0; i < rgb.length; i++) {
          rgb[i] = (byte) (isColoured ? (i % 3 == channel ? 220 : 30) : 110);
        }
        writer.write(new RgbImage(EDGE, EDGE, rgb), tick);
      }
    }
  }
}
