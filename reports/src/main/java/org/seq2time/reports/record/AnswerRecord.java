package org.seq2time.reports.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.Outcome;

/**
 * One line of a run folder's {@code answers.jsonl}: what a model said to one sample, or why it said
 * nothing.
 *
 * @param id the sample's id
 * @param requestHash names everything that was asked, so that a run goes on only with answers to
 *     the same question; empty if unknown
 * @param status how the attempt ended
 * @param text the raw answer; empty unless {@code status} is {@link Status#ANSWERED}
 * @param error what went wrong; null exactly if {@code status} is {@link Status#ANSWERED}
 * @param durationSeconds length of the video, where the run measured it; above 0
 * @param promptTokens length of the prompt, images included
 * @param generatedTokens length of the answer
 * @param prefillSeconds time to the first token; empty where it is not known
 * @param decodeSeconds time for all further tokens, for all tokens where {@code prefillSeconds} is
 *     empty
 * @param finishReason why the model stopped: {@code stop}, or {@code length} at the most tokens
 *     allowed; empty if unknown
 * @param seen the frames that the model saw; empty if unknown
 */
public record AnswerRecord(
    String id,
    String requestHash,
    Status status,
    String text,
    @Nullable String error,
    OptionalDouble durationSeconds,
    OptionalInt promptTokens,
    OptionalInt generatedTokens,
    OptionalDouble prefillSeconds,
    OptionalDouble decodeSeconds,
    String finishReason,
    Optional<Seen> seen) {

  /**
   * Frames of a video.
   *
   * @param frames their numbers, from 0
   * @param seconds when each is shown, as the model was told
   */
  public record Seen(List<Integer> frames, List<Double> seconds) {
    public Seen {
      frames = List.copyOf(frames);
      seconds = List.copyOf(seconds);
      if (frames.size() != seconds.size()) {
        throw new IllegalArgumentException(
            frames.size() + " frames with " + seconds.size() + " times");
      }
    }
  }

  /** How the attempt to get an answer ended, before it is parsed. */
  public enum Status {
    /** The model said something, or nothing. */
    ANSWERED("answered"),
    /** The model failed. */
    MODEL_ERROR(Outcome.MODEL_ERROR.key()),
    /** The video was not there or could not be read. */
    VIDEO_MISSING(Outcome.VIDEO_MISSING.key()),
    /** The video is cut off or damaged, and that was not accepted. */
    VIDEO_DAMAGED(Outcome.VIDEO_DAMAGED.key());

    private final String key;

    Status(String key) {
      this.key = key;
    }

    /** The name in JSON. */
    public String key() {
      return key;
    }
  }

  /** An answer of which it is unknown why it ended. */
  public AnswerRecord(
      String id,
      String requestHash,
      Status status,
      String text,
      @Nullable String error,
      OptionalDouble durationSeconds,
      OptionalInt promptTokens,
      OptionalInt generatedTokens,
      OptionalDouble prefillSeconds,
      OptionalDouble decodeSeconds) {
    this(
        id,
        requestHash,
        status,
        text,
        error,
        durationSeconds,
        promptTokens,
        generatedTokens,
        prefillSeconds,
        decodeSeconds,
        "",
        Optional.empty());
  }

  public AnswerRecord {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("an answer has no id");
    }
    if ((status == Status.ANSWERED) != (error == null)) {
      throw new IllegalArgumentException(
          "answer "
              + id
              + " is "
              + status.key()
              + (error == null ? " without" : " with")
              + " error");
    }
    if (status != Status.ANSWERED && !text.isEmpty()) {
      throw new IllegalArgumentException("answer " + id + " is " + status.key() + " with text");
    }
  }

  /** The same with the frames that the model saw. */
  public AnswerRecord withSeen(Seen frames) {
    return new AnswerRecord(
        id,
        requestHash,
        status,
        text,
        error,
        durationSeconds,
        promptTokens,
        generatedTokens,
        prefillSeconds,
        decodeSeconds,
        finishReason,
        Optional.of(frames));
  }

  /** An answer of which nothing else is known. */
  public static AnswerRecord answered(String id, String requestHash, String text) {
    return new AnswerRecord(
        id,
        requestHash,
        Status.ANSWERED,
        text,
        null,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** An attempt that gave no answer. */
  public static AnswerRecord failed(String id, String requestHash, Status status, String error) {
    return new AnswerRecord(
        id,
        requestHash,
        status,
        "",
        error,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /** The same with the video's length. */
  public AnswerRecord withDuration(double seconds) {
    return new AnswerRecord(
        id,
        requestHash,
        status,
        text,
        error,
        OptionalDouble.of(seconds),
        promptTokens,
        generatedTokens,
        prefillSeconds,
        decodeSeconds,
        finishReason,
        seen);
  }

  /** The same with why the model stopped. */
  public AnswerRecord withFinishReason(String reason) {
    return new AnswerRecord(
        id,
        requestHash,
        status,
        text,
        error,
        durationSeconds,
        promptTokens,
        generatedTokens,
        prefillSeconds,
        decodeSeconds,
        reason,
        seen);
  }

  /** The same with what the answer cost. */
  public AnswerRecord withCost(
      int prompt, int generated, double prefillInSeconds, double decodeInSeconds) {
    return new AnswerRecord(
        id,
        requestHash,
        status,
        text,
        error,
        durationSeconds,
        OptionalInt.of(prompt),
        OptionalInt.of(generated),
        OptionalDouble.of(prefillInSeconds),
        OptionalDouble.of(decodeInSeconds),
        finishReason,
        seen);
  }
}
