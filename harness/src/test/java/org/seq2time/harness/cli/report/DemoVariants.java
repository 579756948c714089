package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.seq2time.datasets.benchmark.DemoBenchmark;
import org.seq2time.harness.cli.Cli;

/** Systems that are a little worse than the demo's, and run folders of them. */
final class DemoVariants {

  private DemoVariants() {}

  /** Every third window of the grounding demo, six seconds late. */
  static DemoBenchmark.Run shifted(Path folder) throws IOException {
    DemoBenchmark.Run demo = Cli.demo("charades-sta");
    ObjectMapper mapper = new ObjectMapper();
    JsonNode predictions = mapper.readTree(folder.resolve(demo.predictions()).toFile());
    int query = 0;
    for (JsonNode answer : predictions) {
      JsonNode windows = answer.isArray() ? answer : answer.get("timestamp");
      if (query++ % 3 == 0) {
        for (JsonNode window : windows) {
          ArrayNode times = (ArrayNode) window;
          times.set(0, times.numberNode(times.get(0).doubleValue() + 6));
          times.set(1, times.numberNode(times.get(1).doubleValue() + 6));
        }
      }
    }
    Files.writeString(folder.resolve("shifted.json"), mapper.writeValueAsString(predictions));
    return new DemoBenchmark.Run("shifted", demo.benchmark(), demo.annotations(), "shifted.json");
  }

  /** Scores into a run folder of this name and returns its path. */
  static String score(Path folder, DemoBenchmark.Run run, String name, String... more) {
    String out = folder.resolve("runs").resolve(name).toString();
    List<String> options = new ArrayList<>(List.of("--quiet", "--out", out));
    options.addAll(Arrays.asList(more));
    Cli scored = Cli.run(Cli.score(folder, run, options.toArray(String[]::new)));
    assertThat(scored.code()).as(scored.err()).isZero();
    return out;
  }
}
