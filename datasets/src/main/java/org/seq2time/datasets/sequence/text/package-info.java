/** Text as bytes: JSON lines written without garbage, and fingerprints of strings. */
@NullMarked
package org.seq2time.datasets.sequence.text;

import org.jspecify.annotations.NullMarked;
