package org.seq2time.harness.decode;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.seq2time.datasets.io.Quoted;

/** Running a graph failed: the message is one line that names the graph and what went wrong. */
public final class DecodeException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public DecodeException(String message) {
    this(message, null);
  }

  public DecodeException(String message, @Nullable Throwable cause) {
    super(Quoted.oneLine(message), cause);
  }
}
