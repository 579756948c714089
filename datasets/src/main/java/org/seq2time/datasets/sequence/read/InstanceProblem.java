package org.seq2time.datasets.sequence.read;

import java.io.Serial;

/** What is wrong with an instance; the caller knows its place. */
public final class InstanceProblem extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  /** One problem, to be shown after file and line. */
  public InstanceProblem(String message) {
    super(message);
  }
}
