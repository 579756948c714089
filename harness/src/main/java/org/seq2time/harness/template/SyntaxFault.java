package org.seq2time.harness.template;

/** A template that is not well-formed, with the line. */
final class SyntaxFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;

  SyntaxFault(int line, String message) {
    super(message, null, false, false);
    this.line = line;
  }

  int line() {
    return line;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
