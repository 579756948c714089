package org.seq2time.harness.decode;

import java.util.function.IntPredicate;

/**
 * Ends an answer behind the token that completes something, such as a text that stands over the
 * borders of tokens. Unlike a stop token, that token is part of the answer.
 */
@FunctionalInterface
public interface StopRule {

  /** Never ends an answer. */
  StopRule NEVER = () -> token -> false;

  /** A new answer: takes its tokens one by one, and says whether it ends with this one. */
  IntPredicate begin();
}
