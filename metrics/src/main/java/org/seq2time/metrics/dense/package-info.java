/**
 * Dense video captioning (YouCook2): how well predicted events cover the true ones.
 *
 * <p>Source: TimeChat's {@code eval_dvc.py}.
 */
@NullMarked
package org.seq2time.metrics.dense;

import org.jspecify.annotations.NullMarked;
