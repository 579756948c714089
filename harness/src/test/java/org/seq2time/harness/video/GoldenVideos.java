package org.seq2time.harness.video;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code shared/golden/video} says about its files. */
final class GoldenVideos {

  /**
   * A file.
   *
   * @param expect ok, partial, error or not_video
   * @param markers of the frames in order of presentation
   * @param seconds after the first frame; empty where only the order is the truth
   */
  record Video(
      Path file, String name, String expect, List<Integer> markers, List<Double> seconds) {}

  private GoldenVideos() {}

  static Path folder() {
    return Path.of(System.getProperty("seq2time.golden", "../../shared/golden")).resolve("video");
  }

  static JsonNode realClips() throws IOException {
    return new ObjectMapper().readTree(folder().resolve("real/expected.json").toFile());
  }

  static List<Video> all() throws IOException {
    List<Video> videos = new ArrayList<>();
    for (JsonNode node : new ObjectMapper().readTree(folder().resolve("expected.json").toFile())) {
      String name = node.get("file").asText();
      List<Integer> markers = new ArrayList<>();
      List<Double> seconds = new ArrayList<>();
      boolean hasTimes =
          !name.startsWith("cat_restart")
              && !node.path("times_from").asText().equals("PyAV, as they are");
      for (JsonNode frame : node.path("frames")) {
        markers.add(frame.get("marker").asInt());
        if (hasTimes) {
          seconds.add(frame.get("t").asDouble());
        }
      }
      videos.add(
          new Video(
              folder().resolve("files").resolve(name),
              name,
              node.get("expect").asText(),
              markers,
              seconds));
    }
    return videos;
  }
}
