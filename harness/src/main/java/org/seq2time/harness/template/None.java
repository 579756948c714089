package org.seq2time.harness.template;

/** Python's None. */
enum None {
  NONE
}
