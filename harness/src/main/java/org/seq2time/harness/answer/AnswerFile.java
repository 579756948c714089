package org.seq2time.harness.answer;

import com.fasterxml.jackson.core.JsonToken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Notice;
import org.seq2time.datasets.Outcome;
import org.seq2time.datasets.Task;
import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.JsonCursor;
import org.seq2time.datasets.io.Quoted;
import org.seq2time.datasets.prediction.PredictionFormat;
import org.seq2time.harness.answer.tool.AnswerRow;
import org.seq2time.harness.answer.tool.FieldNames;
import org.seq2time.harness.answer.tool.RecordFile;
import org.seq2time.reports.record.AnswerLines;
import org.seq2time.reports.record.AnswerRecord;

/**
 * Reads stored raw answers: a run folder's {@code answers.jsonl}, TimeChat's results before they
 * are formatted, or the records of another tool ({@link RecordFile}). The format is recognised from
 * the content unless one is given.
 *
 * @param path the file, plain or gzip
 * @param format a {@linkplain PredictionFormat#isRaw() raw} one; null to find out
 * @param names of the fields in another tool's records
 * @param isStrict whether a record without an answer ends the reading
 */
public record AnswerFile(
    Path path, @Nullable PredictionFormat format, FieldNames names, boolean isStrict) {

  private static final String EXPECTED = RecordFile.FORMS;

  /** A file in a known format, or in one to be found out if that is null. */
  public AnswerFile(Path path, @Nullable PredictionFormat format) {
    this(path, format, FieldNames.KNOWN, false);
  }

  public AnswerFile {
    if (format != null && !format.isRaw()) {
      throw new IllegalArgumentException(format.key() + " is not a format of raw answers");
    }
  }

  /** A file whose format is recognised from its content. */
  public static AnswerFile of(Path path) {
    return new AnswerFile(path, null);
  }

  /**
   * One answer as stored.
   *
   * @param raw what was said, with what the file tells of the question; or why nothing was said
   * @param id the sample's id; empty where the file has none (TimeChat's captions)
   * @param video the video; empty where the file does not say
   * @param line where it stands, from 1
   * @param position of the query among those of its video, from 0; -1 if the file does not say
   * @param isCounted whether {@code id} counts the file's rows, and may not be the benchmark's
   */
  public record Stored(
      Answer<RawAnswer> raw, String id, String video, int line, int position, boolean isCounted) {

    /** An answer with the benchmark's own id, if any. */
    public Stored(Answer<RawAnswer> raw, String id, String video, int line) {
      this(raw, id, video, line, -1, false);
    }
  }

  /**
   * The content of a file.
   *
   * @param format as recognised
   * @param answers in file order, one per sample
   * @param notices what was replaced or dropped
   */
  public record Content(PredictionFormat format, List<Stored> answers, List<Notice> notices) {
    public Content {
      answers = List.copyOf(answers);
      notices = List.copyOf(notices);
    }
  }

  /**
   * Reads the file. Where it answers a sample twice, the later answer counts, as in the reference.
   *
   * @throws BadInputException if the file cannot be read or holds something else
   */
  public Content read(Task<?, ?> task) {
    PredictionFormat found = recognise();
    if (format != null && format != found) {
      throw new BadInputException(
          path
              + ": the content is "
              + found.key()
              + "; expected "
              + format.key()
              + ", as --format says");
    }
    return switch (found) {
      case ANSWERS -> readLines();
      case RECORDS -> readRecords();
      default -> readTimeChat(task);
    };
  }

  private Content readRecords() {
    List<Stored> answers = new ArrayList<>();
    List<String> empty = new ArrayList<>();
    for (AnswerRow row : new RecordFile(path, names).read()) {
      String text = row.text();
      if (text == null) {
        if (isStrict) {
          throw new BadInputException(
              path + ":" + row.line() + ": the record has no answer, as --strict demands");
        }
        empty.add("line " + row.line());
      }
      Answer<RawAnswer> raw =
          text == null
              ? Answer.none(Outcome.MODEL_ERROR)
              : Answer.parsed(
                  new RawAnswer(
                      wellFormed(text),
                      row.durationSeconds(),
                      wellFormed(row.query()),
                      "",
                      row.finishReason()));
      answers.add(
          new Stored(raw, row.id(), row.video(), row.line(), row.position(), row.isPosition()));
    }
    List<Notice> notices =
        empty.isEmpty()
            ? List.of()
            : List.of(Notice.of("records without an answer, counted as model errors", empty));
    return new Content(PredictionFormat.RECORDS, answers, notices);
  }

  private PredictionFormat recognise() {
    boolean named = names.id() != null || names.text() != null;
    if (named || format == PredictionFormat.RECORDS || isTable()) {
      return PredictionFormat.RECORDS;
    }
    try (JsonCursor cursor = JsonCursor.open(path)) {
      cursor.nextRoot();
      if (cursor.token() == JsonToken.START_ARRAY && !cursor.nextElement()) {
        throw cursor.error("the list of answers is empty", EXPECTED);
      }
      if (cursor.token() != JsonToken.START_OBJECT) {
        throw cursor.unexpected("the content", EXPECTED);
      }
      for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
        switch (field) {
          case "vname", "generated_cap" -> {
            return PredictionFormat.TIMECHAT_ANSWERS;
          }
          case "text", "outcome", "requestHash" -> {
            return PredictionFormat.ANSWERS;
          }
          default -> cursor.skip();
        }
      }
      return PredictionFormat.RECORDS;
    }
  }

  private boolean isTable() {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".tsv")
        || name.endsWith(".tsv.gz")
        || name.endsWith(".csv")
        || name.endsWith(".csv.gz")
        || name.endsWith(".xlsx");
  }

  private Content readLines() {
    AnswerLines.Content lines = AnswerLines.read(path);
    List<Stored> answers = new ArrayList<>();
    for (AnswerLines.Numbered numbered : lines.answers()) {
      AnswerRecord record = numbered.record();
      Answer<RawAnswer> raw =
          switch (record.status()) {
            case ANSWERED ->
                Answer.parsed(
                    new RawAnswer(
                        wellFormed(record.text()),
                        record.durationSeconds(),
                        "",
                        "",
                        record.finishReason()));
            case MODEL_ERROR -> Answer.none(Outcome.MODEL_ERROR);
            case VIDEO_MISSING -> Answer.none(Outcome.VIDEO_MISSING);
            case VIDEO_DAMAGED -> Answer.none(Outcome.VIDEO_DAMAGED);
          };
      answers.add(new Stored(raw, record.id(), "", numbered.line()));
    }
    return new Content(PredictionFormat.ANSWERS, answers, lines.notices());
  }

  private Content readTimeChat(Task<?, ?> task) {
    Map<String, Stored> answers = new LinkedHashMap<>();
    List<String> replaced = new ArrayList<>();
    try (JsonCursor cursor = JsonCursor.open(path)) {
      while (cursor.nextRoot()) {
        if (cursor.token() == JsonToken.START_ARRAY) {
          while (cursor.nextElement()) {
            put(timeChat(cursor, task), answers, replaced);
          }
        } else {
          put(timeChat(cursor, task), answers, replaced);
        }
      }
    }
    List<Notice> notices =
        replaced.isEmpty()
            ? List.of()
            : List.of(Notice.of("answers replaced by a later one for the same sample", replaced));
    return new Content(PredictionFormat.TIMECHAT_ANSWERS, List.copyOf(answers.values()), notices);
  }

  private static void put(Stored answer, Map<String, Stored> answers, List<String> replaced) {
    String query = answer.raw().prediction() == null ? "" : answer.raw().prediction().query();
    String key = answer.id().isEmpty() ? answer.video() + "\n" + query : answer.id();
    Stored earlier = answers.put(key, answer);
    if (earlier != null) {
      replaced.add(Quoted.shorten(answer.id().isEmpty() ? answer.video() : answer.id()));
    }
  }

  private static Stored timeChat(JsonCursor cursor, Task<?, ?> task) {
    String video = null;
    String text = null;
    String query = "";
    String prompt = "";
    String id = "";
    cursor.expectObject("an answer");
    int line = cursor.line();
    for (String field = cursor.nextField(); field != null; field = cursor.nextField()) {
      switch (field) {
        case "vname" -> video = cursor.expectId(field);
        case "generated_cap" -> text = cursor.expectString(field);
        case "query" -> query = textOrEmpty(cursor, field);
        case "prompt" -> prompt = textOrEmpty(cursor, field);
        case "id" -> id = cursor.token() == JsonToken.VALUE_NULL ? "" : cursor.expectId(field);
        default -> cursor.skip();
      }
    }
    if (video == null || text == null) {
      throw cursor.error(
          "an answer has no " + (video == null ? "vname" : "generated_cap"), EXPECTED);
    }
    if (task.isPerVideo()) {
      id = ""; // A caption file counts its rows there; the video is the key.
    } else if (id.isEmpty() && query.isEmpty()) {
      throw cursor.error("an answer has neither id nor query", EXPECTED);
    }
    RawAnswer raw =
        new RawAnswer(
            wellFormed(text), OptionalDouble.empty(), wellFormed(query), wellFormed(prompt));
    return new Stored(Answer.parsed(raw), id, video, line);
  }

  private static String textOrEmpty(JsonCursor cursor, String field) {
    return cursor.token() == JsonToken.VALUE_NULL ? "" : cursor.expectString(field);
  }

  /** Halves of surrogate pairs, which no file can hold, become the replacement character. */
  private static String wellFormed(String text) {
    StringBuilder mended = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        mended = mended == null ? new StringBuilder(text) : mended;
        mended.setCharAt(i, '\ufffd');
      }
    }
    return mended == null ? text : mended.toString();
  }
}
