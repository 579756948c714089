/**
 * The built files: shards of JSON Lines that get their final name only when they are complete, and
 * the record of what was built.
 */
@NullMarked
package org.seq2time.datasets.sequence.write;

import org.jspecify.annotations.NullMarked;
