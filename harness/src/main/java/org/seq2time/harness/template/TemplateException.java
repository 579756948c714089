package org.seq2time.harness.template;

import org.seq2time.datasets.io.BadInputException;
import org.seq2time.datasets.io.Quoted;

/**
 * A template that cannot be read, or that a conversation does not fit. The message names the
 * template and the line; what the template says itself ({@code raise_exception}) is {@link #reason}
 * alone.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final int line;
  private final boolean raised;

  TemplateException(String template, int line, String reason, boolean raised) {
    super(
        template
            + ":"
            + line
            + ": "
            + (raised ? "the template refuses this conversation: " : "")
            + Quoted.oneLine(reason));
    this.reason = reason;
    this.line = line;
    this.raised = raised;
  }

  /** What is wrong, without the place. */
  public String reason() {
    return reason;
  }

  /** The template's line, from 1. */
  public int line() {
    return line;
  }

  /** Whether the template raised it itself. */
  public boolean isRaised() {
    return raised;
  }

  /** The same as bad input, for callers that take the template as a file. */
  public BadInputException asBadInput() {
    return new BadInputException(String.valueOf(getMessage()), this);
  }
}
