package org.seq2time.metrics.caption.meteor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Compares METEOR with rows that the reference implementation has scored. */
final class MeteorRows {
  /** Counts are compared exactly; a score only sees the rounding of a few divisions. */
  static final double TOLERANCE = 1e-12;

  private final Meteor meteor;
  private final List<JsonNode> rows;

  MeteorRows(Meteor meteor, List<JsonNode> rows) {
    this.meteor = meteor;
    this.rows = rows;
  }

  void assertEqual(String countsField, String scoreField) {
    assertThat(rows).isNotEmpty();
    List<String> different = new ArrayList<>();
    for (JsonNode row : rows) {
      MeteorStatistics found = score(row);
      double scoreError = Math.abs(found.score() - row.get(scoreField).asDouble());
      if (!Arrays.equals(found.counts(), Golden.ints(row.get(countsField)))
          || !(scoreError <= TOLERANCE)) {
        different.add(found + " for " + row);
      }
    }
    assertThat(different).isEmpty();
  }

  void assertAggregate(int first, int last, double expected) {
    double[] sums = new double[MeteorStatistics.LENGTH];
    rows.subList(first, last + 1).forEach(row -> score(row).addTo(sums, 1.0));
    assertThat(MeteorStatistics.score(sums))
        .as("rows %d to %d", first, last)
        .isCloseTo(expected, within(TOLERANCE));
  }

  private MeteorStatistics score(JsonNode row) {
    return meteor.best(
        meteor.hypothesis(row.get("hyp").asText()),
        Golden.strings(row.get("refs")).stream().map(meteor::reference).toList());
  }
}
