/**
 * The tasks: how one instance is sampled from its sources and put into words. An instance depends
 * on its random generator and the sources alone.
 *
 * <p>Positions are counted from 0 on an axis of {@code length} images or frames. A clip that covers
 * the frames {@code [start, next)} is written as the range from {@code start} to {@code next}: the
 * end is where the next clip begins, and {@code length} for the last clip.
 */
@NullMarked
package org.seq2time.datasets.sequence.task;

import org.jspecify.annotations.NullMarked;
