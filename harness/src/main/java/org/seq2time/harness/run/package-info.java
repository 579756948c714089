/**
 * How does a run proceed, and what does it write? {@link org.seq2time.harness.run.ModelRun} asks a
 * model about the samples of a benchmark, {@link org.seq2time.harness.run.RunFolder} keeps what was
 * done.
 *
 * <p>A run folder holds {@code run.json}, {@code predictions.json}, {@code scores.json} and {@code
 * samples.jsonl}; each is written atomically. {@code answers.jsonl} grows by one flushed line per
 * answer.
 */
@NullMarked
package org.seq2time.harness.run;

import org.jspecify.annotations.NullMarked;
