package org.seq2time.reports.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.InputFile;
import org.seq2time.datasets.io.InputLimits;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.reports.record.AnswerRecord.Status;

/**
 * {@code answers.jsonl}: one JSON object a line, written and flushed as answers come, so that a
 * crash costs at most the last one. Fields: {@code id}, {@code requestHash}, {@code outcome}
 * (answered, modelError, videoMissing, videoDamaged), {@code text} or {@code error}, {@code
 * duration}, {@code promptTokens}, {@code generatedTokens}, {@code prefillSeconds}, {@code
 * decodeSeconds}; what is not known is left out. Only {@code id} and {@code text} are needed. A
 * later line for the same id takes the place of an earlier one.
 */
public final class AnswerLines {

  private static final int MAX_TOKENS = Integer.MAX_VALUE;

  private AnswerLines() {}

  /**
   * One answer and where it stands.
   *
   * @param record the answer
   * @param line its line, from 1
   */
  public record Numbered(AnswerRecord record, int line) {}

  /**
   * The content of a file.
   *
   * @param answers the last one of each id, in the order in which the ids first came
   * @param notices lines that were replaced or torn
   */
  public record Content(List<Numbered> answers, List<Notice> notices) {
    public Content {
      answers = List.copyOf(answers);
      notices = List.copyOf(notices);
    }
  }

