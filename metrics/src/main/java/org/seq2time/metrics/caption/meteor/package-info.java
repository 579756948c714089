/**
 * METEOR 1.5 for English (Denkowski and Lavie, "Meteor Universal: Language Specific Translation
 * Evaluation for Any Target Language", WMT 2014) as coco-caption runs it, {@code -l en -norm};
 * scores are in [0, 1].
 *
 * <p>Statistics are additive, so a corpus score, a subset or a bootstrap resample is a sum of rows
 * followed by one formula.
 */
@NullMarked
package org.seq2time.metrics.caption.meteor;

import org.jspecify.annotations.NullMarked;
