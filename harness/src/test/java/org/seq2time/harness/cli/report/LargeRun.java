package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.seq2time.harness.cli.Cli;

/** A grounding run of any number of samples. */
final class LargeRun {

  private LargeRun() {}

  /**
   * Makes annotations that depend on nothing but the number, predictions that depend on the seed.
   */
  static Path in(Path folder, int samples, long seed) throws IOException {
    Files.createDirectories(folder);
    ObjectMapper mapper = new ObjectMapper();
    SplittableRandom truth = new SplittableRandom(7);
    SplittableRandom random = new SplittableRandom(seed);
    ObjectNode root = mapper.createObjectNode();
    ArrayNode annotations = root.putArray("annotations");
    ObjectNode predictions = mapper.createObjectNode();
    for (int i = 0; i < samples; i++) {
      double start = truth.nextInt(100);
      ObjectNode sample = annotations.addObject();
      sample.put("image_id", "video_" + i / 3 + ".mp4").put("id", i);
      sample.put("caption", "query " + i + " about somebody who opens and closes a door");
      sample.putArray("timestamp").add(start).add(start + 10);
      double guess = start + random.nextInt(20) - 10;
      predictions.putArray(String.valueOf(i)).addArray().add(Math.max(0, guess)).add(guess + 20);
    }
    Path annotationFile = folder.resolve("annotations.json");
    Path predictionFile = folder.resolve("predictions.json");
    Files.writeString(annotationFile, mapper.writeValueAsString(root));
    Files.writeString(predictionFile, mapper.writeValueAsString(predictions));
    Path out = folder.resolve("run");
    Cli cli =
        Cli.run(
            "score",
            "charades-sta",
            "--annotations",
            annotationFile.toString(),
            "--predictions",
            predictionFile.toString(),
            "--out",
            out.toString());
    assertThat(cli.code()).as(cli.err()).isZero();
    return out;
  }
}
