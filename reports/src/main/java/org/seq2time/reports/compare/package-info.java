/**
 * Is one run better than another? Brings the rows of run folders into one order, compares them with
 * {@link org.seq2time.metrics.stats.PairedComparison}, and prints the result.
 *
 * <p>The unit that is resampled or permuted is the video with all of its samples. Two scores whose
 * signatures differ in more than the tool's version are never compared.
 */
@NullMarked
package org.seq2time.reports.compare;

import org.jspecify.annotations.NullMarked;
