/**
 * The scores of one system on one benchmark: a metric's statistics folded, with intervals, coverage
 * and signatures.
 */
@NullMarked
package org.seq2time.metrics.score;

import org.jspecify.annotations.NullMarked;
