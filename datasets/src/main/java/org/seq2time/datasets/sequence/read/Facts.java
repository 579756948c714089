package org.seq2time.datasets.sequence.read;

import java.util.List;
import java.util.OptionalInt;

/**
 * What an instance on rows says, decoded from its text.
 *
 * @param askedAt the position in the question
 * @param askedCaption the caption in the question; empty if there is none
 * @param answeredAt the position in the answer
 * @param answeredCaption the caption in the answer; empty if there is none
 * @param events ranges with captions; the caption is empty in grounding
 */
public record Facts(
    OptionalInt askedAt,
    String askedCaption,
    OptionalInt answeredAt,
    String answeredCaption,
    List<Event> events) {

  public Facts {
    events = List.copyOf(events);
  }

  /** The frames {@code [start, end)} and what happens in them. */
  public record Event(int start, int end, String caption) {}
}
