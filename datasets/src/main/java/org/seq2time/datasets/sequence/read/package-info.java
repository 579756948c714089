/**
 * The built data read back: lines of shards, and what an instance asks and answers, taken from its
 * text by the templates it names.
 */
@NullMarked
package org.seq2time.datasets.sequence.read;

import org.jspecify.annotations.NullMarked;
