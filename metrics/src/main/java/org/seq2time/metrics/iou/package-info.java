/**
 * How much do two segments overlap? The three definitions of intersection over union that the
 * field's evaluation scripts use, each under its own name: {@link org.seq2time.metrics.iou.Iou}.
 *
 * <p>Times are seconds. No definition is right or wrong; a published number depends on its own.
 */
@NullMarked
package org.seq2time.metrics.iou;

import org.jspecify.annotations.NullMarked;
