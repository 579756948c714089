/**
 * Builds Seq2Time's sequence data: captioned images and clips put in a row, so that the position in
 * the row is the time, and mixes of such rows with finished instructions.
 *
 * <p>{@link org.seq2time.datasets.sequence.SequenceBuild} writes a mix that a recipe describes,
 * {@link org.seq2time.datasets.sequence.SequenceCheck} proves one, and {@link
 * org.seq2time.datasets.sequence.SequenceStatistics} counts what is in it. Every instance has a
 * random generator of its own, made from the recipe's seed, the task and the instance's number: the
 * same recipe, seed and inputs give the same bytes for any number of threads.
 */
@NullMarked
package org.seq2time.datasets.sequence;

import org.jspecify.annotations.NullMarked;
