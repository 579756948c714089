package org.seq2time.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers and predictions in the files of other tools, each scored from a small file of its form.
 */
class ToolAnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String GROUNDING = "a.mp4 0.0 5.5##a man sits.\nb 3 9.25##he gets up.\n";
  private static final String LENGTHS = "id,length\na,10\nb,10\n";

  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private Cli score(Path answers, String option, List<String> more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("score", "charades-sta", "--json"));
    arguments.addAll(List.of("--annotations", file("grounding.txt", GROUNDING).toString()));
    arguments.addAll(List.of("--durations", file("lengths.csv", LENGTHS).toString()));
    arguments.addAll(List.of(option, answers.toString()));
    arguments.addAll(more);
    return Cli.run(arguments.toArray(String[]::new));
  }

  private static void checkAllRight(Cli run) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode sheet = JSON.readTree(run.out());
    for (JsonNode score : sheet.get("scores")) {
      if (score.get("name").textValue().equals("miou")) {
        assertThat(score.get("value").doubleValue()).as(run.err()).isEqualTo(1.0);
        return;
      }
    }
    throw new AssertionError(run.out());
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of(
            "lmms-eval samples",
            "charades_samples_x.jsonl",
            """
            {"doc_id": 1, "doc": {"video": "b.mp4", "caption": "he gets up.", "timestamp": [3, 9.25]}, "target": "x", "resps": [["From 3 to 9.25 seconds."]], "filtered_resps": ["From 3 to 9.25 seconds."]}
            {"doc_id": 0, "doc": {"video": "a.mp4", "caption": "a man sits.", "timestamp": [0, 5.5]}, "target": "x", "resps": [["0 - 5.5"]], "filtered_resps": ["0 - 5.5"]}
            """,
            List.of()),
        Arguments.of(
            "lmms-eval submission",
            "submission.json",
            """
            {"b.mp4>>>he gets up.>>>[3, 9.25]": "3 - 9.25 s", "a.mp4>>>a man sits.>>>[0, 5.5]": "0 - 5.5 s"}
            """,
            List.of()),
        Arguments.of(
            "VLMEvalKit table",
            "model_dataset.tsv",
            """
            index\tvideo\tquestion\tanswer\tprediction
            0\tb\tWhen does this happen: he gets up.\t[3, 9.25]\tFrom 3 s to 9.25 s
            1\ta\tWhen does this happen: a man sits.\t[0, 5.5]\tFrom 0 s to 5.5 s
            """,
            List.of()),
        Arguments.of(
            "VLMEvalKit JSON",
            "model_dataset.json",
            """
            [{"index": 0, "video": "a", "question": "a man sits.", "answer": "[0, 5.5]", "prediction": "0 - 5.5"},
             {"index": 1, "video": "b", "question": "he gets up.", "answer": "[3, 9.25]", "prediction": "3 - 9.25"}]
            """,
            List.of()),
        Arguments.of(
            "OpenAI batch output",
            "batch_output.jsonl",
            """
            {"id": "batch_req_2", "custom_id": "1", "response": {"status_code": 200, "body": {"choices": [{"index": 0, "message": {"role": "assistant", "content": "3 - 9.25 seconds"}, "finish_reason": "stop"}]}}, "error": null}
            {"id": "batch_req_1", "custom_id": "0", "response": {"status_code": 200, "body": {"choices": [{"index": 0, "message": {"role": "assistant", "content": "<think>3 - 4</think>0 - 5.5"}, "finish_reason": "stop"}]}}, "error": null}
            """,
            List.of()),
        Arguments.of(
            "TimeLens",
            "timelens.jsonl",
            """
            {"video_path": "videos/a.mp4", "query": "a man sits.", "duration": 10, "gt": [[0, 5.5]], "response": "The event happens in 0.0 - 5.5 seconds."}
            {"video_path": "videos/b.mp4", "query": "he gets up.", "duration": 10, "gt": [[3, 9.25]], "response": "The event happens in 3.0 - 9.25 seconds."}
            """,
            List.of()),
        Arguments.of(
            "Time-R1",
            "time_r1.jsonl",
            """
            {"video": "a.mp4", "sentence": "a man sits.", "solution": [0, 5.5], "pred": [0, 5.5], "output": "<think>1 - 2</think><answer>0 to 5.5</answer>"}
            {"video": "b.mp4", "sentence": "he gets up.", "solution": [3, 9.25], "pred": [3, 9.25], "output": "<think>1 - 2</think><answer>3 to 9.25</answer>"}
            """,
            List.of()),
        Arguments.of(
            "E.T. Bench",
            "etbench.json",
            """
            [{"version": 1, "idx": 7, "task": "tvg", "source": "charades_sta", "video": "charades_sta/a.mp4", "q": "Find: a man sits. When?", "a": "The event happens in 0 - 5.5 seconds."},
             {"version": 1, "idx": 8, "task": "tvg", "source": "charades_sta", "video": "charades_sta/b.mp4", "q": "Find: he gets up. When?", "a": "The event happens in 3 - 9.25 seconds."}]
            """,
            List.of()),
        Arguments.of(
            "VTimeLLM log, in percent",
            "vtimellm.jsonl",
            """
            {"video_id": "a", "task": "grounding", "query_id": 0, "answer": "From 0 to 55.", "info": {"sentence_id": 0, "iou": 1.0}}
            {"video_id": "b", "task": "grounding", "query_id": 0, "answer": "From 30 to 92.5.", "info": {"sentence_id": 0, "iou": 1.0}}
            """,
            List.of("--answer-times", "percent")),
        Arguments.of(
            "TRACE log",
            "trace.json",
            """
            [{"vname": "a.mp4", "generated_cap": "<0><0><0><0><.><0><0><0><0><5><.><5>", "query": "a man sits.", "id": "0"},
             {"vname": "b.mp4", "generated_cap": "3.0 - 9.25", "query": "he gets up.", "id": "1"}]
            """,
            List.of()),
        Arguments.of(
            "id and answer",
            "answers.json",
            """
            [{"id": 1, "answer": "3 - 9.25"}, {"id": 0, "answer": "0 - 5.5"}]
            """,
            List.of()),
        Arguments.of(
            "qid and response",
            "answers.jsonl",
            """
            {"qid": 0, "response": "0 - 5.5"}
            {"qid": 1, "response": "3 - 9.25"}
            """,
            List.of()),
        Arguments.of(
            "named fields",
            "mine.jsonl",
            """
            {"meta": {"key": "1"}, "said": "3 - 9.25"}
            {"meta": {"key": "0"}, "said": "0 - 5.5"}
            """,
            List.of("--id-field", "meta.key", "--text-field", "said")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void formIsScored(String form, String name, String content, List<String> options)
      throws IOException {
    checkAllRight(score(file(name, content), "--answers", options));
  }

  @Test
  void workbookIsScored() throws IOException {
    Path workbook = folder.resolve("model_dataset.xlsx");
    writeWorkbook(
        workbook,
        List.of(
            List.of("index", "video", "question", "prediction"),
            List.of("0", "a", "a man sits.", "0 - 5.5"),
            List.of("1", "b", "he gets up.", "3 - 9.25")));
    checkAllRight(score(workbook, "--answers", List.of()));
  }

  /** The smallest workbook: one sheet of inline strings. */
  private static void writeWorkbook(Path file, List<List<String>> rows) throws IOException {
    String head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    String office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    String packages = "http://schemas.openxmlformats.org/package/2006/";
    StringBuilder sheet = new StringBuilder(head + "<worksheet xmlns=\"" + main + "\"><sheetData>");
    for (int r = 0; r < rows.size(); r++) {
      sheet.append("<row r=\"").append(r + 1).append("\">");
      for (int c = 0; c < rows.get(r).size(); c++) {
        sheet
            .append("<c r=\"")
            .append((char) ('A' + c))
            .append(r + 1)
            .append("\" t=\"inlineStr\"><is><t>")
            .append(rows.get(r).get(c))
            .append("</t></is></c>");
      }
      sheet.append("</row>");
    }
    sheet.append("</sheetData></worksheet>");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      put(
          zip,
          "[Content_Types].xml",
          head
              + "<Types xmlns=\""
              + packages
              + "content-types\"><Default Extension=\"rels\""
              + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default"
              + " Extension=\"xml\" ContentType=\"application/xml\"/><Override"
              + " PartName=\"/xl/workbook.xml\""
              + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override"
              + " PartName=\"/xl/worksheets/sheet1.xml\""
              + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
      put(
          zip,
          "_rels/.rels",
          head
              + "<Relationships xmlns=\""
              + packages
              + "relationships\"><Relationship Id=\"rId1\" Type=\""
              + office
              + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
      put(
          zip,
          "xl/workbook.xml",
          head
              + "<workbook xmlns=\""
              + main
              + "\" xmlns:r=\""
              + office
              + "\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\""
              + " r:id=\"rId1\"/></sheets></workbook>");
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          head
              + "<Relationships xmlns=\""
              + packages
              + "relationships\"><Relationship Id=\"rId1\" Type=\""
              + office
              + "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
      put(zip, "xl/worksheets/sheet1.xml", sheet.toString());
    }
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  @Test
  void recordWithoutAnAnswerIsItsSamplesOutcomeUnlessStrict() throws IOException {
    String content = "{\"id\": 0, \"answer\": null}\n{\"id\": 1, \"answer\": \"3 - 9.25\"}\n";
    Cli run = score(file("bad.jsonl", content), "--answers", List.of());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("records without an answer");
    assertThat(JSON.readTree(run.out()).get("outcomes").get("modelError").intValue()).isEqualTo(1);
    Cli strict = score(file("bad.jsonl", content), "--answers", List.of("--strict"));
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.err()).contains("the record has no answer, as --strict demands");
  }

  @Test
  void charadesInTheFormOfQvhighlightsIsScored() throws IOException {
    Path annotations =
        file(
            "charades.jsonl",
            """
            {"qid": 11, "query": "a man sits.", "duration": 10, "vid": "a", "relevant_windows": [[0, 5.5]]}
            {"qid": 12, "query": "he gets up.", "duration": 10, "vid": "b", "relevant_windows": [[3, 9.25]]}
            """);
    Path predictions =
        file(
            "submission.jsonl",
            """
            {"qid": 11, "query": "a man sits.", "vid": "a", "pred_relevant_windows": [[1, 2, 0.1], [0, 5.5, 0.9]]}
            {"qid": 12, "query": "he gets up.", "vid": "b", "pred_relevant_windows": [[3, 9.25, 0.5]]}
            """);
    checkAllRight(
        Cli.run(
            "score",
            "charades-sta",
            "--json",
            "--annotations",
            annotations.toString(),
            "--predictions",
            predictions.toString()));
  }

  @Test
  void predictionsInAnotherUnitAreReadByTheOptionAndNamedInTheSignature() throws IOException {
    String content = "{\"0\": [[0, 0.55]], \"1\": [[0.3, 0.925]]}";
    Cli run =
        score(
            file("relative.json", content), "--predictions", List.of("--answer-times", "fraction"));
    checkAllRight(run);
    assertThat(run.out()).contains("|answer-times:fraction|");
  }

  @Test
  void answersAreShownWithTheWordsThatDecided() throws IOException {
    Path answers =
        file(
            "said.jsonl",
            "{\"id\": \"0\", \"text\": \"<think>1 - 2</think><answer>From 0 to 5.5"
                + " s.</answer>\"}\n");
    Cli run = Cli.run("answers", answers.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("0: parsed 0.00 - 5.50 s")
        .contains("part    <answer>")
        .contains("words   0 to 5.5 s");
  }

  @Test
  void fileThatLooksLikeAnotherUnitIsNoted() throws IOException {
    StringBuilder truth = new StringBuilder();
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      truth.append("v").append(i).append(" 3 9##he gets up.\n");
      said.append("{\"id\": \"").append(i).append("\", \"text\": \"0.3 - 0.9\"}\n");
    }
    Path lengths = file("l.csv", "id,length\nv0,30\nv1,30\nv2,30\nv3,30\nv4,30\nv5,30\n");
    Cli run =
        Cli.run(
            "score",
            "charades-sta",
            "--annotations",
            file("t.txt", truth.toString()).toString(),
            "--durations",
            lengths.toString(),
            "--answers",
            file("a.jsonl", said.toString()).toString());
    assertThat(run.err()).contains("--answer-times fraction reads it");
  }

  /** 3,720 right answers behind reasoning that names other times. */
  @Test
  void rightAnswersBehindReasoningScoreOneHundred() throws IOException {
    StringBuilder truth = new StringBuilder();
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < 3_720; i++) {
      double start = (i % 50) / 2.0;
      double end = start + 4.5;
      truth
          .append("v")
          .append(i)
          .append(' ')
          .append(start)
          .append(' ')
          .append(end)
          .append("##x.\n");
      said.append("{\"id\": \"")
          .append(i)
          .append("\", \"text\": \"<think>He walks from ")
          .append(i % 7 + 60)
          .append(" to ")
          .append(i % 7 + 66)
          .append(" seconds. Then it starts.</think>\\n<answer>")
          .append(start)
          .append(" to ")
          .append(end)
          .append("</answer>\"}\n");
    }
    Cli run =
        Cli.run(
            "score",
            "charades-sta",
            "--json",
            "--annotations",
            file("all.txt", truth.toString()).toString(),
            "--answers",
            file("all.jsonl", said.toString()).toString());
    checkAllRight(run);
  }
}
