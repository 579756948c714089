package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seq2time.testing.Mutations;

/**
 * Mutated files of every format through the whole command: a result, or one line and exit code 1 or
 * 2. {@code -Dseq2time.fuzz.rounds=10000} makes a soak of it.
 */
@Tag("soak")
class CommandFuzzTest {

  private static final int ROUNDS = Integer.getInteger("seq2time.fuzz.rounds", 500);

  /** Ten times what a slow machine needs; a hang is the only way to reach it. */
  private static final Duration LIMIT = Duration.ofSeconds(60 + ROUNDS / 5);

  /** Every so many rounds intervals are drawn and files written as well. */
  private static final int FULL_RUN_EVERY = 25;

  private static final String DENSE =
      """
      {"annotations": [
        {"image_id": "a.mp4", "segments": [[1, 5.5], [7, 20]], "pure_cap": "fry the egg. eat it",
         "duration": 31.5, "id": 0},
        {"image_id": "dir/b.mp4", "segments": [[0, 3]], "caption": "wash the rice.", "duration": 9}
      ]}
      """;

  private static final String GROUNDING = "a.mp4 0.0 5.5##a man sits.\nb 3 9.25##he gets up.\n";

  private static final String HIGHLIGHTS =
      """
      {"qid": 7, "query": "a dog runs", "duration": 12, "vid": "d_0", "relevant_clip_ids": [1, 2],
       "saliency_scores": [[1, 2, 4], [0, 3, 3]], "relevant_windows": [[2, 6]]}
      {"qid": 8, "query": "rain", "duration": 13.9, "vid": "e_0", "relevant_clip_ids": [0, 5],
       "saliency_scores": [[4, 4, 4], [2, 0, 1]], "relevant_windows": [[0, 2], [10, 12]]}
      """;

  private static final String EVENTS =
      """
      {"a.mp4": [{"timestamp": [1.5, 5], "caption": "an egg is fried."},
                 {"timestamp": [30, 7], "caption": "someone eats"}], "b.mp4": []}
      """;

  private static final String WINDOWS =
      """
      {"0": {"timestamp": [[0.5, 5]], "query": "a man sits.", "vid": "a.mp4"}, "1": [[3, 9], [1, 2]]}
      """;

  private static final String SUBMISSION =
      """
      {"qid": 7, "query": "a dog runs", "vid": "d_0", "pred_relevant_windows": [[2, 5, 0.9], [0, 4, -1]],
       "pred_saliency_scores": [0.1, 0.5, -0.2, 0, 0, 1e-3]}
      {"qid": 8, "vid": "e_0", "pred_relevant_windows": [[8, 12, 0.5]], "pred_saliency_scores": [1, 2]}
      """;

  @TempDir Path folder;

  /** A format: a command whose first file is mutated. */
  enum Format {
    YOUCOOK2_COCO("youcook2", "--annotations", DENSE, "--predictions", EVENTS),
    YOUCOOK2_OFFICIAL(
        "youcook2",
        "--annotations",
        """
        {"database": {"a": {"duration": 31.5, "subset": "validation", "recipe_type": "1",
          "annotations": [{"segment": [1, 5], "id": 0, "sentence": "fry the egg"}]},
          "c": {"duration": 3, "subset": "training", "annotations": []}}}
        """,
        "--predictions",
        EVENTS),
    CHARADES_TEXT("charades-sta", "--annotations", GROUNDING, "--predictions", WINDOWS),
    CHARADES_COCO(
        "charades-sta",
        "--annotations",
        """
        {"annotations": [{"image_id": "a.mp4", "caption": "sits", "timestamp": [0, 5.5], "id": 0},
          {"image_id": "b.mp4", "caption": "gets up", "timestamp": [3, 9.25], "id": 1}]}
        """,
        "--predictions",
        WINDOWS),
    QVHIGHLIGHTS("qvhighlights", "--annotations", HIGHLIGHTS, "--predictions", SUBMISSION),
    TIMECHAT_EVENTS("youcook2", "--predictions", EVENTS, "--annotations", DENSE),
    ACTIVITYNET(
        "youcook2",
        "--predictions",
        """
        {"version": "1", "results": {"a": [{"sentence": "fry", "timestamp": [1, 5]}]},
         "external_data": {}}
        """,
        "--annotations",
        DENSE),
    TIMECHAT_WINDOWS("charades-sta", "--predictions", WINDOWS, "--annotations", GROUNDING),
    QVHIGHLIGHTS_SUBMISSION(
        "qvhighlights", "--predictions", SUBMISSION, "--annotations", HIGHLIGHTS),
    TIMECHAT_ANSWERS(
        "charades-sta",
        "--answers",
        """
        [{"vname": "a.mp4", "generated_cap": "happens in 0.5 - 5 seconds", "query": "a man sits.",
          "id": 0, "prompt": "When does a man sit?"},
         {"vname": "b.mp4", "generated_cap": "", "query": "he gets up.", "id": "1"}]
        """,
        "--annotations",
        GROUNDING),
    ANSWERS(
        "youcook2",
        "--answers",
        """
        {"id": "a.mp4", "requestHash": "0a", "text": "1 - 5 seconds, fry", "duration": 31.5}
        {"id": "b.mp4", "outcome": "modelError", "error": "out of memory", "promptTokens": 12}
        """,
        "--annotations",
        DENSE),
    DURATIONS_CSV(
        "charades-sta", "--durations", "id,subject,length\na,\"x, y\",30.5\nb,z,12\n", "", ""),
    DURATIONS_JSON(
        "charades-sta", "--durations", "{\"a.mp4\": 30.5, \"b\": {\"duration\": 12}}", "", ""),
    SCORES(
        "compare",
        "",
        """
        {"benchmark": "charades-sta", "n": 2, "coverage": 1.0, "outcomes": {"parsed": 2},
         "scores": [{"name": "miou", "value": 0.5, "low": 0.25, "high": 0.75, "n": 2,
         "signature": "miou|v:0.1.0"}]}
        """,
        "",
        "");

