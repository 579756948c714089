package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.DemoBenchmark;

class ScoreCommandTest {

  private static final DemoBenchmark.Run GROUNDING = Cli.demo("charades-sta");
  private static final DemoBenchmark.Run HIGHLIGHTS = Cli.demo("qvhighlights");

  @TempDir Path folder;

  @BeforeEach
  void copyDemo() {
    Cli.copyDemo(folder);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void jsonHoldsRawValuesAndTheirCircumstances() throws IOException {
    Cli run = Cli.run(Cli.score(folder, GROUNDING, "--json"));
    assertThat(run.code()).isZero();
    JsonNode sheet = json(run.out());
    assertThat(sheet.get("benchmark").textValue()).isEqualTo("charades-sta");
    assertThat(sheet.get("n").intValue()).isEqualTo(56);
    assertThat(sheet.get("coverage").doubleValue()).isEqualTo(48.0 / 56);
    assertThat(sheet.get("outcomes").get("parsed").intValue()).isEqualTo(48);
    assertThat(sheet.get("outcomes").get("noTimeFound").intValue()).isEqualTo(8);
    JsonNode first = sheet.get("scores").get(0);
    assertThat(first.get("name").textValue()).isEqualTo("r1@0.3");
    assertThat(first.get("value").doubleValue()).isEqualTo(0.75);
    assertThat(first.get("low").doubleValue()).isBetween(0.55, 0.75);
    assertThat(first.get("high").doubleValue()).isBetween(0.75, 0.95);
    assertThat(first.get("n").intValue()).isEqualTo(56);
    assertThat(first.get("higherIsBetter").booleanValue()).isTrue();
    assertThat(first.get("signature").textValue())
        .isEqualTo("r1@0.3|iou:hull|window:first|missing:zero|v:0.1.0");
  }

  @Test
  void scoreNamesAreThePublishedContract() throws IOException {
    JsonNode sheet = json(Cli.run(Cli.score(folder, HIGHLIGHTS, "--json")).out());
    List<String> names = sheet.get("scores").findValuesAsText("name");
    assertThat(names)
        .hasSize(90)
        .startsWith("map", "hit1", "map.good", "hit1.good", "map.fair", "hit1.fair")
        .contains("moment.map", "moment.map@0.5", "moment.map@0.95", "moment.r1@0.5")
        .contains("moment.map.short", "moment.map.middle", "moment.map.long")
        .contains("moment.map.short@0.5", "moment.r1.long@0.95");
  }

  @Test
  void tableShowsValuesTimesHundredAndTheSignature() {
    Cli run = Cli.run(Cli.score(folder, GROUNDING));
    assertThat(run.out())
        .contains("r1@0.5  R@1 (IoU=0.5)  71.43")
        .contains("outcomes   parsed 48, no time found 8")
        .contains("intervals  bootstrap over queries, 10,000 resamples, seed 1")
        .contains(
            "signature  r1@0.3 r1@0.5 r1@0.7 miou |iou:hull|window:first|missing:zero|v:0.1.0");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void threadsAndLocaleDoNotChangeAByte() {
    Locale before = Locale.getDefault();
    try {
      for (DemoBenchmark.Run demo : DemoBenchmark.runs()) {
        Locale.setDefault(Locale.ROOT);
        Cli table = Cli.run(Cli.score(folder, demo, "--threads", "1", "--all"));
        Cli json = Cli.run(Cli.score(folder, demo, "--threads", "1", "--json"));
        for (String locale : List.of("tr-TR", "de-DE", "ar-EG-u-nu-arab", "th-TH-u-nu-thai")) {
          Locale.setDefault(Locale.forLanguageTag(locale));
          assertThat(Cli.run(Cli.score(folder, demo, "--threads", "2", "--all"))).isEqualTo(table);
          assertThat(Cli.run(Cli.score(folder, demo, "--threads", "2", "--json"))).isEqualTo(json);
        }
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void perSampleRowsCarryEveryScore() throws IOException {
    Path rows = folder.resolve("rows.jsonl");
    assertThat(Cli.run(Cli.score(folder, GROUNDING, "--per-sample", rows.toString())).code())
        .isZero();
    List<String> lines = Files.readAllLines(rows);
    assertThat(lines).hasSize(56);
    JsonNode answered = json(lines.get(0));
    assertThat(answered.get("id").textValue()).isEqualTo("0");
    assertThat(answered.get("outcome").textValue()).isEqualTo("parsed");
    assertThat(answered.get("iou").doubleValue()).isEqualTo(0.4384615384615384);
    assertThat(answered.get("r1@0.3").doubleValue()).isEqualTo(1);
    assertThat(answered.get("r1@0.5").doubleValue()).isZero();
    JsonNode miss = json(lines.get(3));
    assertThat(miss.get("outcome").textValue()).isEqualTo("noTimeFound");
    assertThat(miss.get("iou").isNull()).isTrue();
    assertThat(miss.get("miou").doubleValue()).isZero();
  }

  @Test
  void rangeWithoutAWindowIsNullInThatRow() throws IOException {
    Path rows = folder.resolve("rows.jsonl");
    Cli.run(Cli.score(folder, HIGHLIGHTS, "--per-sample", rows.toString()));
    JsonNode first = json(Files.readAllLines(rows).getFirst());
    // Its true windows are 18 and 8 s long.
    assertThat(first.get("moment.map.long").isNull()).isTrue();
    assertThat(first.get("moment.map.short").isNumber()).isTrue();
  }

  @Test
  void answeredOnlyIsInTheSignatureAndKeepsTheCoverage() throws IOException {
    Path predictions = folder.resolve("two.json");
    Files.writeString(predictions, "{\"0\": [[11.0, 24.0]], \"3\": []}");
    DemoBenchmark.Run two =
        new DemoBenchmark.Run("two", GROUNDING.benchmark(), GROUNDING.annotations(), "two.json");
    JsonNode all = json(Cli.run(Cli.score(folder, two, "--json")).out());
    JsonNode answered = json(Cli.run(Cli.score(folder, two, "--json", "--answered-only")).out());
    assertThat(all.get("n").intValue()).isEqualTo(56);
    assertThat(answered.get("n").intValue()).isEqualTo(2);
    assertThat(answered.get("scores").get(0).get("value").doubleValue()).isEqualTo(0.5);
    assertThat(answered.get("scores").get(0).get("signature").textValue())
        .contains("|missing:left-out|");
    assertThat(answered.get("coverage").doubleValue()).isEqualTo(1.0 / 56);
    assertThat(answered.get("outcomes")).isEqualTo(all.get("outcomes"));
  }

  @Test
  void missingPredictionsAreSaidToCountAsMisses() throws IOException {
    Files.writeString(folder.resolve("two.json"), "{\"0\": [[11.0, 24.0]], \"99\": [[1, 2]]}");
    DemoBenchmark.Run two =
        new DemoBenchmark.Run("two", GROUNDING.benchmark(), GROUNDING.annotations(), "two.json");
    assertThat(Cli.run(Cli.score(folder, two)).err())
        .isEqualTo(
            """
            note: 1 predictions for unknown samples ignored (99)
            note: no prediction for 55 of 56 queries, counted as misses; --answered-only leaves them out
            """);
    assertThat(Cli.run(Cli.score(folder, two, "--quiet")).err()).isEmpty();
  }

  @Test
  void selectionIsInTheSignature() throws IOException {
    JsonNode first = json(Cli.run(Cli.score(folder, GROUNDING, "--json", "--limit", "10")).out());
    assertThat(first.get("n").intValue()).isEqualTo(10);
    assertThat(first.get("scores").get(0).get("signature").textValue())
        .isEqualTo("r1@0.3|iou:hull|window:first|missing:zero|samples:first-10|v:0.1.0");
    JsonNode some = json(Cli.run(Cli.score(folder, GROUNDING, "--json", "--samples", "5,1")).out());
    assertThat(some.get("n").intValue()).isEqualTo(2);
    assertThat(some.get("scores").get(0).get("signature").textValue())
        .matches(".*\\|samples:2-[0-9a-f]{8}\\|.*");
    Path list = folder.resolve("ids.txt");
    Files.writeString(list, "1\n5\n");
    assertThat(json(Cli.run(Cli.score(folder, GROUNDING, "--json", "--samples", "@" + list)).out()))
        .isEqualTo(some);
  }

  @Test
  void dryRunWritesNothing() {
    Path out = folder.resolve("run");
    Cli run = Cli.run(Cli.score(folder, GROUNDING, "--dry-run", "--out", out.toString()));
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("would score 56 queries of ").contains("charades-coco");
    assertThat(out).doesNotExist();
  }
}
