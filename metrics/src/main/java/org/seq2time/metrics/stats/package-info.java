/**
 * How sure is a score, and is one system better than another? Bootstrap over samples, paired
 * comparisons, and their power.
 *
 * <p>Sources: Efron and Tibshirani, An Introduction to the Bootstrap (1993), percentile intervals;
 * Koehn, Statistical Significance Tests for Machine Translation Evaluation (EMNLP 2004), paired
 * bootstrap; Good, Permutation, Parametric and Bootstrap Tests of Hypotheses (2005), sign flips;
 * Holm, A Simple Sequentially Rejective Multiple Test Procedure (1979); McNemar (1947) and Wilcoxon
 * (1945), see {@link org.seq2time.metrics.stats.SampleTest}. Distributions, ranks and moments are
 * Apache Commons Math's.
 */
@NullMarked
package org.seq2time.metrics.stats;

import org.jspecify.annotations.NullMarked;
