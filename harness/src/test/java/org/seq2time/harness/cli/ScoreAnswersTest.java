package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seq2time.datasets.benchmark.DemoBenchmark;

/** {@code score --answers} from file to scores. */
class ScoreAnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String GROUNDING = "a.mp4 0.0 5.5##a man sits.\nb 3 9.25##he gets up.\n";

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Scores answers to the two queries above. */
  private Cli score(String answers, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("score", "charades-sta"));
    arguments.addAll(List.of("--annotations", file("grounding.txt", GROUNDING).toString()));
    arguments.addAll(List.of("--answers", file("answers.jsonl", answers).toString()));
    arguments.addAll(List.of(more));
    return Cli.run(arguments.toArray(String[]::new));
  }

  private JsonNode sheet(String answers, String... more) throws IOException {
    String[] all = new String[more.length + 1];
    all[0] = "--json";
    System.arraycopy(more, 0, all, 1, more.length);
    Cli run = score(answers, all);
    assertThat(run.code()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  private static double value(JsonNode sheet, String name) {
    for (JsonNode score : sheet.get("scores")) {
      if (score.get("name").textValue().equals(name)) {
        return score.get("value").doubleValue();
      }
    }
    throw new AssertionError(name + " is not in " + sheet);
  }

  @Test
  void answersAreParsedScoredAndNamedInTheSignature() throws IOException {
    JsonNode sheet =
        sheet(
            """
            {"id": "0", "text": "It starts at 0 s and ends at 5.5 s."}
            {"id": "1", "text": "It is not in the video."}
            """);
    assertThat(value(sheet, "miou")).isEqualTo(0.5);
    assertThat(sheet.get("outcomes").get("parsed").intValue()).isEqualTo(1);
    assertThat(sheet.get("outcomes").get("denied").intValue()).isEqualTo(1);
    assertThat(sheet.get("scores").get(0).get("signature").textValue())
        .isEqualTo("r1@0.3|iou:hull|window:first|missing:zero|parser:robust-2|v:0.1.0");
    assertThat(
            sheet("{\"id\": \"0\", \"text\": \"0 - 5.5\"}\n", "--parser", "timechat")
                .get("scores")
                .get(0)
                .get("signature")
                .textValue())
        .contains("|parser:timechat-1|");
  }

  @Test
  void everyOutcomeIsCounted() throws IOException {
    file(
        "five.txt",
        "a 0 5##one.\nb 0 5##two.\nc 0 5##three.\nd 0 5##four.\ne 0 5##five.\nf 0 5##six.\n");
    Path answers =
        file(
            "six.jsonl",
            """
            {"id": "0", "outcome": "answered", "text": "0 - 5 seconds"}
            {"id": "1", "outcome": "answered", "text": " "}
            {"id": "2", "outcome": "answered", "text": "no idea"}
            {"id": "3", "outcome": "modelError", "error": "out of memory"}
            {"id": "4", "outcome": "videoMissing", "error": "e.mp4: no such file"}
            """);
    Cli run =
        Cli.run(
            "score",
            "charades-sta",
            "--annotations",
            folder.resolve("five.txt").toString(),
            "--answers",
            answers.toString());
    assertThat(run.out())
        .contains(
            "outcomes   parsed 1, no time found 1, empty answer 1, model error 1, video missing 1,"
                + " not answered 1");
  }

  @Test
  void oddAnswersAreNoted() throws IOException {
    Cli run =
        score(
            """
            {"id": "0", "text": "5.5 - 0 seconds", "duration": 4}
            {"id": "1", "text": "3 - 9 seconds. 3 - 9 seconds."}
            """);
    assertThat(run.err())
        .contains("note: 1 answers with reversed times, which were swapped (0)")
        .contains("note: 1 answers with times beyond the end of the video, kept as given (0)")
        .contains("note: 1 answers that repeat themselves; each item counts once (1)");
  }

  @Test
  void relativeTimesNeedALength() throws IOException {
    String answers = "{\"id\": \"0\", \"text\": \"<0><0><0><0> - <5><0><0><0>\"}\n";
    Cli run = score(answers);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "seq2time: "
                + folder.resolve("answers.jsonl")
                + ":1: the answer to \"0\": position tokens are undefined without the video's"
                + " duration; give it with --durations FILE (video \"a.mp4\")\n");
    String durations = file("durations.csv", "a,11\nb,20\n").toString();
    assertThat(value(sheet(answers, "--durations", durations), "miou")).isEqualTo(0.5);
    String inRecord = answers.replace("\"}", "\", \"duration\": 11}");
    assertThat(value(sheet(inRecord), "miou")).isEqualTo(0.5);
    // A sample that is not looked at needs no length.
    assertThat(score(answers + "{\"id\": \"1\", \"text\": \"3 - 9\"}", "--samples", "1").code())
        .isZero();
  }

  @Test
  void laterLineForTheSameSampleCounts() throws IOException {
    Cli run =
        score(
            """
            {"id": "0", "text": "1 - 2"}
            {"id": "0", "text": "0 - 5.5"}
            """,
            "--json");
    assertThat(value(JSON.readTree(run.out()), "miou")).isEqualTo(0.5);
    assertThat(run.err()).contains("1 answers replaced by a later one for the same sample (0)");
  }

  @Test
  void tornLastLineIsDroppedAndABrokenOneBeforeItIsAnError() throws IOException {
    String first = "{\"id\": \"0\", \"text\": \"0 - 5.5\"}\n";
    Cli torn = score(first + "{\"id\": \"1\", \"text\": \"3 - ");
    assertThat(torn.code()).isZero();
    assertThat(torn.err())
        .contains("1 answers dropped, because the file is cut off within them (line 2)");
    Cli broken = score(first + "{\"id\": \"1\", \"text\": \"3 - \n" + first);
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err())
        .startsWith("seq2time: " + folder.resolve("answers.jsonl") + ":2: ")
        .hasLineCount(1);
  }

  @Test
  void otherFilesAreRefusedWithWhatIsExpected() throws IOException {
    for (String content : List.of("{\"0\": [[1, 2]]}", "[[1, 2]]", "7", "[]", "{}")) {
      Cli run = score(content);
      assertThat(run.code()).as(content).isEqualTo(1);
      assertThat(run.err())
          .as(content)
          .contains("expected {\"id\", \"text\"} per line, or TimeChat's [{\"vname\"")
          .hasLineCount(1);
    }
    assertThat(score("{\"0\": [[1, 2]]}").err())
        .contains("formatted predictions go to --predictions");
    assertThat(score("{\"id\": \"0\", \"text\": \"1 - 2\"}", "--parser", "best").err())
        .contains("--parser best is not a parser, expected robust, robust-1 or timechat");
    assertThat(score("{\"id\": \"0\", \"text\": \"1 - 2\"}", "--format", "timechat-answers").err())
        .contains("the content is answers; expected timechat-answers, as --format says");
  }

  @Test
  void timeChatsResultsArePairedByIdOrByVideoAndQuery() throws IOException {
    String byId =
        """
        [{"vname": "a.mp4", "generated_cap": "happens in 0.0 - 5.5 seconds", "query": "a man sits.",
          "id": 0},
         {"vname": "b.mp4", "generated_cap": "happens in 3 - 9.25 seconds", "query": "he gets up.",
          "id": 1}]
        """;
    assertThat(value(sheet(byId), "miou")).isEqualTo(1);
    String byQuery = byId.replaceAll(",\\s+\"id\": [01]", "").replace("gets up.", "gets up");
    assertThat(byQuery).doesNotContain("\"id\"");
    assertThat(value(sheet(byQuery), "miou")).isEqualTo(1);
    String lines = byId.replaceAll("[\\[\\]\n]", "").replace("},", "}\n");
    assertThat(value(sheet(lines), "miou")).isEqualTo(1);
  }

  @Test
  void promptAndQueryKeepTheirNumbersOutOfTheAnswer() throws IOException {
    String answers =
        """
        [{"vname": "a.mp4", "id": 0, "query": "a man sits.",
          "prompt": "Say it like 7 - 8 seconds, please. When does he sit? </s>",
          "generated_cap": "Say it like 7 - 8 seconds, please. It is 0 - 5.5 seconds."}]
        """;
    assertThat(value(sheet(answers), "miou")).isEqualTo(0.5);
  }

  @Test
  void runFolderKeepsParserAndPredictions() throws IOException {
    Path out = folder.resolve("run");
    String answers =
        """
        {"id": "0", "text": "from 0 to 5 seconds"}
        {"id": "1", "text": "?"}
        """;
    JsonNode sheet = sheet(answers, "--out", out.toString());
    JsonNode run = JSON.readTree(out.resolve("run.json").toFile());
    assertThat(run.get("kind").textValue()).isEqualTo("raw answers");
    assertThat(run.get("answers").get("parser").textValue()).isEqualTo("robust-2");
    assertThat(run.get("answers").get("format").textValue()).isEqualTo("answers");
    assertThat(run.get("answers").get("sha256").textValue()).matches("[0-9a-f]{64}");
    assertThat(run.has("predictions")).isFalse();
    Cli again =
        Cli.run(
            "score",
            "charades-sta",
            "--annotations",
            folder.resolve("grounding.txt").toString(),
            "--predictions",
            out.resolve("predictions.json").toString(),
            "--json");
    assertThat(value(JSON.readTree(again.out()), "miou")).isEqualTo(value(sheet, "miou"));
    Cli other = score(answers, "--out", out.toString(), "--parser", "timechat");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("answers.parser was \"robust-2\" and is now \"timechat-1\"");
  }

  @Test
  void dryRunReadsEverything() throws IOException {
    Cli run = score("{\"id\": \"0\", \"text\": \"from 0 to 5 seconds\"}", "--dry-run");
    assertThat(run.out()).contains("would score 2 queries").contains("(answers): 4 scores");
  }

  @Test
  void halfOfASurrogatePairInAnAnswerIsNoCrash() throws IOException {
    Path annotations =
        file(
            "dense.json",
            "{\"annotations\": [{\"image_id\": \"a.mp4\", \"segments\": [[1, 5]], \"pure_cap\":"
                + " \"fry\", \"duration\": 9}]}");
    Path answers =
        file("a.jsonl", "{\"id\": \"a.mp4\", \"text\": \"1 - 5 seconds, fry \\ud835 it\"}");
    Cli run =
        Cli.run(
            "score",
            "youcook2",
            "--annotations",
            annotations.toString(),
            "--answers",
            answers.toString(),
            "--out",
            folder.resolve("run").toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(folder.resolve("run/predictions.json"))).contains("fry \ufffd it");
  }

  @Test
  void demoAnswersGiveTheDemoPredictions() throws IOException {
    Cli.copyDemo(folder);
    DemoBenchmark.Run demo = Cli.demo("charades-sta");
    JsonNode predicted = JSON.readTree(Cli.run(Cli.score(folder, demo, "--json")).out());
    Path out = folder.resolve("run");
    Cli run =
        Cli.run(
            "score",
            "charades-sta",
            "--annotations",
            folder.resolve(demo.annotations()).toString(),
            "--answers",
            folder.resolve(DemoBenchmark.ANSWERS).toString(),
            "--json",
            "--out",
            out.toString());
    JsonNode outcomes = JSON.readTree(run.out()).get("outcomes");
    JsonNode before = predicted.get("outcomes");
    assertThat(outcomes.get("parsed")).isEqualTo(before.get("parsed"));
    assertThat(outcomes.get("noTimeFound").intValue() + outcomes.get("denied").intValue())
        .as("predictions do not tell a denial from an answer without a time")
        .isEqualTo(before.get("noTimeFound").intValue());
    JsonNode parsed = JSON.readTree(out.resolve("predictions.json").toFile());
    JsonNode stored = JSON.readTree(folder.resolve(demo.predictions()).toFile());
    List<String> reversed = new ArrayList<>();
    for (var query : stored.properties()) {
      JsonNode expected = query.getValue().get("timestamp");
      JsonNode found = parsed.get(query.getKey()).get("timestamp");
      if (!found.equals(expected)) {
        assertThat(found.get(0).get(0)).isEqualTo(expected.get(0).get(1));
        reversed.add(query.getKey());
      }
    }
    assertThat(reversed).containsExactly("4", "15", "25", "32");
    assertThat(run.err()).contains("4 answers with reversed times");
  }
}