    private final String command;
    private final String option;
    private final String text;
    private final String otherOption;
    private final String otherText;

    Format(String command, String option, String text, String otherOption, String otherText) {
      this.command = command;
      this.option = option;
      this.text = text;
      this.otherOption = otherOption;
      this.otherText = otherText;
    }
  }

  @ParameterizedTest
  @EnumSource
  void unharmedFileIsAccepted(Format format) throws IOException {
    Cli run = Cli.run(arguments(format, format.text.getBytes(StandardCharsets.UTF_8), true));
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void mutatedFileGivesAResultOrOneLine(Format format) {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          Mutations mutations = new Mutations(format.name().hashCode());
          for (int round = 0; round < ROUNDS; round++) {
            byte[] file = mutations.mutate(format.text);
            check(Cli.run(arguments(format, file, round % FULL_RUN_EVERY == 0)), format, round);
          }
        });
  }

  private static void check(Cli run, Format format, int round) {
    String where = format + ", round " + round + ": " + run.err();
    if (run.code() == 0) {
      assertThat(run.out()).as(where).isNotBlank();
      assertThat(run.out()).as(where).doesNotContain("NaN");
    } else {
      assertThat(run.code()).as(where).isIn(1, 2);
      assertThat(run.err()).as(where).startsWith("seq2time: ").endsWith("\n");
      assertThat(run.err()).as(where).doesNotContain("internal error");
      String line = run.err().substring(0, run.err().length() - 1);
      assertThat(line.chars().noneMatch(Character::isISOControl)).as(where).isTrue();
    }
  }

  private String[] arguments(Format format, byte[] file, boolean full) throws IOException {
    Path mutated = folder.resolve("mutated");
    if (format == Format.SCORES) {
      Files.createDirectories(folder.resolve("a"));
      Files.createDirectories(folder.resolve("b"));
      Files.write(folder.resolve("a/scores.json"), file);
      Files.writeString(folder.resolve("b/scores.json"), format.text);
      return new String[] {
        "compare", folder.resolve("a").toString(), folder.resolve("b").toString()
      };
    }
    Files.write(mutated, file);
    List<String> arguments = new ArrayList<>(List.of("score", format.command, "--quiet"));
    arguments.addAll(List.of(format.option, mutated.toString()));
    if (format.otherOption.isEmpty()) {
      arguments.addAll(List.of("--annotations", other("annotations", GROUNDING)));
      arguments.addAll(List.of("--predictions", other("predictions", WINDOWS)));
    } else {
      arguments.addAll(List.of(format.otherOption, other("other", format.otherText)));
    }
    arguments.addAll(
        full
            ? List.of("--overwrite", "--out", folder.resolve("run").toString())
            : List.of("--dry-run"));
    return arguments.toArray(String[]::new);
  }

  private String other(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }
}
