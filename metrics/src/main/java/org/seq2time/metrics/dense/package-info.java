/**
 * Dense video captioning (YouCook2): do the predicted events cover the true ones, and do their
 * captions say the same? Precision, recall and F1, CIDEr and METEOR over matched captions, SODA_c,
 * and CIDEr and METEOR over whole paragraphs.
 *
 * <p>Source: TimeChat's {@code eval_dvc.py} and SODA (Fujita et al., ECCV 2020) as it uses them.
 */
@NullMarked
package org.seq2time.metrics.dense;

import org.jspecify.annotations.NullMarked;
