/**
 * The default parser: reads answers as models write them, in clock times, seconds, frame numbers,
 * JSON, tables, lists and sentences.
 *
 * <p>{@link org.seq2time.harness.answer.robust.RobustParser} goes from the outside in: {@code
 * FinalPart} takes away reasoning and calls of tools, {@code Container} chooses the part that says
 * that it is the answer, {@code PlainText} undoes escapes. JSON, {@code Rows} and {@code Elements}
 * become {@code JsonItems} by the names of their fields. In text {@code TimeMentionScanner} finds
 * every number that is a time, {@code SpanFinder} pairs them, {@code Clauses} says what the words
 * around them mean, and the readers of each task turn pairs into predictions. The words of each
 * language are in tables, {@code words/en.txt} and its like.
 *
 * <p>Every step takes time in proportion to the text; no regular expression is used.
 *
 * <p>More than 20 files, because its parts share one view of the text, {@code TimeMention} and
 * {@code Span}; none of them is of use to others.
 */
@NullMarked
package org.seq2time.harness.answer.robust;

import org.jspecify.annotations.NullMarked;
