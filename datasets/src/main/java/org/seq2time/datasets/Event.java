package org.seq2time.datasets;

/** A segment and what happens in it, in one sentence. */
public record Event(Segment segment, String caption) {}
