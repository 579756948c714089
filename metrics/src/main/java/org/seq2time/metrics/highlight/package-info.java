/**
 * QVHighlights: highlight detection (mAP and HIT@1 per saliency level) and moment retrieval (R@1
 * and mAP over IoU thresholds and window lengths).
 *
 * <p>Source: Moment-DETR's {@code standalone_eval}; TimeChat's copy of it computes the same
 * highlight scores. Clips are 2 s long and rated by three people.
 */
@NullMarked
package org.seq2time.metrics.highlight;

import org.jspecify.annotations.NullMarked;
