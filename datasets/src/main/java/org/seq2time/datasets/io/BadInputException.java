package org.seq2time.datasets.io;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A file cannot be used as it is. The message is one line for the user: file, place, what is wrong
 * with which value, and what was expected.
 */
public final class BadInputException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    this(message, null);
  }

  public BadInputException(String message, @Nullable Throwable cause) {
    super(Quoted.oneLine(message), cause);
  }
}
