package org.seq2time.reports.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.reports.record.AnswerLines.Content;
import org.seq2time.reports.record.AnswerLines.Numbered;
import org.seq2time.reports.record.AnswerRecord.Seen;
import org.seq2time.reports.record.AnswerRecord.Status;

class AnswerLinesTest {

  private static final List<AnswerRecord> RECORDS =
      List.of(
          AnswerRecord.answered("v_1.mp4", "0a1b", "3 - 9 seconds,\n\"rinse\" \u2028 \ud83c\udf5c")
              .withDuration(150.25)
              .withCost(1200, 34, 0.125, 1.5)
              .withSeen(new Seen(List.of(0, 29, 59), List.of(0.0, 0.968, 1.969))),
          AnswerRecord.answered("2", "", ""),
          AnswerRecord.failed("3", "0a1c", Status.MODEL_ERROR, "out of memory"),
          AnswerRecord.failed("4", "", Status.VIDEO_MISSING, "4.mp4: no such file"));

  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("answers.jsonl"), content);
  }

  private Content read(String content) throws IOException {
    return AnswerLines.read(file(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (AnswerRecord record : RECORDS) {
      AnswerLines.append(record, out);
    }
    return out.toByteArray();
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Content content = AnswerLines.read(file(written()));
    assertThat(content.answers().stream().map(Numbered::record)).isEqualTo(RECORDS);
    assertThat(content.answers().stream().map(Numbered::line)).containsExactly(1, 2, 3, 4);
    assertThat(content.notices()).isEmpty();
  }

  @Test
  void lineIsWrittenAsDocumented() throws IOException {
    assertThat(new String(written(), StandardCharsets.UTF_8).lines().skip(1))
        .containsExactly(
            "{\"id\":\"2\",\"outcome\":\"answered\",\"text\":\"\"}",
            "{\"id\":\"3\",\"requestHash\":\"0a1c\",\"outcome\":\"modelError\","
                + "\"error\":\"out of memory\"}",
            "{\"id\":\"4\",\"outcome\":\"videoMissing\",\"error\":\"4.mp4: no such file\"}");
  }

  @Test
  void framesThatWereSeenAreNumbersAndMilliseconds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Seen seen = new Seen(List.of(0, 29), List.of(0.0, 0.9676343009676344));
    AnswerLines.append(AnswerRecord.answered("a", "", "x").withSeen(seen), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"a\",\"outcome\":\"answered\",\"text\":\"x\",\"frames\":[0,29],"
                + "\"times\":[0.0,0.968]}\n");
    assertThatThrownBy(() -> new Seen(List.of(0), List.of())).hasMessage("1 frames with 0 times");
  }

  @Test
  void fileCutAnywhereKeepsAllWholeLines() throws IOException {
    byte[] all = written();
    int whole = 0;
    for (int length = 1; length < all.length; length++) {
      Content content = AnswerLines.read(file(Arrays.copyOf(all, length)));
      boolean ended = all[length - 1] == '\n';
      // The object may be whole although its line end is missing.
      boolean complete = !ended && all[length] == '\n';
      whole += ended ? 1 : 0;
      assertThat(content.answers()).as("length " + length).hasSize(whole + (complete ? 1 : 0));
      assertThat(content.notices()).as("length " + length).hasSize(ended || complete ? 0 : 1);
    }
  }

  @Test
  void laterLineTakesThePlaceOfAnEarlierOne() throws IOException {
    Content content =
        read(
            """
            {"id": 1, "text": "a"}
            {"id": 2, "text": "b"}
            {"id": 1, "text": "c"}
            """);
    assertThat(content.answers().stream().map(a -> a.record().id() + a.record().text() + a.line()))
        .containsExactly("1c3", "2b2");
    assertThat(content.notices().getFirst().examples()).containsExactly("1");
  }

  @Test
  void blankLinesAndUnknownFieldsAreSkipped() throws IOException {
    Content content =
        read("\n{\"id\": \"1\", \"x\": [1], \"text\": \"a\", \"duration\": null}\r\n \n");
    assertThat(content.answers()).hasSize(1);
    assertThat(content.answers().getFirst().record().durationSeconds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"text\": \"a\"} | an answer has no id",
        "{\"id\": \"1\"} | the answer to 1 has no text",
        "{\"id\": \"\", \"text\": \"a\"} | id is \"\"",
        "{\"id\": \"1\", \"text\": 5} | text is 5",
        "{\"id\": \"1\", \"text\": \"a\", \"outcome\": \"fine\"} | outcome is \"fine\"",
        "{\"id\": \"1\", \"text\": \"a\", \"duration\": 0} | duration is 0",
        "{\"id\": \"1\", \"text\": \"a\", \"duration\": 1e9} | duration is 1e9",
        "{\"id\": \"1\", \"text\": \"a\", \"promptTokens\": -1} | promptTokens is -1",
        "{\"id\": \"1\", \"text\": \"a\", \"prefillSeconds\": -1} | prefillSeconds is -1",
        "{\"id\": \"1\", \"text\": \"a\"} {} | unexpected content after the end",
        "[1] | an answer is an array",
        "{\"id\": \"1\", | the JSON ends early",
        "{\"id\": 1, \"id\": 2, \"text\": \"a\"} | not valid JSON",
      })
  void brokenLineIsNamed(String line, String problem) {
    assertThatThrownBy(() -> read("{\"id\": \"0\", \"text\": \"a\"}\n" + line + "\n"))
        .isInstanceOf(BadInputException.class)
        .hasMessageStartingWith(folder.resolve("answers.jsonl") + ":2: ")
        .hasMessageContaining(problem);
  }

  @Test
  void invalidUtf8IsNamed() throws IOException {
    byte[] bytes = "{\"id\": \"1\", \"text\": \"aa\"}\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 5] = (byte) 0xff;
    Path file = file(bytes);
    assertThatThrownBy(() -> AnswerLines.read(file))
        .hasMessageStartingWith(file + ":1: ")
        .hasMessageContaining("UTF-8");
  }

  @Test
  void recordsAgreeWithThemselves() {
    assertThatThrownBy(() -> AnswerRecord.answered("", "", "x"))
        .hasMessageContaining("an answer has no id");
    assertThatThrownBy(() -> AnswerRecord.failed("1", "", Status.ANSWERED, "x"))
        .hasMessageContaining("answer 1 is answered with error");
  }
}
