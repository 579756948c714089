package org.seq2time.harness.prompt;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.seq2time.datasets.io.BadInputException;

/** A piece of a template. */
sealed interface PromptPart {

  /** Appends what stands in its place for one sample. */
  void appendTo(StringBuilder out, PromptContext context, String template);

  /** Text. */
  record Literal(String text) implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      out.append(text);
    }
  }

  /** The sentence that is asked about. */
  record Query() implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      String query = context.query();
      if (query == null) {
        throw new BadInputException(
            template + ": uses {query}, but dense captioning has no query; remove it");
      }
      out.append(query.strip());
    }
  }

  /** The video's length in seconds with one decimal. */
  record Duration() implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      out.append(
          BigDecimal.valueOf(context.durationSeconds())
              .setScale(1, RoundingMode.HALF_UP)
              .toPlainString());
    }
  }

  /** How many frames the model sees. */
  record FrameCount() implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      out.append(context.frameTimes().size());
    }
  }

  /** When they are shown, separated by commas. */
  record FrameTimes() implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      String gap = "";
      for (double time : context.frameTimes()) {
        out.append(gap);
        double length = context.durationSeconds();
        context.time().append(out, Math.min(time, length), length);
        gap = ", ";
      }
      out.append(context.time().unit());
    }
  }

  /** What follows a time: " seconds", or nothing. */
  record Unit() implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      out.append(context.time().unit());
    }
  }

  /** A made-up time, to show how one is written. */
  record Moment(double fraction) implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      double length = context.durationSeconds();
      context.time().appendMoment(out, fraction * length, length);
    }
  }

  /** A made-up range, to show how one is written. */
  record Range(double from, double to) implements PromptPart {
    @Override
    public void appendTo(StringBuilder out, PromptContext context, String template) {
      double length = context.durationSeconds();
      context.time().appendRange(out, from * length, to * length, length);
    }
  }
}
