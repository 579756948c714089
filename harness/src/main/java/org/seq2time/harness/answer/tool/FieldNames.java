package org.seq2time.harness.answer.tool;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Decimals;
import org.seq2time.datasets.io.InputLimits;

/**
 * Which fields of a record hold the question's id and the answer. Without names, those that public
 * tools use are looked for.
 *
 * @param id the field of the id, with dots between levels; null to find out
 * @param text the field of the answer, likewise
 */
public record FieldNames(@Nullable String id, @Nullable String text) {

  /** The names that public tools use. */
  public static final FieldNames KNOWN = new FieldNames(null, null);

  private static final List<String> TEXTS =
      List.of(
          "prediction",
          "pred",
          "response",
          "generated_cap",
          "model_answer",
          "model_output",
          "model_response",
          "pred_answer",
          "output_text",
          "filtered_resps",
          "resps",
          "output",
          "content",
          "generated_text",
          "a",
          "answer",
          "text",
          "completion",
          "outputs",
          "result");

  private static final List<String> IDS =
      List.of(
          "custom_id",
          "id",
          "qid",
          "query_id",
          "question_id",
          "sample_id",
          "qa_id",
          "doc.id",
          "doc.qid",
          "doc.question_id");

  private static final List<String> POSITIONS = List.of("doc_id", "index", "idx");

  private static final List<String> VIDEOS =
      List.of(
          "video",
          "vid",
          "video_id",
          "vname",
          "video_name",
          "video_path",
          "image_id",
          "video_file",
          "doc.video",
          "doc.vid",
          "doc.video_id",
          "doc.video_path");

  private static final List<String> QUERIES =
      List.of(
          "query",
          "sentence",
          "caption",
          "doc.caption",
          "doc.query",
          "doc.sentence",
          "description",
          "question",
          "doc.question",
          "problem",
          "prompt",
          "q",
          "input");

  private static final List<String> LENGTHS = List.of("duration", "doc.duration", "video_duration");

  private static final List<String> REASONS =
      List.of("finish_reason", "finishReason", "stop_reason");

  /** Whether a record has an answer under one of the names. */
  boolean isAnswer(Map<String, @Nullable Object> row) {
    return find(row, text == null ? TEXTS : List.of(text)) != null || Batch.isBatch(row);
  }

  /** Whether a record names the question, with or without an answer. */
  boolean isQuestion(Map<String, @Nullable Object> row) {
    return find(row, id == null ? IDS : List.of(id)) != null
        || find(row, POSITIONS) != null
        || find(row, VIDEOS) != null;
  }

  /** The record's answer. */
  AnswerRow read(Map<String, @Nullable Object> row, int line) {
    String own = string(find(row, id == null ? IDS : List.of(id)));
    boolean named = !own.isEmpty();
    String counted = named ? own : string(find(row, POSITIONS));
    boolean vtimellm = row.containsKey("info") && row.containsKey("video_id");
    Object position = vtimellm ? at(row, "info.sentence_id") : null;
    Object said =
        Batch.isBatch(row) ? Batch.text(row) : find(row, text == null ? TEXTS : List.of(text));
    Object reason = Batch.isBatch(row) ? Batch.finishReason(row) : find(row, REASONS);
    return new AnswerRow(
        vtimellm ? "" : counted,
        !named,
        string(find(row, VIDEOS)),
        vtimellm ? "" : string(find(row, QUERIES)),
        position instanceof Double number ? (int) (double) number : -1,
        said == null ? null : Values.text(said),
        length(find(row, LENGTHS)),
        string(reason),
        line);
  }

  private static OptionalDouble length(@Nullable Object value) {
    OptionalDouble seconds =
        value instanceof Double number
            ? OptionalDouble.of(number)
            : value instanceof String text ? Decimals.parse(text) : OptionalDouble.empty();
    boolean known =
        seconds.isPresent()
            && seconds.getAsDouble() > 0
            && seconds.getAsDouble() <= InputLimits.VIDEO_SECONDS;
    return known ? seconds : OptionalDouble.empty();
  }

  private static String string(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Double number -> Values.text(number);
      case null, default -> "";
    };
  }

  private static @Nullable Object find(Map<String, @Nullable Object> row, List<String> names) {
    for (String name : names) {
      Object value = at(row, name);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** The value under a name with dots between levels. */
  static @Nullable Object at(Map<?, ?> row, String name) {
    Object direct = row.get(name);
    int dot = name.indexOf('.');
    if (direct != null || dot < 0) {
      return direct;
    }
    return row.get(name.substring(0, dot)) instanceof Map<?, ?> inner
        ? at(inner, name.substring(dot + 1))
        : null;
  }
}
