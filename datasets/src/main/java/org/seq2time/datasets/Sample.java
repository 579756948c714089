package org.seq2time.datasets;

import java.util.OptionalDouble;

/** One question of a benchmark together with its true answer. */
public sealed interface Sample permits DenseSample, GroundingSample, HighlightSample {

  /** Unique within the benchmark; the key that predictions use. */
  String id();

  /** The video's name or id, as the annotation writes it. */
  String video();

  /** Length of the video in seconds, where it is known. */
  OptionalDouble durationSeconds();
}
