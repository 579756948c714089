package org.seq2time.datasets.sequence.source;

/** What one item says, read into the same memory again and again. */
final class ItemFields {

  final Text id = new Text();
  final Text path = new Text();
  final Text label = new Text();
  final Span caption = new Span();
  double durationSeconds;

  void clear() {
    id.clear();
    path.clear();
    label.clear();
    caption.clear();
    durationSeconds = Double.NaN;
  }
}
