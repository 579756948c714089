/**
 * From files to a run: reading, pairing, scoring, and the run folder that keeps what was done.
 *
 * <p>A run folder holds {@code run.json}, {@code predictions.json}, {@code scores.json} and {@code
 * samples.jsonl}; each is written whole or not at all.
 */
@NullMarked
package org.seq2time.harness.run;

import org.jspecify.annotations.NullMarked;