  /** Writes one line and flushes it. */
  public static void append(AnswerRecord answer, OutputStream out) throws IOException {
    // Put together first: a line reaches the file in one piece.
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.lines(line)) {
      json.writeStartObject();
      json.writeStringField("id", answer.id());
      if (!answer.requestHash().isEmpty()) {
        json.writeStringField("requestHash", answer.requestHash());
      }
      json.writeStringField("outcome", answer.status().key());
      if (answer.error() == null) {
        json.writeStringField("text", answer.text());
      } else {
        json.writeStringField("error", answer.error());
      }
      writeNumber(json, "duration", answer.durationSeconds());
      writeCount(json, "promptTokens", answer.promptTokens());
      writeCount(json, "generatedTokens", answer.generatedTokens());
      writeNumber(json, "prefillSeconds", answer.prefillSeconds());
      writeNumber(json, "decodeSeconds", answer.decodeSeconds());
      json.writeEndObject();
      json.writeRaw('\n');
    }
    line.writeTo(out);
    out.flush();
  }

  private static void writeNumber(JsonGenerator json, String field, OptionalDouble value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.getAsDouble());
    }
  }

  private static void writeCount(JsonGenerator json, String field, OptionalInt value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(field, value.getAsInt());
    }
  }

  /**
   * Reads a file. A last line that breaks off (a crash while it was written) is dropped and noted.
   *
   * @throws BadInputException if any other line is no answer
   */
  public static Content read(Path file) {
    Map<String, Numbered> answers = new LinkedHashMap<>();
    List<String> replaced = new ArrayList<>();
    List<String> torn = new ArrayList<>();
    try (InputStream in = InputFile.open(file)) {
      int number = 0;
      for (Line line = next(file, in, 1); line != null; line = next(file, in, number + 1)) {
        number++;
        if (isBlank(line.bytes)) {
          continue;
        }
        AnswerRecord answer = answer(file, number, line);
        if (answer == null) {
          torn.add("line " + number);
        } else if (answers.put(answer.id(), new Numbered(answer, number)) != null) {
          replaced.add(Quoted.shorten(answer.id()));
        }
      }
    } catch (IOException e) {
      throw InputFile.failure(file, "", e);
    }
    return new Content(List.copyOf(answers.values()), notices(replaced, torn));
  }

  private static List<Notice> notices(List<String> replaced, List<String> torn) {
    List<Notice> notices = new ArrayList<>();
    if (!replaced.isEmpty()) {
      notices.add(Notice.of("answers replaced by a later one for the same sample", replaced));
    }
    if (!torn.isEmpty()) {
      notices.add(Notice.of("answers dropped, because the file is cut off within them", torn));
    }
    return notices;
  }

  /** A line and whether a line end stands behind it. */
  @SuppressWarnings("ArrayRecordComponent") // Read once, never shared.
  private record Line(byte[] bytes, boolean ended) {}

  private static @Nullable Line next(Path file, InputStream in, int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return new Line(line.toByteArray(), true);
      }
      if (line.size() == InputLimits.ANSWER_LINE_BYTES) {
        throw new BadInputException(
            file
                + ":"
                + number
                + ": the line is longer than "
                + InputLimits.ANSWER_LINE_BYTES
                + " bytes; expected one answer per line");
      }
      line.write(b);
    }
    return line.size() == 0 ? null : new Line(line.toByteArray(), false);
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The answer; null if the line is the file's last and breaks off. */
  private static @Nullable AnswerRecord answer(Path file, int number, Line line) {
    try (JsonCursor cursor = JsonCursor.ofLine(file, number, line.bytes)) {
      return answer(cursor);
    } catch (BadInputException e) {
      boolean broken =
          e.getCause() instanceof JsonProcessingException
              || e.getCause() instanceof CharacterCodingException;
      if (line.ended || !broken) {
        throw e;
      }
      return null;
    }
  }

  private static AnswerRecord answer(JsonCursor cursor) {
    Fields fields = new Fields();
    cursor.nextRoot();
    cursor.expectObject("an answer");
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      fields.read(cursor, field);
    }
    AnswerRecord answer = fields.answer(cursor);
    cursor.expectEnd();
    return answer;
  }

  /** The fields of one line as they come. */
  private static final class Fields {

    private @Nullable String id;
    private String hash = "";
    private Status status = Status.ANSWERED;
    private @Nullable String text;
    private @Nullable String error;
    private OptionalDouble duration = OptionalDouble.empty();
    private OptionalInt promptTokens = OptionalInt.empty();
    private OptionalInt generatedTokens = OptionalInt.empty();
    private OptionalDouble prefill = OptionalDouble.empty();
    private OptionalDouble decode = OptionalDouble.empty();

    void read(JsonCursor cursor, String field) {
      if (cursor.token() == JsonToken.VALUE_NULL) {
        return;
      }
      switch (field) {
        case "id" -> id = cursor.expectId(field);
        case "requestHash" -> hash = cursor.expectString(field);
        case "outcome" -> status = status(cursor);
        case "text" -> text = cursor.expectString(field);
        case "error" -> error = cursor.expectString(field);
        case "duration" -> duration = OptionalDouble.of(seconds(cursor, field, true));
        case "promptTokens" -> promptTokens = count(cursor, field);
        case "generatedTokens" -> generatedTokens = count(cursor, field);
        case "prefillSeconds" -> prefill = OptionalDouble.of(seconds(cursor, field, false));
        case "decodeSeconds" -> decode = OptionalDouble.of(seconds(cursor, field, false));
        default -> cursor.skip();
      }
    }

    AnswerRecord answer(JsonCursor cursor) {
      if (id == null) {
        throw cursor.error("an answer has no id", "{\"id\": sample, \"text\": answer}");
      }
      boolean answered = status == Status.ANSWERED;
      if (answered && text == null) {
        throw cursor.error(
            "the answer to " + Quoted.shorten(id) + " has no text", "\"text\": answer");
      }
      return new AnswerRecord(
          id,
          hash,
          status,
          answered && text != null ? text : "",
          answered ? null : error == null ? "unknown" : error,
          duration,
          promptTokens,
          generatedTokens,
          prefill,
          decode);
    }

    private static Status status(JsonCursor cursor) {
      String key = cursor.expectString("outcome");
      return Arrays.stream(Status.values())
          .filter(s -> s.key().equals(key))
          .findFirst()
          .orElseThrow(
              () ->
                  cursor.unexpected(
                      "outcome", "answered, modelError, videoMissing or videoDamaged"));
    }

    private static double seconds(JsonCursor cursor, String field, boolean positive) {
      double seconds = cursor.expectNumber(field);
      if (seconds < 0 || (positive && (seconds == 0 || seconds > InputLimits.VIDEO_SECONDS))) {
        throw cursor.unexpected(
            field,
            positive
                ? "a number of seconds above 0, at most " + InputLimits.VIDEO_SECONDS
                : "a number of seconds, 0 or more");
      }
      return seconds;
    }

    private static OptionalInt count(JsonCursor cursor, String field) {
      return OptionalInt.of(cursor.expectInt(field, 0, MAX_TOKENS));
    }
  }
}
