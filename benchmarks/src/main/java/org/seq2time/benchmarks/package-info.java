/**
 * How fast is each part? JMH benchmarks over seeded synthetic data of the benchmarks' real sizes.
 * Nothing else depends on this module.
 */
@NullMarked
package org.seq2time.benchmarks;

import org.jspecify.annotations.NullMarked;
