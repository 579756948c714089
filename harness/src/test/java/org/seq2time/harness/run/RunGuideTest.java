package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.datasets.time.TimeRepresentation;
import org.seq2time.fixtures.VideoBundleFixture;
import org.seq2time.harness.bundle.ModelBundle;
import org.seq2time.harness.bundle.video.BundleModel;
import org.seq2time.harness.decode.Device;
import org.seq2time.harness.model.VideoModel;
import org.seq2time.harness.video.RgbImage;
import org.seq2time.harness.video.VideoWriter;
import org.seq2time.reports.record.AnswerLines;

/** What {@code docs/running.md} shows in Java. */
class RunGuideTest {

  @TempDir Path folder;

  @Test
  void theGuidesLinesRunAModel() throws IOException {
    Path annotations = Files.writeString(folder.resolve("a.txt"), "v 0.1 0.5##it turns.\n");
    Path videos = Files.createDirectory(folder.resolve("videos"));
    try (VideoWriter writer =
        new VideoWriter(videos.resolve("v.mp4"), 32, 32, 10, VideoWriter.Coding.DEFAULT)) {
      for (int tick = 0; tick < 10; tick++) {
        writer.write(new RgbImage(32, 32, new byte[3 * 32 * 32]), tick);
      }
    }
    Path bundle = VideoBundleFixture.write(Files.createDirectory(folder.resolve("model")), 1);
    Path out = folder.resolve("out");

    // docs/running.md, from here ...
    RunPlan plan =
        RunPlan.of(
            Benchmark.CHARADES_STA, annotations, videos, TimeRepresentation.of("position-tokens"));
    RunFolder runFolder = new RunFolder(out);
    try (VideoModel model =
        BundleModel.open(ModelBundle.open(bundle), BundleModel.Options.on(new Device.Cpu()))) {
      new ModelRun(plan, model, runFolder).run(ModelRun.Settings.DEFAULT, RunMonitor.NONE);
    }
    // ... to here.

    assertThat(AnswerLines.read(runFolder.answers()).answers()).hasSize(1);
    String guide = Files.readString(Path.of("../docs/running.md"));
    String source =
        Files.readString(Path.of("src/test/java/org/seq2time/harness/run/RunGuideTest.java"));
    String shown = guide.substring(guide.indexOf("```java") + 7, guide.lastIndexOf("```"));
    assertThat(source.replaceAll("\\s+", "")).contains(shown.replaceAll("\\s+", ""));
  }
}
