package org.seq2time.harness.answer.robust1;

import org.seq2time.harness.answer.robust1.TimeMention.Kind;

/**
 * Two moments that an answer connects into a range.
 *
 * @param first the one that is the start by its words, or stands first; its unit is settled
 * @param second the other
 * @param start where the range starts in the text, with its brackets and "start time"
 * @param end where it ends
 * @param link how they are connected
 */
record Span(TimeMention first, TimeMention second, int start, int end, Link link) {

  /** How two moments are connected. */
  enum Link {
    /** A dash, "to", an arrow. */
    DASH,
    /** "from ... to", "between ... and", a dash in brackets. */
    FRAMED,
    /** {@code [10, 20]}. */
    BRACKETED,
    /** "start ..., end ...". */
    KEYED,
    /** Nothing but blanks or a comma, between tokens; a cell border. */
    ADJACENT
  }

  /** A moment by itself, as a range of no length. */
  static Span single(TimeMention mention) {
    return new Span(mention, mention, mention.start(), mention.end(), Link.ADJACENT);
  }

  /** Whether this is one moment. */
  boolean isSingle() {
    return first.equals(second);
  }

  /** Whether the form alone says that these are times. */
  boolean isExplicit() {
    return link == Link.KEYED || (first.isExplicit() && second.isExplicit());
  }

  /** Whether this says how long something takes, or how many there are. */
  boolean isCount() {
    return first.kind() == Kind.COUNT || second.kind() == Kind.COUNT;
  }

  /** Whether words or brackets tie the two together. */
  boolean isFramed() {
    return link == Link.FRAMED || link == Link.BRACKETED;
  }

  boolean isMinutes() {
    return first.kind() == Kind.MINUTES || second.kind() == Kind.MINUTES;
  }
}
