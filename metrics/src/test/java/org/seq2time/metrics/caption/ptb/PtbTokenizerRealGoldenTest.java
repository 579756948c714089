package org.seq2time.metrics.caption.ptb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.caption.meteor.Golden;

/** PTB tokens against those of coco-caption's tokenizer on real captions and noise. */
class PtbTokenizerRealGoldenTest {
  @Test
  void tokensEqualTheReference() {
    PtbTokenizer tokenizer = new PtbTokenizer();
    List<JsonNode> rows = Golden.publishedRows("real/ptb/sentences.jsonl.gz");
    assertThat(rows).isNotEmpty();
    List<String> different = new ArrayList<>();
    for (JsonNode row : rows) {
      List<String> found = tokenizer.tokens(row.get("raw").asText());
      if (!found.equals(Golden.strings(row.get("tokens")))) {
        different.add(found + " for " + row);
      }
    }
    assertThat(different).isEmpty();
  }
}
