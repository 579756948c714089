package org.seq2time.harness.answer.timechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the three reference scripts return for 124 answers, each as every task. */
class TimeChatRealGoldenTest {

  private static List<JsonNode> rows() throws IOException {
    Path folder = Path.of(System.getProperty("seq2time.golden", "../../shared/golden"));
    assumeTrue(Files.isDirectory(folder), "no published data at " + folder);
    return ReferenceRows.read(folder.resolve("real/parsers/parsers.jsonl"));
  }

  @Test
  void everyAnswerIsReadAsTheReferenceReadsIt() throws IOException {
    List<JsonNode> rows = rows();
    assertThat(rows).hasSize(124);
    rows.forEach(ReferenceRows::check);
  }

  @Test
  void rowsCoverWhatTheReferenceFailsAt() throws IOException {
    assertThat(rows().stream().filter(r -> r.get("dvc").has("error"))).hasSize(2);
    assertThat(rows().stream().filter(r -> r.get("tvg").has("error"))).hasSize(1);
    assertThat(rows().stream().filter(r -> r.get("vhd").has("clip_scores_error"))).hasSize(1);
  }
}
