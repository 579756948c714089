package org.seq2time.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.time.PositionTokens;
import org.seq2time.fixtures.BundleFixture;
import org.seq2time.fixtures.DecoderFixture;
import org.seq2time.fixtures.DecoderShape;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.fixtures.VisualTokensFixture;
import org.seq2time.fixtures.WeightType;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.video.BundleModel;
import org.seq2time.harness.decode.Decoder;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.decode.Sampler;
import org.seq2time.harness.run.FrameSource;
import org.seq2time.harness.run.FrameSource.Clip;
import org.seq2time.harness.run.ModelRun;
import org.seq2time.harness.run.RunFolder;
import org.seq2time.harness.run.RunMonitor;
import org.seq2time.harness.run.RunPlan;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;

/**
 * Does decoding overlap with inference? Reads 96 frames of each of 24 videos (720p, 30 seconds),
 * asks a bundle with random weights about frames that are at hand, then does both as a run does.
 */
public final class RunOverlap {

  private static final int VIDEOS = 24;
  private static final int ROUNDS = 5;
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int RATE = 25;
  private static final int SECONDS = 30;
  private static final int BAR = 120;
  private static final int FRAMES = 96;

  private final Path folder;
  private final BundleModel.Options options;

  private RunOverlap(Path folder, BundleModel.Options options) {
    this.folder = folder;
    this.options = options;
  }

  /** Arguments: threads of the model (0: all processors), tokens of an answer. */
  public static void main(String[] arguments) throws IOException {
    int threads = Integer.parseInt(arguments[0]);
    int tokens = Integer.parseInt(arguments[1]);
    Path folder = Files.createTempDirectory("seq2time-overlap");
    try {
      new RunOverlap(
              folder,
              new BundleModel.Options(
                  new Device.Cpu(),
                  Decoder.Engine.DEVICE,
                  threads,
                  1,
                  tokens,
                  Sampler.greedy(),
                  false,
                  OptionalInt.of(FRAMES)))
          .measure();
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void measure() throws IOException {
    StringBuilder questions = new StringBuilder();
    Files.createDirectories(videos());
    for (int v = 0; v < VIDEOS; v++) {
      questions.append("v%d 1.0 5.0##somebody does thing %d.%n".formatted(v, v));
      writeVideo(v);
    }
    Files.writeString(folder.resolve("test.txt"), questions);
    writeBundle(Files.createDirectories(folder.resolve("model")));
    FrameSource decoding = FrameSource.decoding();
    try (BundleModel model = BundleModel.open(ModelBundle.open(folder.resolve("model")), options)) {
      for (int round = 0; round < ROUNDS; round++) {
        Map<Path, Clip> clips = new HashMap<>();
        long start = System.nanoTime();
        for (int v = 0; v < VIDEOS; v++) {
          clips.put(video(v), decoding.read(video(v), model.frames()));
        }
        double reading = (System.nanoTime() - start) / 1e9;
        double asking = run(model, (video, demand) -> Objects.requireNonNull(clips.get(video)));
        clips.clear();
        double both = run(model, decoding);
        System.out.printf(
            Locale.ROOT,
            "decoding %.2f s, model %.2f s, the run %.2f s: %.2f times the longer%n",
            reading,
            asking,
            both,
            both / Math.max(reading, asking));
      }
    }
  }

  private double run(BundleModel model, FrameSource frames) {
    RunPlan plan =
        RunPlan.of(
            Benchmark.CHARADES_STA, folder.resolve("test.txt"), videos(), new PositionTokens());
    long start = System.nanoTime();
    ModelRun.Result result =
        new ModelRun(plan, model, new RunFolder(folder.resolve("run")))
            .run(new ModelRun.Settings(frames, 1, false, true, List.of()), RunMonitor.NONE);
    if (result.asked() != VIDEOS) {
      throw new IllegalStateException("asked " + result.asked() + " of " + VIDEOS);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private Path videos() {
    return folder.resolve("videos");
  }

  private Path video(int number) {
    return videos().resolve("v" + number + ".mp4");
  }

  /** A bar that moves over a pattern. */
  private void writeVideo(int number) {
    byte[] pattern = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (i / 3 % WIDTH / 3 + i / 3 / WIDTH / 2 + 9 * number);
    }
    try (VideoWriter writer =
        new VideoWriter(video(number), WIDTH, HEIGHT, RATE, VideoWriter.Coding.DEFAULT)) {
      for (int tick = 0; tick < RATE * SECONDS; tick++) {
        byte[] rgb = pattern.clone();
        int left = 7 * tick % (WIDTH - BAR);
        for (int y = HEIGHT / 4; y < HEIGHT / 2; y++) {
          for (int i = 0; i < 3 * BAR; i++) {
            rgb[3 * (y * WIDTH + left) + i] = (byte) (i + tick);
          }
        }
        writer.write(new RgbImage(WIDTH, HEIGHT, rgb), tick);
      }
    }
  }

  /** The demo's bundle with a decoder of five million weights. */
  private static void writeBundle(Path model) throws IOException {
    VideoBundleFixture tiny =
        VideoBundleFixture.of(
            DecoderFixture.Cache.GROUP_QUERY, VisualTokensFixture.Clock.SECONDS, 1);
    DecoderShape shape = new DecoderShape(4, 256, 4, 4, 64, 704, BundleFixture.VOCABULARY, 4096);
    VisualTokensFixture visual = tiny.visualTokens();
    new VideoBundleFixture(
            new DecoderFixture(
                shape, DecoderFixture.Cache.GROUP_QUERY, WeightType.FLOAT32, true, 1),
            tiny.vision(),
            new VisualTokensFixture(
                visual.patches(),
                visual.features(),
                visual.perFrame(),
                shape.hidden(),
                visual.clock(),
                1))
        .write(model);
  }
}
