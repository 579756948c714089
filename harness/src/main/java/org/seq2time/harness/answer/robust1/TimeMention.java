package org.seq2time.harness.answer.robust1;

/**
 * A number in an answer that may be a time.
 *
 * @param kind how it is written
 * @param start where it starts in the text
 * @param end where it ends, its unit included
 * @param value seconds; for {@link Kind#POSITION} the code, for {@link Kind#FRACTION} and {@link
 *     Kind#PERCENT} the number as written
 */
record TimeMention(Kind kind, int start, int end, double value) {

  /** How a number is written. */
  enum Kind {
    /** {@code <0><7><2><9>}. */
    POSITION,
    /** {@code <TIME_ZERO>...<TIME_DOT><TIME_FIVE>}. */
    TIME_TOKENS,
    /** {@code <14>}, {@code <14.5s>}. */
    TAG,
    /** {@code 1:05}, {@code 00:01:05.5}. */
    CLOCK,
    /** {@code 12.5s}, {@code 1 min 5 s}, {@code 82nd second}. */
    SECONDS,
    /** {@code 5 minutes}: rarely a time, mostly how long something takes. */
    MINUTES,
    /** {@code 12 %}. */
    PERCENT,
    /** {@code 0.0729}: at least three decimals, at most 1, no unit. */
    FRACTION,
    /** {@code 12.5}. */
    BARE,
    /** {@code 4/5}. */
    RATIO,
    /** {@code 2 cloves}, {@code for 30 seconds}, {@code a 20-second clip}: counts something. */
    COUNT
  }

  /** Whether the form alone says that this is a time. */
  boolean isExplicit() {
    return switch (kind) {
      case POSITION, TIME_TOKENS, TAG, CLOCK, SECONDS, PERCENT, FRACTION -> true;
      case MINUTES, BARE, RATIO, COUNT -> false;
    };
  }

  /** Whether this is a token that a model was taught to write times with. */
  boolean isToken() {
    return switch (kind) {
      case POSITION, TIME_TOKENS, TAG -> true;
      default -> false;
    };
  }

  TimeMention as(Kind other, double otherValue) {
    return new TimeMention(other, start, end, otherValue);
  }
}
