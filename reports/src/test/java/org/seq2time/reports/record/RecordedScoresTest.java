package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.reports.record.RecordedScores.RecordedScore;

class RecordedScoresTest {

  @TempDir Path folder;

  private RecordedScores read(String text) {
    Path file = folder.resolve("scores.json");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return RecordedScores.read(file);
  }

  @Test
  void everyFieldIsRead() {
    RecordedScores scores =
        read(
            """
            {"benchmark": "youcook2", "n": 9, "coverage": 0.75, "later": {"x": [1, {}]},
             "outcomes": {"parsed": 7, "noTimeFound": 2, "unheardOf": 3},
             "scores": [{"name": "f1", "label": "F1", "value": 0.5, "low": 0.25, "high": 0.75,
               "n": 8, "coverage": 0.875, "higherIsBetter": false, "headline": false,
               "signature": "f1|match:any|v:0.1.0", "more": [1]}],
             "bootstrap": {"resamples": 100, "seed": 3, "confidence": 0.95},
             "notices": [{"text": "odd ids", "count": 4, "examples": ["a"]}]}
            """);
    assertThat(scores.benchmark()).isEqualTo("youcook2");
    assertThat(scores.n()).isEqualTo(9);
    assertThat(scores.coverage()).isEqualTo(0.75);
    assertThat(scores.outcomes()).isEqualTo(Map.of(Outcome.PARSED, 7, Outcome.NO_TIME_FOUND, 2));
    assertThat(scores.resamples()).hasValue(100);
    assertThat(scores.notices()).containsExactly("4 odd ids");
    RecordedScore f1 = scores.score("f1").orElseThrow();
    assertThat(f1.label()).isEqualTo("F1");
    assertThat(f1.value()).hasValue(0.5);
    assertThat(f1.interval()).contains(new Interval(0.25, 0.75));
    assertThat(f1.n()).isEqualTo(8);
    assertThat(f1.coverage()).isEqualTo(0.875);
    assertThat(f1.direction()).isEqualTo(Direction.LOWER_IS_BETTER);
    assertThat(f1.headline()).isFalse();
    assertThat(f1.metric()).isEqualTo("f1|match:any");
    assertThat(scores.score("f2")).isEmpty();
  }

  @Test
  void whatAnEarlierVersionDidNotSayHasSensibleDefaults() {
    RecordedScores scores =
        read(
            """
            {"benchmark": "youcook2", "scores": [{"name": "f1", "value": null, "low": 0.1,
              "high": null, "signature": "f1"}]}
            """);
    RecordedScore f1 = scores.score("f1").orElseThrow();
    assertThat(f1.label()).isEqualTo("f1");
    assertThat(f1.value()).isEmpty();
    assertThat(f1.interval()).isEmpty();
    assertThat(f1.direction()).isEqualTo(Direction.HIGHER_IS_BETTER);
    assertThat(f1.headline()).isTrue();
    assertThat(f1.metric()).isEqualTo("f1");
    assertThat(scores.outcomes()).isEmpty();
    assertThat(scores.resamples()).isEmpty();
    assertThat(scores.notices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{\"scores\": []} ~ benchmark or scores are missing",
        "{\"benchmark\": \"a\"} ~ benchmark or scores are missing",
        "[] ~ expected an object",
        "{\"benchmark\": \"a\", \"n\": -1, \"scores\": []} ~ n is -1",
        "{\"benchmark\": \"a\", \"scores\": [{\"name\": \"x\"}]} ~ no name or no signature",
        "{\"benchmark\": \"a\", \"scores\": [{\"signature\": \"x\"}]} ~ no name or no signature",
        "{\"benchmark\": \"a\", \"scores\": [{\"name\": \"x\", \"signature\": \"x\", \"low\": 2,"
            + " \"high\": 1}]} ~ the interval of x is reversed",
        "{\"benchmark\": \"a\", \"scores\": [{\"name\": \"x\", \"signature\": \"x\"}, {\"name\":"
            + " \"x\", \"signature\": \"x\"}]} ~ score \"x\" occurs twice",
        "{\"benchmark\": \"a\", \"scores\": [], \"bootstrap\": {\"resamples\": 0}} ~ resamples is"
            + " 0",
        "{\"benchmark\": \"a\", \"scores\": [], \"outcomes\": {\"parsed\": 0.5}} ~ parsed is 0.5",
      })
  void mistakeIsOneLineWithFileAndPlace(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("scores.json") + ":1: ")
        .hasMessageContaining(message);
  }

  @Test
  void intervalOfOnePointIsNone() {
    RecordedScores scores =
        read(
            """
            {"benchmark": "a", "scores": [{"name": "x", "signature": "x", "value": 1, "low": 1,
              "high": 1}]}
            """);
    assertThat(scores.score("x").orElseThrow().interval()).contains(new Interval(1, 1));
  }
}
