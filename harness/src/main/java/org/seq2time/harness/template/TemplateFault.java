package org.seq2time.harness.template;

/** What went wrong inside a template; its line is added by whoever knows it. */
final class TemplateFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whether the template itself raised it, by {@code raise_exception}. */
  private final boolean raised;

  private TemplateFault(String message, boolean raised) {
    super(message, null, false, false);
    this.raised = raised;
  }

  TemplateFault(String message) {
    this(message, false);
  }

  /** What {@code raise_exception} throws. */
  static TemplateFault raisedBy(String message) {
    return new TemplateFault(message, true);
  }

  boolean isRaised() {
    return raised;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
