/**
 * How sure is a score? Bootstrap over samples.
 *
 * <p>Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), percentile intervals.
 */
@NullMarked
package org.seq2time.metrics.stats;

import org.jspecify.annotations.NullMarked;
