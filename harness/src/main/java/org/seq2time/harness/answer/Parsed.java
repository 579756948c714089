package org.seq2time.harness.answer;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.seq2time.datasets.Answer;
import org.seq2time.datasets.Outcome;

/**
 * What was read from an answer.
 *
 * @param <P> the task's prediction type
 * @param answer {@link Outcome#PARSED}, {@link Outcome#NO_TIME_FOUND} or {@link
 *     Outcome#EMPTY_ANSWER}
 * @param oddities what was mended or left out on the way
 */
public record Parsed<P>(Answer<P> answer, Set<Oddity> oddities) {
  public Parsed {
    EnumSet<Oddity> sorted = EnumSet.noneOf(Oddity.class);
    sorted.addAll(oddities);
    oddities = Collections.unmodifiableSet(sorted);
  }

  static <P> Parsed<P> of(P prediction, Set<Oddity> oddities) {
    return new Parsed<>(Answer.parsed(prediction), oddities);
  }

  /** Nothing usable: blank, or without a time. */
  static <P> Parsed<P> nothing(RawAnswer answer, Set<Oddity> oddities) {
    Outcome outcome = answer.text().isBlank() ? Outcome.EMPTY_ANSWER : Outcome.NO_TIME_FOUND;
    return new Parsed<>(Answer.none(outcome), oddities);
  }
}
