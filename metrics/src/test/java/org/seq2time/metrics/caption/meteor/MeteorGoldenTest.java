package org.seq2time.metrics.caption.meteor;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.seq2time.metrics.caption.paraphrase.Paraphrases;

/**
 * METEOR against counts and scores of METEOR 1.5 ({@code -l en -norm}, no paraphrase table) on
 * texts of our own.
 */
class MeteorGoldenTest {
  private final Meteor meteor = Meteor.english(Paraphrases.none());

  @Test
  void captionsEqualTheReference() {
    new MeteorRows(meteor, Golden.authoredRows("meteor_pairs.jsonl")).assertEqual("stats", "score");
  }

  @Test
  void edgeCasesEqualTheReference() {
    new MeteorRows(meteor, Golden.authoredRows("meteor_edge.jsonl")).assertEqual("stats", "score");
  }

  @Test
  void aggregatesEqualTheReference() {
    MeteorRows rows = new MeteorRows(meteor, Golden.authoredRows("meteor_pairs.jsonl"));
    for (JsonNode range : Golden.authoredJson("meteor_aggregates.json")) {
      rows.assertAggregate(
          range.get("first_id").asInt(),
          range.get("last_id").asInt(),
          range.get("aggregate").asDouble());
    }
  }
}
