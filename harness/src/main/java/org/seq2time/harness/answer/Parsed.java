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
 * @param answer {@link Outcome#PARSED}, or an outcome of an answer without a segment
 * @param warnings what was mended or left out on the way
 */
public record Parsed<P>(Answer<P> answer, Set<ParseWarning> warnings) {
  public Parsed {
    EnumSet<ParseWarning> sorted = EnumSet.noneOf(ParseWarning.class);
    sorted.addAll(warnings);
    warnings = Collections.unmodifiableSet(sorted);
  }

  /** A prediction, with what was mended or left out to get it. */
  public static <P> Parsed<P> of(P prediction, Set<ParseWarning> warnings) {
    return new Parsed<>(Answer.parsed(prediction), warnings);
  }

  /** Nothing usable: blank, or without a time. */
  public static <P> Parsed<P> nothing(RawAnswer answer, Set<ParseWarning> warnings) {
    Outcome outcome = answer.text().isBlank() ? Outcome.EMPTY_ANSWER : Outcome.NO_TIME_FOUND;
    return new Parsed<>(Answer.none(outcome), warnings);
  }

  /** Nothing usable, for a reason that is known. */
  public static <P> Parsed<P> none(Outcome outcome, Set<ParseWarning> warnings) {
    return new Parsed<>(Answer.none(outcome), warnings);
  }
}
