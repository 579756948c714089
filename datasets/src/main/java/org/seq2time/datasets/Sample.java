package org.seq2time.datasets;

import java.util.OptionalDouble;

/** One question of a benchmark together with its true answer. */
public sealed interface Sample permits DenseSample, GroundingSample, HighlightSample {

  /** What is asked. */
  Task<?, ?> task();

  /** Unique within the benchmark; the key that predictions use. */
  String id();

  /** The video's name or id, as the annotation writes it. */
  String video();

  /** The sentence that is asked about; empty for a task without one. */
  String query();

  /** Length of the video in seconds, where it is known. */
  OptionalDouble durationSeconds();
}
