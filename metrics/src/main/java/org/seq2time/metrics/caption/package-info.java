/**
 * How close is a caption to a reference caption?
 *
 * <p>Three published measures, each equal to its reference code: the Penn Treebank tokens of
 * Stanford CoreNLP 3.4.1 ({@link org.seq2time.metrics.caption.PtbTokenizer}); METEOR 1.5 for
 * English (Denkowski and Lavie, "Meteor Universal: Language Specific Translation Evaluation for Any
 * Target Language", WMT 2014) as coco-caption runs it, {@code -l en -norm} ({@link
 * org.seq2time.metrics.caption.Meteor}); and CIDEr-D (Vedantam, Zitnick and Parikh, "CIDEr:
 * Consensus-based Image Description Evaluation", CVPR 2015) as coco-caption computes it ({@link
 * org.seq2time.metrics.caption.Cider}).
 *
 * <p>METEOR scores lie in [0, 1], CIDEr scores in [0, 10]. METEOR's statistics are additive, so a
 * corpus score, a subset or a bootstrap resample is a sum of rows followed by one formula.
 */
@NullMarked
package org.seq2time.metrics.caption;

import org.jspecify.annotations.NullMarked;
