/**
 * Builds Seq2Time's sequence data: captioned images and clips concatenated into sequences in which
 * the position is the time, and mixes of such sequences with existing instructions.
 *
 * <p>{@link org.seq2time.datasets.sequence.SequenceBuild} writes a mix from a recipe, {@link
 * org.seq2time.datasets.sequence.SequenceCheck} verifies one, and {@link
 * org.seq2time.datasets.sequence.SequenceStatistics} counts what is in it. Every instance has a
 * random generator of its own, seeded from the recipe's seed, the task and the instance's number:
 * the same recipe, seed and inputs give the same bytes for any number of threads.
 */
@NullMarked
package org.seq2time.datasets.sequence;

import org.jspecify.annotations.NullMarked;
