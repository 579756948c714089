package org.seq2time.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.seq2time.harness.model.Sampling;
import org.seq2time.harness.model.VideoModel.FrameSpec;
import org.seq2time.harness.video.FrameSize;
import org.seq2time.harness.video.Resampling;
import org.seq2time.harness.video.VideoException;
import org.seq2time.harness.video.VideoReader;

/** The sentence of times that TimeChat's own code writes for real files. */
class StatedTimesRealGoldenTest {

  @Test
  void timesAreThoseOfTimeChatsSentence() throws IOException {
    Path folder = Path.of(System.getProperty("seq2time.golden", "../../shared/golden"), "video");
    assumeTrue(Files.isDirectory(folder), "no published data at " + folder);
    int sentences = 0;
    for (JsonNode file : new ObjectMapper().readTree(folder.resolve("loaders.json").toFile())) {
      JsonNode decord = file.get("decord");
      Path video = folder.resolve("files").resolve(file.get("file").asText());
      if (!decord.path("timechat_32").has("msg") || !file.get("expect").asText().equals("ok")) {
        continue;
      }
      try (VideoReader reader = VideoReader.open(video)) {
        if (reader.frameCount() != decord.get("len").asInt()) {
          continue; // decord counts otherwise
        }
        FrameSpec frames =
            new FrameSpec(32, Sampling.TIMECHAT, new FrameSize.Original(), Resampling.DECORD);
        FramePlan plan = FramePlan.of(reader, frames);
        String times =
            Arrays.stream(plan.indices())
                .mapToObj(i -> oneDecimal(plan.statedSeconds(i)))
                .collect(Collectors.joining(", "));
        assertThat(
                "The video contains %d frames sampled at %s seconds. "
                    .formatted(plan.indices().length, times))
            .as(video.toString())
            .isEqualTo(decord.get("timechat_32").get("msg").asText());
        sentences++;
      } catch (VideoException e) {
        assertThat(e).hasMessageContaining(video.toString());
      }
    }
    System.out.println("TimeChat's sentences of times: " + sentences + " equal");
    assertThat(sentences).isGreaterThan(100);
  }

  /** Python's {@code str(round(seconds, 1))}. */
  private static String oneDecimal(double seconds) {
    return new BigDecimal(seconds).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
  }
}
