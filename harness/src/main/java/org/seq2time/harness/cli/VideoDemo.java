package org.seq2time.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.harness.answer.AnswerFile;
import org.seq2time.harness.answer.AnswerParser;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.fixture.VideoBundleFixture;
import org.seq2time.harness.model.BundleModel;
import org.seq2time.harness.model.ModelBundle;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.run.Background;
import org.seq2time.harness.run.ModelRun;
import org.seq2time.harness.run.OutputFiles;
import org.seq2time.harness.run.PredictionSource;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.run.RunMonitor;
import org.seq2time.harness.run.RunPlan;
import org.seq2time.harness.run.Scored;
import org.seq2time.harness.run.ScoringJob;
import org.seq2time.harness.run.Selection;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;
import org.seq2time.metrics.Missing;
import org.seq2time.metrics.caption.Paraphrases;
import org.seq2time.metrics.stats.Bootstrap;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.table.ScoreTable;

/** The demo's last part: from videos to answers, with a model that is not trained. */
final class VideoDemo {

  private static final int EDGE = 64;
  private static final int FRAMES_PER_SECOND = 10;
  private static final int SECONDS = 6;
  private static final int MAX_TOKENS = 24;
  private static final int SHOWN = 40;
  private static final long SEED = 7;

  private static final List<String> COLOURS = List.of("red", "green", "blue");

  private final Path folder;
  private final PrintWriter out;

  VideoDemo(Path folder, PrintWriter out) {
    this.folder = folder;
    this.out = out;
  }

  /** Renders videos, writes a model with random weights, asks it, scores what it says. */
  void run() {
    Path data = folder.resolve("data");
    Path videos = folder.resolve("videos");
    Path bundle = folder.resolve("models").resolve("untrained");
    Path annotations = data.resolve("charades-sta_colours.txt");
    prepare(videos, bundle, annotations);
    RunFolder runFolder = new RunFolder(folder.resolve("runs").resolve("untrained"));
    out.println();
    out.println(
        "From video to answer: three videos rendered here, and a model that is NOT trained. Its");
    out.println("weights are random and its answers mean nothing; they only show the way.");
    out.println();
    out.println(
        "$ seq2time run charades-sta --annotations "
            + annotations
            + " --videos "
            + videos
            + " --model "
            + bundle
            + " --max-tokens "
            + MAX_TOKENS
            + " --out "
            + folder.resolve("runs").resolve("untrained"));
    ask(annotations, videos, bundle, runFolder);
    for (AnswerLines.Numbered line : AnswerLines.read(runFolder.answers()).answers()) {
      String text = line.record().text().replaceAll("\\s+", " ");
      out.println(
          line.record().id()
              + " said: "
              + (text.length() > SHOWN ? text.substring(0, SHOWN) + " ..." : text));
    }
    ScoringJob job = job(annotations, runFolder);
    Scored scored = job.run();
    runFolder.writeScores(job, scored);
    out.print(ScoreTable.render(scored.sheet(), false));
    out.flush();
  }

  private static void prepare(Path videos, Path bundle, Path annotations) {
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
      VideoBundleFixture.write(bundle, SEED);
    } catch (IOException e) {
      throw new BadInputException(videos + ": cannot be written: " + e.getMessage(), e);
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

  private static void ask(Path annotations, Path videos, Path bundle, RunFolder runFolder) {
    ModelBundle opened = ModelBundle.open(bundle);
    BundleModel.Options options =
        new BundleModel.Options(
            new Device.Cpu(),
            Decoder.Engine.DEVICE,
            0,
            1,
            MAX_TOKENS,
            Sampler.greedy(),
            false,
            OptionalInt.empty());
    RunPlan plan =
        RunPlan.of(Benchmark.CHARADES_STA, annotations, videos, opened.settings().time());
    try (VideoModel model = BundleModel.open(opened, options)) {
      ModelRun.Settings defaults = ModelRun.Settings.DEFAULT;
      new ModelRun(plan, model, runFolder)
          .run(
              new ModelRun.Settings(
                  defaults.frames(), defaults.readerThreads(), false, true, List.of()),
              RunMonitor.NONE);
    }
  }

  private static ScoringJob job(Path annotations, RunFolder runFolder) {
    return new ScoringJob(
        Benchmark.CHARADES_STA,
        AnnotationFile.of(annotations),
        null,
        new PredictionSource.Raw(AnswerFile.of(runFolder.answers()), AnswerParser.robust()),
        Background.now(Paraphrases::none),
        Selection.ALL,
        Missing.ZERO,
        Bootstrap.Settings.DEFAULT,
        1);
  }
}
