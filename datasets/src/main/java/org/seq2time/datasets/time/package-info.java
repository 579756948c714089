/**
 * How a moment is written in a model's input and output, and read back: one contract for images,
 * clips and videos (Seq2Time, section "unified relative position token").
 *
 * <p>A moment is a value on an axis of a known length, both in the same unit: the index of an image
 * in a sequence of images, of a frame in a sampled video, or seconds in a video. A {@link
 * org.seq2time.datasets.time.TimeRepresentation} turns it into text and back and states how far off
 * the result may be; {@link org.seq2time.datasets.time.PositionCodes} does the same for arrays of
 * moments and vocabulary ids, without objects. {@link org.seq2time.datasets.time.FrameSampling}
 * says which frames of a video a model sees.
 *
 * <p>All rounding is half-up on the exact quotient of the two numbers as they are written in
 * decimal digits ({@link java.lang.Double#toString(double)}), so that 1.005 of 100 is a tie
 * although neither is a binary fraction, and so that every platform writes the same digits.
 */
@NullMarked
package org.seq2time.datasets.time;

import org.jspecify.annotations.NullMarked;
