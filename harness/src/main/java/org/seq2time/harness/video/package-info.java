/**
 * From a video file to the frames that a model sees: decoding with FFmpeg in this process, sampling
 * by frame number, sizing.
 *
 * <p>A file's frames are counted from its packets before any is decoded, so that frame {@code k} is
 * the same frame in a video of constant or variable rate, and its time is the file's own, in
 * seconds after the first frame. Only local containers are opened: no playlist, no network
 * protocol. Whatever is wrong with a file is a {@link org.seq2time.harness.video.VideoException},
 * which a run counts as an outcome.
 *
 * <p>More than 20 files, because finding a frame, telling what is damaged and making its pixels
 * share FFmpeg's structures, which nothing else may see.
 */
@NullMarked
package org.seq2time.harness.video;

import org.jspecify.annotations.NullMarked;
