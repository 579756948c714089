package org.seq2time.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.seq2time.datasets.Sample;
import org.seq2time.datasets.benchmark.AnnotationFile;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;

/** The demo's benchmarks with a short video made for each id, and an untrained model. */
record RunScene(Path folder) {

  private static final int EDGE = 48;
  private static final int TICKS = 20;

  static RunScene in(Path folder) {
    RunScene scene = new RunScene(folder);
    Cli.copyDemo(folder);
    TreeSet<String> names = new TreeSet<>();
    for (Benchmark<?, ?> benchmark : Benchmark.ALL) {
      scene.samples(benchmark).forEach(s -> names.add(s.video()));
    }
    try {
      Files.createDirectories(scene.videos());
      for (String name : names) {
        write(scene.videos().resolve(name + ".mp4"), name.hashCode());
      }
      VideoBundleFixture.write(Files.createDirectories(scene.model()), 3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return scene;
  }

  /** Two seconds of a bar that moves over a colour of the video's own. */
  static void write(Path file, int seed) {
    try (VideoWriter writer = new VideoWriter(file, EDGE, EDGE, 10, VideoWriter.Coding.DEFAULT)) {
      for (int tick = 0; tick < TICKS; tick++) {
        byte[] rgb = new byte[3 * EDGE * EDGE];
        for (int i = 0; i < rgb.length; i++) {
          boolean isBar = i / 3 % EDGE / 2 == tick;
          rgb[i] = (byte) (isBar ? 255 : 40 + ((seed >>> (8 * (i % 3))) & 0x7f));
        }
        writer.write(new RgbImage(EDGE, EDGE, rgb), tick);
      }
    }
  }

  Path videos() {
    return folder.resolve("videos");
  }

  Path model() {
    return folder.resolve("model");
  }

  Path annotations(Benchmark<?, ?> benchmark) {
    return folder.resolve(
        DemoBenchmark.runs().stream()
            .filter(r -> r.benchmark() == benchmark)
            .findFirst()
            .orElseThrow()
            .annotations());
  }

  List<? extends Sample> samples(Benchmark<?, ?> benchmark) {
    AnnotationFile file = AnnotationFile.of(annotations(benchmark));
    return file.read(benchmark).samples();
  }
}
