/**
 * Is a bundle consistent, and does it run? {@link org.seq2time.harness.bundle.check.BundleCheck}
 * compares its files, {@link org.seq2time.harness.bundle.check.BundleSmokeTest} takes one step of
 * it.
 */
@NullMarked
package org.seq2time.harness.bundle.check;

import org.jspecify.annotations.NullMarked;
