package org.seq2time.harness.video;

/**
 * One frame of a video, upright as a player shows it.
 *
 * @param index number of the frame, from 0
 * @param timeSeconds when it is shown, in seconds after the video's first frame
 * @param image the picture
 */
public record VideoFrame(int index, double timeSeconds, RgbImage image) {}
