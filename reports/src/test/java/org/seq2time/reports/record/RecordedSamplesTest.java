package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.io.BadInputException;

class RecordedSamplesTest {

  @TempDir Path folder;

  private RecordedSamples read(String text, boolean withContents) {
    Path file = folder.resolve("samples.jsonl");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return RecordedSamples.read(file, withContents);
  }

  @Test
  void rowsKeepTheirOrderValuesAndStatistics() {
    RecordedSamples samples =
        read(
            """
            {"id":"b","video":"v","outcome":"parsed","f1":0.5,"iou":null,"statistics":{"m":{"fold":"k","values":[1,2]}}}
            {"id":7,"video":"w","outcome":"modelError","f1":0,"iou":0.25,"statistics":{"m":{"fold":"k","values":[3,4],"x":0}}}
            """,
            false);
    assertThat(samples.size()).isEqualTo(2);
    assertThat(samples.ids()).containsExactly("b", "7");
    assertThat(samples.videos()).containsExactly("v", "w");
    assertThat(samples.outcomes()).containsExactly(Outcome.PARSED, Outcome.MODEL_ERROR);
    assertThat(samples.positions()).isEqualTo(Map.of("b", 0, "7", 1));
    assertThat(samples.values().keySet()).containsExactly("f1", "iou");
    assertThat(samples.values().get("iou")).containsExactly(Double.NaN, 0.25);
    assertThat(samples.statistics())
        .hasEntrySatisfying(
            "m",
            m -> {
              assertThat(m.fold()).isEqualTo("k");
              assertThat(m.columns().get(0)).containsExactly(1, 3);
              assertThat(m.columns().get(1)).containsExactly(2, 4);
            });
  }

  @Test
  void moreRowsThanTheFirstGuessAreKept() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      rows.append("{\"id\":\"%d\",\"outcome\":\"parsed\",\"x\":%d}%n".formatted(i, i));
    }
    RecordedSamples samples = read(rows.toString(), false);
    assertThat(samples.values().get("x")).hasSize(1_000).endsWith(998, 999);
  }

  @Test
  void statisticsWithoutAFoldAreLeftOut() {
    assertThat(
            read(
                    """
                    {"id":"a","outcome":"parsed","statistics":{"m":{"values":[1]}}}
                    """,
                    false)
                .statistics())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "' ' ~ no sample",
        "{\"id\":\"a\"} ~ a row has no id or no outcome",
        "{\"outcome\":\"parsed\"} ~ a row has no id or no outcome",
        "{\"id\":\"a\",\"outcome\":\"fine\"} ~ outcome is \"fine\"; expected parsed, noTimeFound",
        "{\"id\":\"a\",\"outcome\":\"parsed\"} {\"id\":\"a\",\"outcome\":\"parsed\"} ~ sample"
            + " \"a\" occurs twice",
        "{\"id\":\"a\",\"outcome\":\"parsed\",\"x\":1} {\"id\":\"b\",\"outcome\":\"parsed\"} ~"
            + " \"x\" is not in every row",
        "{\"id\":\"a\",\"outcome\":\"parsed\"} {\"id\":\"b\",\"outcome\":\"parsed\",\"x\":1} ~"
            + " \"x\" is not in every row",
        "{\"id\":\"a\",\"outcome\":\"parsed\",\"video\":\"v\"}"
            + " {\"id\":\"b\",\"outcome\":\"parsed\"} ~ some rows name a video and some do not",
        "{\"id\":\"a\",\"outcome\":\"parsed\",\"x\":\"y\"} ~ x is \"y\"",
        "{\"id\":\"a\",\"outcome\":\"parsed\",\"statistics\":{\"m\":{\"fold\":\"k\","
            + "\"values\":[1]}}} {\"id\":\"b\",\"outcome\":\"parsed\"} ~ \"m\" is not in",
      })
  void mistakeIsOneLineWithFileAndPlace(String rows, String message) {
    assertThatThrownBy(() -> read(rows.replace("} {", "}\n{"), false))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(folder.resolve("samples.jsonl").toString())
        .hasMessageContaining(message);
  }

  @Test
  void contentInSomeRowsAloneIsAMistakeWhereItIsWanted() {
    String rows =
        """
        {"id":"a","outcome":"parsed","content":{"query":"q"}}
        {"id":"b","outcome":"parsed"}
        """;
    assertThat(read(rows, false).contents()).isEmpty();
    assertThatThrownBy(() -> read(rows, true))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("samples.jsonl:2: some rows have content and some do not");
  }
}
