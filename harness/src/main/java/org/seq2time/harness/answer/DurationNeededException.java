package org.seq2time.harness.answer;

import java.io.Serial;

/** An answer gives places relative to the video's length, or asks for its clips. */
public final class DurationNeededException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * An answer that needs a length.
   *
   * @param what stands in the answer: "position tokens"
   */
  public DurationNeededException(String what) {
    super(what + " are undefined without the video's duration");
  }
}
