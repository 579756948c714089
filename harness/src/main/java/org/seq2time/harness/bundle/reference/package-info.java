/**
 * A bundle beside reference values of the model's own code: {@code seq2time models check
 * --against}.
 */
@NullMarked
package org.seq2time.harness.bundle.reference;

import org.jspecify.annotations.NullMarked;
