package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.benchmark.Benchmark;
import org.seq2time.metrics.Direction;
import org.seq2time.metrics.Interval;
import org.seq2time.metrics.ScoreSpec;
import org.seq2time.metrics.Signature;
import org.seq2time.metrics.score.Score;
import org.seq2time.metrics.score.ScoreSheet;
import org.seq2time.metrics.stats.Bootstrap;

class ScoresJsonTest {

  private static String write(ScoreSheet sheet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ScoresJson.write(sheet, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyFieldIsWrittenRaw() throws IOException {
    ScoreSpec lower =
        new ScoreSpec(
            Signature.of("error").with("k", "x"), "Error", Direction.LOWER_IS_BETTER, false);
    String text =
        write(
            new ScoreSheet(
                Benchmark.YOUCOOK2,
                3,
                2.0 / 3,
                Map.of(Outcome.PARSED, 2, Outcome.NOT_ANSWERED, 1),
                List.of(
                    new Score(
                        ScoreSpec.higher(Signature.of("f1"), "F1", true),
                        OptionalDouble.of(0.125),
                        Optional.of(new Interval(0.1, 0.25)),
                        3,
                        1),
                    new Score(lower, OptionalDouble.empty(), Optional.empty(), 0, 0)),
                new Bootstrap.Settings(100, 9),
                List.of(new Notice("ids are odd", 2, List.of("a", "b")))));
    assertThat(text).endsWith("}\n");
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(json.get("benchmark").textValue()).isEqualTo("youcook2");
    assertThat(json.get("n").intValue()).isEqualTo(3);
    assertThat(json.get("coverage").doubleValue()).isEqualTo(2.0 / 3);
    assertThat(json.get("outcomes").get("parsed").intValue()).isEqualTo(2);
    assertThat(json.get("outcomes").get("notAnswered").intValue()).isEqualTo(1);
    JsonNode first = json.get("scores").get(0);
    assertThat(first.get("name").textValue()).isEqualTo("f1");
    assertThat(first.get("label").textValue()).isEqualTo("F1");
    assertThat(first.get("value").doubleValue()).isEqualTo(0.125);
    assertThat(first.get("low").doubleValue()).isEqualTo(0.1);
    assertThat(first.get("high").doubleValue()).isEqualTo(0.25);
    assertThat(first.get("higherIsBetter").booleanValue()).isTrue();
    assertThat(first.get("headline").booleanValue()).isTrue();
    JsonNode second = json.get("scores").get(1);
    assertThat(second.get("value").isNull()).isTrue();
    assertThat(second.get("low").isNull()).isTrue();
    assertThat(second.get("high").isNull()).isTrue();
    assertThat(second.get("higherIsBetter").booleanValue()).isFalse();
    assertThat(second.get("headline").booleanValue()).isFalse();
    assertThat(second.get("signature").textValue()).isEqualTo("error|k:x");
    assertThat(json.get("bootstrap").get("resamples").intValue()).isEqualTo(100);
    assertThat(json.get("bootstrap").get("seed").intValue()).isEqualTo(9);
    assertThat(json.get("bootstrap").get("confidence").doubleValue()).isEqualTo(0.95);
    JsonNode notice = json.get("notices").get(0);
    assertThat(notice.get("text").textValue()).isEqualTo("ids are odd");
    assertThat(notice.get("count").intValue()).isEqualTo(2);
    assertThat(notice.get("examples")).hasSize(2);
  }
}
