/** The commands {@code seq2time data ...}. */
@NullMarked
package org.seq2time.harness.cli.data;

import org.jspecify.annotations.NullMarked;
