/**
 * What is asked, and what was answered: the value types that every module shares.
 *
 * <p>Times are seconds from the start of the video, as {@code double}. Ids are text: a number in a
 * file becomes its decimal digits. Collections are unmodifiable and keep the order of their file.
 */
@NullMarked
package org.seq2time.datasets;

import org.jspecify.annotations.NullMarked;
