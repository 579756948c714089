/**
 * Which thread does what? Ranges of independent work split between threads, and a value made in the
 * background. Results never depend on the number of threads.
 */
@NullMarked
package org.seq2time.datasets.parallel;

import org.jspecify.annotations.NullMarked;
