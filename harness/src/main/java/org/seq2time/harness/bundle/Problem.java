package org.seq2time.harness.bundle;

import org.seq2time.datasets.io.Quoted;

/**
 * Something about a bundle that does not fit.
 *
 * @param where the graph or file, such as {@code decoder} or {@code tokenizer}
 * @param what one line
 */
public record Problem(String where, String what) {

  public Problem {
    what = Quoted.oneLine(what);
  }

  /** A problem of a graph. */
  public static Problem of(GraphRole role, String what) {
    return new Problem(role.label(), what);
  }
}
