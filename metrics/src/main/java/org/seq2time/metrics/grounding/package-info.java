/**
 * Temporal grounding (Charades-STA): recall at 1 over IoU thresholds, and mean IoU.
 *
 * <p>Source: TimeChat's {@code eval_tvg.py}; quirks are listed at {@link
 * org.seq2time.metrics.grounding.GroundingMetric}.
 */
@NullMarked
package org.seq2time.metrics.grounding;

import org.jspecify.annotations.NullMarked;
