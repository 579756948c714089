/**
 * What a run folder says: the manifest, raw answers, scores and per-sample rows, with their JSON.
 * Whoever writes a run folder and whoever reads one meet here; nothing is run or scored.
 */
@NullMarked
package org.seq2time.reports.record;

import org.jspecify.annotations.NullMarked;
