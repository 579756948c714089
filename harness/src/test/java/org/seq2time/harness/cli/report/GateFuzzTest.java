package org.seq2time.harness.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.harness.cli.Cli;
import org.seq2time.testing.Mutations;

/** Mutated rows, policies, JMH results and tables: a verdict, or one line and exit code 1 or 2. */
@Tag("soak")
class GateFuzzTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.fuzz.rounds", 500);
  private static final Duration LIMIT = Duration.ofSeconds(60 + ROUNDS / 5);

  private static final String SCORES =
      """
      {"benchmark": "charades-sta", "n": 2, "coverage": 1.0, "scores": [{"name": "miou",
       "value": 0.5, "low": 0.25, "high": 0.75, "higherIsBetter": true, "headline": true,
       "signature": "miou|v:0.1.0"}]}
      """;

  @TempDir Path folder;

  /** A file that is mutated. */
  enum Format {
    ROWS(
        """
        {"id":"0","video":"a","outcome":"parsed","miou":0.25,"iou":null}
        {"id":"1","video":"b","outcome":"noTimeFound","miou":0.75,"iou":1e-3}
        """),
    POLICY(
        """
        alpha: 0.05
        default: {statistical: false, maxDropPoints: 1}
        scores:
          miou: {minDropPoints: 0.5, statistical: true}
        coverage: {maxDropPoints: 2}
        jmh: {maxSlowdownPercent: 5, benchmarks: {a.b: 1}}
        """),
    JMH(
        """
        [{"benchmark": "a.b", "mode": "avgt", "params": {"n": "1"}, "primaryMetric": {
          "score": 1.5, "scoreError": "NaN", "scoreUnit": "us/op"}}]
        """),
    TABLES(
        """
        {"source": {"title": "x"}, "tables": [{"id": "y", "baseline": "a", "columns":
          ["charades-sta.miou"], "rows": [{"name": "a", "values": [1.5]}, {"name": "b",
          "values": [null]}]}]}
        """);

    private final String text;

    Format(String text) {
      this.text = text;
    }
  }

  @BeforeEach
  void writeRuns() throws IOException {
    for (String run : List.of("a", "b")) {
      Files.createDirectories(folder.resolve(run));
      Files.writeString(folder.resolve(run).resolve("scores.json"), SCORES);
      Files.writeString(folder.resolve(run).resolve("samples.jsonl"), Format.ROWS.text);
    }
    Files.writeString(folder.resolve("then.json"), Format.JMH.text);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private Cli run(Format format, byte[] file) throws IOException {
    Files.write(folder.resolve(format == Format.ROWS ? "b/samples.jsonl" : "mutated"), file);
    return switch (format) {
      case ROWS -> Cli.run("gate", "--baseline", path("a"), "--run", path("b"));
      case POLICY ->
          Cli.run("gate", "--baseline", path("a"), "--run", path("b"), "--policy", path("mutated"));
      case JMH -> Cli.run("gate", "--jmh", path("mutated"), "--jmh-baseline", path("then.json"));
      case TABLES -> Cli.run("paper", "--row", "a=" + path("a"), "--tables", path("mutated"));
    };
  }

  @ParameterizedTest
  @EnumSource
  void unharmedFileIsAccepted(Format format) throws IOException {
    Cli run = run(format, format.text.getBytes(StandardCharsets.UTF_8));
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void mutatedFileGivesAVerdictOrOneLine(Format format) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Mutations mutations = new Mutations(format.name().hashCode());
          for (int round = 0; round < ROUNDS; round++) {
            Cli run = run(format, mutations.mutate(format.text));
            String where = format + ", round " + round + ": " + run.err();
            if (run.code() == 0 || run.code() == 3) {
              assertThat(run.out()).as(where).isNotBlank().doesNotContain("NaN");
            } else {
              assertThat(run.code()).as(where).isIn(1, 2);
              assertThat(run.err()).as(where).startsWith("seq2time: ").hasLineCount(1);
              assertThat(run.err()).as(where).doesNotContain("internal error");
            }
          }
        });
  }
}
