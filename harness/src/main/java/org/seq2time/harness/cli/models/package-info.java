/** The commands {@code seq2time models ...}. */
@NullMarked
package org.seq2time.harness.cli.models;

import org.jspecify.annotations.NullMarked;
