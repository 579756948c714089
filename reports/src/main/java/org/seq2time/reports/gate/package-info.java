/**
 * Did it get worse? A verdict on a run against a baseline, for continuous integration: scores
 * beyond their tolerance, missing scores and samples, dropped coverage, differing signatures,
 * slower benchmarks.
 *
 * <p>Tolerances are in percentage points: values x100, as in the tables. Text that comes from runs
 * is untrusted; {@link org.seq2time.reports.gate.GateMarkdown} and {@link
 * org.seq2time.reports.gate.GateJUnit} escape all of it.
 */
@NullMarked
package org.seq2time.reports.gate;

import org.jspecify.annotations.NullMarked;
