package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.datasets.sequence.SyntheticSource;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.harness.GuidePrograms;
import org.seq2time.harness.GuidePrograms.Program;
import org.seq2time.harness.chat.FlakyServer;
import org.seq2time.harness.score.PredictionSource;
import org.seq2time.harness.score.ScoringJob;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;

/** The programs of {@code docs/library.md} and {@code docs/running.md} do what the guides say. */
class LibraryGuideTest {

  /** Shared: a program reads what those before it wrote. */
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> programsOfTheGuidePrintWhatItSays() throws IOException {
    prepare(folder);
    return GuidePrograms.of("library.md").stream()
        .map(program -> DynamicTest.dynamicTest(program.name(), () -> check(program)));
  }

  private static void check(Program program) throws Exception {
    program.checkCoordinates();
    try (FlakyServer server = new FlakyServer(FlakyServer.Behaviour.GOOD)) {
      String printed =
          program.run(
              folder,
              source -> source.replace("http://localhost:8000/v1", server.base().toString()));
      // The words of a model without training are not shown; how many there are is known.
      program
          .printed()
          .ifPresentOrElse(
              shown -> assertThat(printed).isEqualTo(shown),
              () -> assertThat(printed).endsWith(" (20 tokens)\n").hasSizeGreaterThan(20));
    }
  }

  @Test
  void theGuideToRunningLeavesAnAnswer(@TempDir Path own) throws Exception {
    prepare(own);
    List<Program> programs = GuidePrograms.of("running.md");
    for (Program program : programs) {
      program.checkCoordinates();
      program.run(own, source -> source);
    }
    assertThat(programs).hasSize(1);
    assertThat(Files.readAllLines(new RunFolder(own.resolve("runs/model")).answers())).hasSize(1);
  }

  /** The files that the guides' programs read. */
  private static void prepare(Path home) throws IOException {
    Path data = Files.createDirectories(home.resolve("data"));
    for (String file : DemoBenchmark.files()) {
      try (OutputStream out = Files.newOutputStream(data.resolve(file))) {
        DemoBenchmark.copy(file, out);
      }
    }
    ScoringJob before =
        ScoringJob.of(
            Benchmark.CHARADES_STA,
            data.resolve("charades-sta.json"),
            PredictionSource.predictions(data.resolve("charades-sta_predictions.json")));
    new RunFolder(home.resolve("runs/before")).write(before, before.run(), false);
    try (OutputStream out = Files.newOutputStream(home.resolve("images.json"))) {
      SyntheticSource.writeImages(out, 300, 1);
    }
    Files.writeString(
        home.resolve("mix.yaml"),
        """
        name: mix
        seed: 1
        time: position-tokens
        length: 96
        sources:
          images: {path: images.json}
        tasks:
          - {task: iig, sources: [images], count: 20}
        """);
    Files.writeString(home.resolve("annotations.txt"), "v 0.1 0.5##it turns.\n");
    Path videos = Files.createDirectory(home.resolve("videos"));
    try (VideoWriter writer =
        new VideoWriter(videos.resolve("v.mp4"), 32, 32, 10, VideoWriter.Coding.DEFAULT)) {
      for (int tick = 0; tick < 10; tick++) {
        writer.write(new RgbImage(32, 32, new byte[3 * 32 * 32]), tick);
      }
    }
    VideoBundleFixture.write(Files.createDirectory(home.resolve("model")), 1);
  }
}
