package org.seq2time.metrics.highlight;

import java.util.Locale;
import org.seq2time.datasets.Segment;

/** A range of window lengths, in seconds: above {@code min}, up to {@code max}. */
enum LengthRange {
  /** Every window, whatever its length. */
  FULL("", "", 0, LengthRange.MAX_WINDOW_SECONDS),
  SHORT(".short", "short", 0, 10),
  MIDDLE(".middle", "middle", 10, 30),
  LONG(".long", "long", 30, LengthRange.MAX_WINDOW_SECONDS);

  private static final double MAX_WINDOW_SECONDS = 150;

  /** What follows a score's name. */
  final String suffix;

  /** The name in a score's label. */
  final String label;

  private final double min;
  private final double max;

  LengthRange(String suffix, String label, double min, double max) {
    this.suffix = suffix;
    this.label = label;
    this.min = min;
    this.max = max;
  }

  boolean holds(Segment window) {
    return this == FULL || (window.lengthSeconds() > min && window.lengthSeconds() <= max);
  }

  /** The value in a signature. */
  String key() {
    return this == FULL ? "all" : String.format(Locale.ROOT, "%.0f-%.0f", min, max);
  }
}
