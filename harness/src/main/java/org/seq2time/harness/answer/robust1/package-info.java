/**
 * The default parser: reads answers as models write them, in clock times, seconds, frame numbers,
 * JSON, lists and sentences.
 *
 * <p>{@link org.seq2time.harness.answer.robust1.Robust1Parser} tries JSON first, then text: {@code
 * TimeMentionScanner} finds every number that is a time, {@code SpanFinder} pairs them, the readers
 * of each task turn pairs into predictions.
 *
 * <p>This package holds 20 files or so because its parts share one view of the text, {@code
 * TimeMention} and {@code Span}; none of them is of use to others.
 */
@NullMarked
package org.seq2time.harness.answer.robust1;

import org.jspecify.annotations.NullMarked;
