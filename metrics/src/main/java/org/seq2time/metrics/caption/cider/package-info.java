/**
 * CIDEr-D (Vedantam, Zitnick and Parikh, "CIDEr: Consensus-based Image Description Evaluation",
 * CVPR 2015) as coco-caption computes it; scores are in [0, 10].
 */
@NullMarked
package org.seq2time.metrics.caption.cider;

import org.jspecify.annotations.NullMarked;
