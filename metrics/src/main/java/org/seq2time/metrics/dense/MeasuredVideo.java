package org.seq2time.metrics.dense;

/**
 * What {@link DenseMetric} measures of one video.
 *
 * @param scores of its events
 * @param events how many were predicted
 * @param paragraph of its captions taken together
 */
record MeasuredVideo(VideoScores scores, int events, MeasuredParagraph paragraph) {}
