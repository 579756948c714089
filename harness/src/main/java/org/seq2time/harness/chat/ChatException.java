package org.seq2time.harness.chat;

import java.io.Serial;

/** A question that got no answer after all attempts; the message says what went wrong last. */
public final class ChatException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean endsRun;

  ChatException(String message, boolean endsRun) {
    super(message);
    this.endsRun = endsRun;
  }

  /** Whether further questions will fail as well: a refused key, or no requests left. */
  public boolean endsRun() {
    return endsRun;
  }
}
