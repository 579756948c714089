package org.seq2time.harness.answer;

import java.util.OptionalDouble;
import org.seq2time.datasets.io.InputLimits;

/**
 * What a model answered, and what is known of the question.
 *
 * @param text the answer, as it came
 * @param durationSeconds length of the video, where it is known; above 0, at most a million
 * @param query the sentence that was asked about; empty for dense captioning or if unknown
 * @param prompt what the model was told; empty if unknown
 * @param finishReason why the model stopped, in the words of its server ({@code stop}, {@code
 *     length}); empty if unknown
 */
public record RawAnswer(
    String text, OptionalDouble durationSeconds, String query, String prompt, String finishReason) {

  /** An answer of which it is unknown why it ended. */
  public RawAnswer(String text, OptionalDouble durationSeconds, String query, String prompt) {
    this(text, durationSeconds, query, prompt, "");
  }

  public RawAnswer {
    if (durationSeconds.isPresent()
        && !(durationSeconds.getAsDouble() > 0
            && durationSeconds.getAsDouble() <= InputLimits.VIDEO_SECONDS)) {
      throw new IllegalArgumentException(
          "duration is "
              + durationSeconds.getAsDouble()
              + " s, expected more than 0 and at most "
              + InputLimits.VIDEO_SECONDS);
    }
  }

  /** An answer of which nothing else is known. */
  public static RawAnswer of(String text) {
    return new RawAnswer(text, OptionalDouble.empty(), "", "");
  }

  /** The same with the video's length. */
  public RawAnswer withDuration(double seconds) {
    return new RawAnswer(text, OptionalDouble.of(seconds), query, prompt, finishReason);
  }

  /** The same with the sentence that was asked about. */
  public RawAnswer withQuery(String sentence) {
    return new RawAnswer(text, durationSeconds, sentence, prompt, finishReason);
  }

  /** The same with what the model was told. */
  public RawAnswer withPrompt(String told) {
    return new RawAnswer(text, durationSeconds, query, told, finishReason);
  }

  /** The same question with another answer. */
  public RawAnswer withText(String other) {
    return new RawAnswer(other, durationSeconds, query, prompt, finishReason);
  }

  /** The same with why the model stopped. */
  public RawAnswer withFinishReason(String reason) {
    return new RawAnswer(text, durationSeconds, query, prompt, reason);
  }

  /** Whether the model was stopped by a limit of tokens. */
  public boolean isLimited() {
    return finishReason.equals("length") || finishReason.equals("max_tokens");
  }
}
