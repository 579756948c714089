/**
 * How good is an answer? The frame that every metric uses.
 *
 * <p>A metric measures each sample once, as sufficient statistics, and folds their sums into one
 * number: {@link org.seq2time.metrics.ScoreColumn}. Bootstrap, subsets and comparisons only
 * reweight and fold again. All values are fractions (CIDEr: 0 to 10); a value that is not defined
 * is absent, never NaN or zero.
 */
@NullMarked
package org.seq2time.metrics;

import org.jspecify.annotations.NullMarked;
