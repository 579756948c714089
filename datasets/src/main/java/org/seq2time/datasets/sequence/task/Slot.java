package org.seq2time.datasets.sequence.task;

/** What a wording leaves open. */
public enum Slot {
  /** A position with its unit. */
  MOMENT("{moment}"),
  /** Two positions. */
  RANGE("{range}"),
  /** A caption. */
  CAPTION("{caption}"),
  /** A range and a caption for every clip, one a line. */
  EVENTS("{events}");

  private final String mark;

  Slot(String mark) {
    this.mark = mark;
  }

  String mark() {
    return mark;
  }
}
