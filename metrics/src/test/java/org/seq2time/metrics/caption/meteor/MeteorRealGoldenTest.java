package org.seq2time.metrics.caption.meteor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.metrics.caption.paraphrase.ParaphraseIndex;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

/** METEOR against METEOR 1.5 on real captions and model answers, with and without paraphrases. */
class MeteorRealGoldenTest {
  @Test
  void withoutATableTheCountsEqualTheReference() {
    MeteorRows rows = rows(Paraphrases.none());
    rows.assertEqual("stats", "score");
    assertAggregates(rows, "no_table");
  }

  @Test
  void withATableTheCountsEqualTheReference() throws IOException {
    MeteorRows rows = rows(ParaphraseIndex.read(Golden.published("real/meteor/paraphrase-en.gz")));
    rows.assertEqual("stats_table", "score_table");
    assertAggregates(rows, "with_table");
  }

  @Test
  void anIndexFileGivesTheSame(@TempDir Path folder) throws IOException {
    Path index = folder.resolve("paraphrases.index");
    ParaphraseIndex.compile(Golden.published("real/meteor/paraphrase-en.gz"), index);
    rows(ParaphraseIndex.open(index)).assertEqual("stats_table", "score_table");
  }

  private static MeteorRows rows(Paraphrases paraphrases) {
    return new MeteorRows(
        Meteor.english(paraphrases), Golden.publishedRows("real/meteor/pairs.jsonl.gz"));
  }

  private static void assertAggregates(MeteorRows rows, String table) {
    for (JsonNode range : Golden.publishedJson("real/meteor/aggregates.json").get(table)) {
      rows.assertAggregate(
          range.get("first_row").asInt(),
          range.get("last_row").asInt(),
          range.get("aggregate").asDouble());
    }
  }
}
